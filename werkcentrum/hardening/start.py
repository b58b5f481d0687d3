"""A website with a wrong setting does not start: a mistake is seen by who makes it, not by who is harmed."""

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured

from werkcentrum.hardening.rule import TAG


def refuse_to_start_wrongly():
    """Run every check of this package; raise with all sentences at once. Not on a developer's own machine."""
    if settings.LOCAL:
        return
    wrong = [f"{found.id}: {found.msg}" for found in run_checks(tags=[TAG]) if found.level >= ERROR]
    if wrong:
        raise ImproperlyConfigured("Werkcentrum start niet.\n" + "\n".join(wrong))
