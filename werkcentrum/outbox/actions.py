"""What an administrator does with work that got stuck."""

from django.db import transaction
from django.utils import timezone

from werkcentrum.audit.record import record
from werkcentrum.outbox.models import Message
from werkcentrum.refusal import Conflict


@transaction.atomic
def retry(*, message, by):
    """Try a stuck message again from the start. Conflict (409): somebody did already."""
    row = Message.objects.stuck().select_for_update().filter(pk=message.pk).first()
    if row is None:
        raise Conflict("Deze taak wacht al weer, of is al gelukt. Vernieuw de pagina.")
    row.stuck_at, row.sent_at, row.tries, row.run_at = None, None, 0, timezone.now()
    row.save(update_fields=["stuck_at", "sent_at", "tries", "run_at"])
    record("outbox.retry", row, by=by, task=row.name)
    return row
