"""What work for some hours makes of an income, as data: the question "Wat als ik ga werken?" starts here.

Whether pay is enough to live on without a benefit is asked; who does not know gets a guess by hours, said as a guess.
"""

from dataclasses import dataclass
from datetime import date

from werkcentrum.vocabulary import SITUATIONS, START, Kind, parameter

from .groups import ASSISTANCE, WORK, WW, Codes

JOB = "LOONDIENST"
_BENEFITS: Codes = frozenset(code for code, held in SITUATIONS.items() if held.kind is Kind.BENEFIT)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One row. `after` None: the income stays; `beside`: the job begins beside it. `sentence`: for the client."""

    before: Codes
    enough: bool | None
    after: str | None
    beside: bool
    sentence: str
    article: str
    source: str = "M"
    valid_from: date = START
    valid_until: date | None = None

    @property
    def unverified(self) -> bool:
        """True when nobody read it in the law yet."""
        return "M" in self.source.split(",")

    def fits(self, code: str, enough: bool, day: date) -> bool:
        """True when the row holds on this day for this income."""
        in_force = self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
        return in_force and code in self.before and self.enough in (None, enough)


ROWS: tuple[WorkRow, ...] = (
    WorkRow(frozenset({"AOW"}), None, None, True, "U houdt AOW. Wat u verdient, komt daarbij.", "AOW 7"),
    WorkRow(frozenset({"WW", "WW_DEELTIJD"}), False, "WW_DEELTIJD", True,
            "U houdt een deel van uw WW. Geef elke maand door wat u verdient.", "WW 47"),
    WorkRow(WW, False, None, True, "U houdt een deel van uw WW. Geef elke maand door wat u verdient.", "WW 47"),
    WorkRow(ASSISTANCE - {"WIJ_PARTNER"}, False, "BIJSTAND_AANV", True,
            "Uw loon gaat van uw bijstand af. De gemeente vult aan tot uw norm.", "Pwet 19, 31"),
    WorkRow(_BENEFITS, False, None, True, "U houdt uw uitkering voor een deel. Vraag hoe uw loon meetelt.", "-"),
    WorkRow(WORK, None, JOB, False, "U gaat van werk naar werk. U hebt geen uitkering nodig.", "-", "S"),
    WorkRow(frozenset(SITUATIONS), None, JOB, False, "Uw loon wordt uw inkomen.", "-", "S"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorkAnswer:
    """What becomes of the income: the leading code, what begins beside it, and whether the pay was guessed."""

    code: str
    beside: tuple[str, ...]
    sentence: str
    article: str
    unverified: bool
    enough: bool
    guessed: bool


def with_work(code: str, hours: int, day: date, enough: bool | None = None) -> WorkAnswer:
    """The income of somebody in `code` who works `hours` a week from `day`; KeyError on an unknown code.

    `enough`: whether the pay is enough without a benefit; None guesses by the hours.
    """
    guessed = enough is None
    enough = hours >= parameter("hours_to_live_on", day).value if enough is None else enough
    row = next(row for row in ROWS if row.fits(SITUATIONS[code].code, enough, day))
    beside = (JOB,) if row.beside else ()
    return WorkAnswer(row.after or code, beside, row.sentence, row.article, row.unverified, enough, guessed)
