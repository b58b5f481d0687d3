"""The letter about a change of income, in plain words: what stays, what changes, and who is the contact now."""

from dataclasses import dataclass
from datetime import date

from clients.models import Client
from werkcentrum.refusal import Conflict
from werkcentrum.vocabulary import Duties, situation
from werkcentrum.web.dates import long_date
from werkplan.mine import PLAIN, helper_of
from werkplan.models import CarryOver
from werkplan.models.plan import CloseReason
from werkplan.report import told
from werkplan.words import situation_words

TITLE = "Wat blijft, wat verandert, wie is nu uw contactpersoon"
NO_LETTERS = "Deze klant is overleden. Er gaan geen brieven meer uit."


@dataclass(frozen=True)
class Part:
    """One heading with what belongs under it: (title, sentences)."""

    heading: str
    rows: list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Letter:
    """Everything the letter says, as ready sentences at B1."""

    name: str
    opening: list[str]
    contact: list[str]
    parts: list[Part]
    days: list[tuple[date, str]]
    closing: list[str]

    @property
    def sentences(self) -> list[str]:
        """All of it in a row, for who measures how easy it reads."""
        parts = [text for part in self.parts for _, texts in part.rows for text in texts]
        return [*self.opening, *self.contact, *parts, *(text for _, text in self.days), *self.closing]


def letter_of(report: CarryOver, client: Client) -> Letter:
    """The letter for the client about one change. Raises Conflict (409) after a death or when it was called off."""
    if report.plan and report.plan.close_reason == CloseReason.DEATH:
        raise Conflict(NO_LETTERS)
    if report.state == CarryOver.State.CANCELLED:
        raise Conflict("Deze wijziging gaat niet door. Er is geen brief over.")
    page = told(report, client)
    return Letter(
        name=client.name,
        opening=_opening(report),
        contact=_contact(report, page, helper_of(client)),
        parts=[
            Part(PLAIN[group.kind].format(old=page.old), [_row(row) for row in group.rows])
            for group in page.groups
            if group.rows
        ],
        days=[(day["on"], day["explanation"]) for day in page.deadlines],
        closing=[
            "Bent u het niet eens met een besluit? U mag bezwaar maken. Uw contactpersoon vertelt u hoe.",
            "Hebt u vragen? Bel uw contactpersoon of loop binnen bij het Werkcentrum.",
        ],
    )


def _opening(report):
    found = [f"Vanaf {long_date(report.on)} is uw inkomen: {situation_words(report.to_code)}."]
    found.append("Uw plan gaat met u mee. U hoeft niet opnieuw te beginnen.")
    if situation(report.to_code).duties is Duties.VOLUNTARY:
        found.append("Bij dit inkomen horen geen plichten om werk te zoeken. U kiest zelf wat u doet.")
    return found


def _contact(report, page, helper):
    if helper is None:
        return ["U hoort nog wie uw contactpersoon is."]
    found = [f"Uw contactpersoon is {helper.name} van {helper.partner}."]
    taken = bool(report.plan and report.plan.lead_id == report.after.get("cell"))
    if page.old != page.new and not taken:
        found.append(f"Dat blijft zo tot iemand van {page.new} het overneemt. U krijgt daar bericht over.")
    return found


def _row(row):
    found = [row.reason]
    if row.waits or (row.kind == "B" and row.until and row.inzet is None):
        found.append(f"Daarover beslist {row.who}, uiterlijk {long_date(row.until)}.")
    if row.becomes:
        found.append(f"Het wordt: {row.becomes}.")
    if row.stopped:
        found.append("Dit gaat niet door. U mag bezwaar maken binnen 6 weken na het besluit.")
    return (f"{row.title} ({row.using})" if row.using else row.title), found
