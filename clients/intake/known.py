"""What is already known about a person, with where it came from: nothing known is asked again (Pwet 53a)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from clients.intake import backed
from clients.intake.fields import FIELDS
from clients.models import HiddenAddress, IntakeAnswer, NationalNumber
from clients.models.income import Source

HIDDEN = {"place": "geheim adres"}
"""What stands for an address that is hidden."""


@dataclass(frozen=True)
class Known:
    """One answer: value (shapes: see `clients.intake.controls`), source, days, and the version to save over."""

    code: str
    value: Any
    source: str = Source.CLIENT
    obtained_on: date | None = None
    confirmed_on: date | None = None
    version: int = 0

    @property
    def is_known(self) -> bool:
        """Whether there is an answer; an empty list is one ("none")."""
        return self.value not in (None, "", {})

    @property
    def checked_on(self) -> date | None:
        """The last day somebody said it was so."""
        return self.confirmed_on or self.obtained_on

    @property
    def is_fresh(self) -> bool:
        """Whether that was today: then nobody asks whether it still holds."""
        return self.checked_on == timezone.localdate()


def known_of(client) -> dict[str, Known]:
    """Everything known, by field code: answers, the person's record and the income periods. Four queries."""
    answers = {row.field: row for row in IntakeAnswer.objects.filter(client=client)}
    has_bsn = NationalNumber.objects.filter(client=client).exists()
    found = {code: _known(code, client, answers.get(code), has_bsn) for code in FIELDS}
    found["income_situations"] = _periods(client)
    if HiddenAddress.objects.filter(client=client).exists():
        # SECURITY: that there is a hidden address, never which: the row itself is not even read here.
        found["address_sealed"] = Known("address_sealed", True, obtained_on=timezone.localdate(client.created_at))
        found["address"] = Known("address", HIDDEN, version=client.version)
    return found


def _known(code, client, answer, has_bsn):
    value = answer.value if answer else None
    version = answer.version if answer else 0
    if code in backed.READERS and (FIELDS[code].kind == "person" or not answer):
        value = backed.value_of(code, client, has_bsn=has_bsn)
        version = client.version if FIELDS[code].kind == "person" else 0
    if value is None:
        return Known(code, None, version=version)
    if answer is None:
        return Known(code, value, obtained_on=timezone.localdate(client.created_at), version=version)
    return Known(code, value, answer.source, answer.obtained_on, answer.confirmed_on, version)


def _periods(client):
    rows = list(client.income_periods.all())
    if not rows:
        return Known("income_situations", None)
    value = [
        {"situation": row.code, "from": row.valid_from, "until": row.valid_until, "leading": row.leading, "id": row.pk}
        for row in rows
    ]
    confirmed = [row.confirmed_on for row in rows if row.confirmed_on]
    newest = max(rows, key=lambda row: row.obtained_on)
    return Known("income_situations", value, newest.source, newest.obtained_on, max(confirmed, default=None))
