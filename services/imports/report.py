"""The dry run: every row of a list as new, changed, same or bad with column and sentence. Saves nothing."""

from dataclasses import dataclass, field

from django.utils import timezone

from services import rules
from services.forms.offer import FILLED_IN
from services.imports import cells
from services.imports.columns import BY_NAME, COLUMNS, is_heading
from services.menu.page import names_of
from services.models import Instrument, Offer

TEXTS = ("title", "description", "conditions", "cost_client", "financier", "price_payer", "contact")
NUMBERS = {"places": None, "places_taken": 0, "waiting_days": 0, "lead_days": 14}
DAYS = ("next_start_on", "valid_from", "valid_until")


@dataclass(slots=True)
class Row:
    """One row of the list: `what` is new, changed, same or bad; `wrong` holds (label of the column, sentence)."""

    line: int
    title: str
    values: dict
    number: str = ""
    what: str = "new"
    wrong: list[tuple[str, str]] = field(default_factory=list)
    offer: Offer | None = None
    cells: list[str] = field(default_factory=list)
    filled: set[str] = field(default_factory=set)

    @property
    def said(self) -> dict:
        """What the list itself says, without what the catalogue filled in."""
        return {name: value for name, value in self.values.items() if name not in self.filled}


@dataclass(slots=True)
class Report:
    """What would happen with a list. `skipped`: numbers of rows that are headings between the offers."""

    rows: list[Row]
    missing: list[str]
    skipped: list[int]

    def of(self, what) -> list[Row]:
        """The rows of one kind."""
        return [row for row in self.rows if row.what == what]

    @property
    def good(self) -> list[Row]:
        """The rows that are taken over."""
        return [row for row in self.rows if row.what in {"new", "changed"}]


def report_of(rows, header, mapping, cell) -> Report:
    """`rows`: [[number, cells]]; `header`: place of the headers; `mapping`: column to place. Four queries."""
    missing = [column.label for column in COLUMNS if column.needed and column.name not in mapping]
    known = _Known(cell)
    found, skipped = [], []
    for line, texts in rows[header + 1 :]:
        if is_heading(texts):
            skipped.append(line)
        elif not missing:
            found.append(_row(line, texts, mapping, known))
    return Report(found, missing, skipped)


class _Known:
    """What a row is compared with: the catalogue, the region's municipalities, and the partner's own offers."""

    def __init__(self, cell):
        self.cell, self.today = cell, timezone.localdate()
        self.instruments = cells.known_instruments(list(Instrument.objects.all()))
        self.names = names_of(cell.region)
        mine = list(Offer.objects.filter(provider=cell).exclude(state="ingetrokken").select_related("instrument"))
        self.by_number = {offer.provider_number: offer for offer in mine if offer.provider_number}
        self.by_title = {(offer.instrument_id, offer.title.casefold()): offer for offer in mine}
        self.seen: dict = {}


def _row(line, texts, mapping, known) -> Row:
    said = {name: cells.unmarked(texts[place]) if place < len(texts) else "" for name, place in mapping.items()}
    row = Row(line, said.get("title", ""), {}, said.get("number", "")[:60], cells=texts)
    for name in BY_NAME:
        if name in said and name != "number":
            _read(row, name, said[name], known)
    if not row.wrong:
        _fill(row, known.today)
        _judge(row, known)
    if not row.wrong:
        _compare(row, known)
    if row.wrong:
        row.what = "bad"
    return row


def _read(row, name, text, known):
    column = BY_NAME[name]
    try:
        if column.needed and not text:
            raise cells.Wrong("Deze cel is leeg. Vul haar in.")
        row.values[name] = _value(name, text, column.label, known)
    except cells.Wrong as no:
        row.wrong.append((column.label, no.sentence))


def _value(name, text, label, known):
    if name in TEXTS:
        longest = getattr(Offer._meta.get_field(name), "max_length", None)
        if longest and len(text) > longest:
            raise cells.Wrong(f"Deze tekst is te lang. Maak er hoogstens {longest} tekens van.")
        return text
    if name in NUMBERS:
        return cells.number(text, label, empty=NUMBERS[name])
    if name in DAYS:
        return cells.day(text, label)
    if name == "reach":
        return cells.reach(text, known.names)
    if name == "instrument":
        return cells.instrument(text, known.instruments)
    return {"needs": cells.needs, "situations": cells.situations}[name](text)


def _fill(row, today):
    """What the list leaves open and the catalogue knows."""
    kind, values = row.values["instrument"], row.values
    for name in FILLED_IN:
        if not values.get(name):
            values[name] = getattr(kind, name)
            row.filled.add(name)
    if not values.get("valid_from"):
        values["valid_from"] = max(today, kind.available_from or today)
        row.filled.add("valid_from")


def _judge(row, known):
    """The rules of an offer, each at its column: the same that refuse it when it is saved."""
    values, kind, partner = row.values, row.values["instrument"], known.cell.partner
    found = [
        ("instrument", rules.why_not_instrument(kind, known.today)),
        (
            "instrument",
            None if rules.may_provide(kind, partner.kind) else f"{kind.name} is geen taak van {partner.name}.",
        ),
        ("situations", rules.why_not_situations(values.get("situations", []), kind)),
        rules.why_not_period(values["valid_from"], values.get("valid_until"), values.get("next_start_on")),
        rules.why_not_places(values.get("places"), values.get("places_taken", 0)),
    ]
    if (until := values.get("valid_until")) and until < known.today:
        found.append(("valid_until", "Deze dag is voorbij. Vul een latere einddatum in."))
    row.wrong += [(BY_NAME[name].label, sentence) for name, sentence in filter(None, found) if sentence]


def _compare(row, known):
    """The same number, or without one the same instrument and title, is the same offer."""
    key = row.number or (row.values["instrument"].pk, row.title.casefold())
    if first := known.seen.get(key):
        label = "Uw eigen nummer" if row.number else "Titel"
        row.wrong.append((label, f"Dit staat ook op regel {first}. Laat een van de twee weg."))
        return
    known.seen[key] = row.line
    row.offer = known.by_number.get(row.number) if row.number else known.by_title.get(key)
    if row.offer is None:
        return
    if not _differs(row):
        row.what = "same"
    elif row.offer.state == Offer.State.DRAFT:
        row.what = "changed"
    else:
        state = row.offer.get_state_display().lower()
        row.wrong.append(
            ("Titel", f"Dit aanbod is al {state} en is nu anders. Wijzig het daar, of vraag de coördinator.")
        )


def _differs(row):
    return any(_flat(getattr(row.offer, name)) != _flat(value) for name, value in row.said.items())


def _flat(value):
    # A cell holds a text on one line.
    return " ".join(value.split()) if isinstance(value, str) else value
