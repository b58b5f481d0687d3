"""What must be set before the product may erase: a place for the ledger outside the database."""

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security)
def ledger_is_set(app_configs, **kwargs):
    """Without the file a restore would bring erased people back."""
    if settings.ERASURE_LEDGER:
        return []
    return [
        checks.Error(
            "WERKCENTRUM_ERASURES names no file for the ledger of erasures.",
            hint="Name a file outside the database and its backups, on a disk that is backed up apart.",
            id="privacy.E001",
        )
    ]
