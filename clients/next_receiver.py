"""To whom a dossier should go next: by the rules of today, else by those of the first coming change of income."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from clients.facts import facts_of
from clients.receiver import Receiver, receiver_of
from clients.responsibility import responsible_partner
from werkcentrum.web.dates import long_date


@dataclass(frozen=True)
class NextReceiver:
    """Who should take over, from which day on the rules say so, and the words for it."""

    receiver: Receiver
    on: date
    own: bool

    @property
    def reason(self) -> str:
        """A first text for why one hands over; the giver makes it her own."""
        later = "" if self.on <= timezone.localdate() else f" per {long_date(self.on)}"
        name = self.receiver.name
        return "" if self.own else f"{name[0].upper()}{name[1:]} is verantwoordelijk voor hulp naar werk{later}."


def next_receiver(client, cell) -> NextReceiver:
    """The first cell other than `cell` that answers for the person, today or at a change that is noted already."""
    today = timezone.localdate()
    held = [period for period in facts_of(client, today).situations if period.leading]
    starts = sorted({period.valid_from for period in held if period.valid_from and period.valid_from > today})
    answers = [_on(client, cell, day) for day in (today, *starts)]
    return next((found for found in answers if not found.own), answers[0])


def _on(client, cell, day: date) -> NextReceiver:
    receiver = receiver_of(client, responsible_partner(facts_of(client, day), day))
    return NextReceiver(receiver, day, receiver.cell is not None and receiver.cell.pk == cell.pk)
