"""When signals are computed: at night for everybody, and for one person after every deed in her dossier."""

from django.db import transaction

from werkcentrum import outbox
from werkcentrum.audit.record import listen

from .refresh import refresh

QUIET = (
    "audit.", "glass.", "review.", "signal.", "clients.read_", "clients.see_", "clients.print_", "clients.export",
    "werkplan.print_",
    "access.involve",
)  # fmt: skip
"""Starts of events that change nothing a signal is made from, and come often."""


@outbox.nightly("signals", title="Signalen berekenen", order=50)
def signals(*, by, on):
    """For everybody."""
    came, gone = refresh(on=on)
    return f"{came} nieuw, {gone} vervallen."


@outbox.task("signals", together=True)
def signals_of(*, by, payloads):
    """For those in whose dossier something was done; many deeds at once are one calculation."""
    people = sorted({payload["dossier"] for payload in payloads})
    came, gone = refresh(people=people)
    return f"{came} nieuw, {gone} vervallen."


@listen
def after(events):
    """Have the signals of somebody computed anew after deeds in her dossier: once, however many there were."""
    stirred = (event for event in events if event.dossier_id and not event.action.startswith(QUIET))
    for dossier in dict.fromkeys(event.dossier_id for event in stirred):
        with transaction.atomic(savepoint=False):  # within the deed: no savepoint for each of its events
            outbox.later("signals", dossier=dossier)
