"""Which column of a partner's list is what: guessed from the headers, and what each asks."""

import re
import unicodedata
from dataclasses import dataclass

HEADER_WITHIN = 25


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an offer: name, label, whether a row needs it, and how other lists call it."""

    name: str
    label: str
    needed: bool = False
    also: tuple[str, ...] = ()


COLUMNS = (
    Column(
        "number",
        "Uw eigen nummer",
        also=("nummer", "nr", "id", "code aanbod", "kenmerk", "eigen nummer", "aanbodnummer"),
    ),
    Column(
        "instrument",
        "Instrument",
        True,
        ("regeling", "instrumentcode", "code", "soort", "soort aanbod", "type", "voorziening"),
    ),
    Column("title", "Titel", True, ("naam", "naam aanbod", "aanbod", "naam van het aanbod", "cursus", "product")),
    Column("description", "Omschrijving", True, ("beschrijving", "toelichting", "wat is het", "inhoud", "uitleg")),
    Column("needs", "Vraag", also=("wat is er nodig", "vragen", "thema", "behoefte", "tegel", "hoort bij")),
    Column(
        "reach",
        "Gemeenten",
        also=("gemeente", "woont in", "bereik", "gebied", "werkgebied", "alleen voor inwoners van"),
    ),
    Column(
        "situations", "Inkomen", also=("doelgroep", "doelgroepen", "situatie", "situaties", "uitkering", "voor wie")
    ),
    Column("conditions", "Voorwaarden", also=("voorwaarde", "eisen", "toelating")),
    Column("places", "Plaatsen", also=("aantal plaatsen", "capaciteit", "plekken", "aantal plekken")),
    Column("places_taken", "Bezet", also=("daarvan bezet", "bezette plaatsen", "ingevuld", "deelnemers")),
    Column("waiting_days", "Wachttijd in dagen", also=("wachttijd", "wachttijd dagen", "wachtlijst dagen")),
    Column("lead_days", "Dagen tot de start", also=("doorlooptijd", "doorlooptijd in dagen", "aanlooptijd")),
    Column(
        "next_start_on",
        "Eerstvolgende start",
        also=("startdatum", "start", "eerste start", "volgende start", "begindatum cursus"),
    ),
    Column(
        "cost_client",
        "Kosten voor de klant",
        also=("wat kost het de klant", "eigen bijdrage", "kosten klant", "kosten"),
    ),
    Column("financier", "Wie betaalt", also=("wie betaalt het", "financier", "financiering", "betaler")),
    Column("price_payer", "Prijs voor wie betaalt", also=("prijs", "tarief", "bedrag", "kostprijs")),
    Column("valid_from", "Geldig van", also=("ingangsdatum", "van", "vanaf", "begin", "begindatum", "geldig vanaf")),
    Column(
        "valid_until",
        "Geldig tot en met",
        also=("einddatum", "tot", "t m", "tot en met", "einde", "geldig tot", "contract tot"),
    ),
    Column(
        "contact", "Aanmelden bij", True, ("contact", "contactpersoon", "aanmelden", "e mail", "email", "mail", "loket")
    ),
)
BY_NAME = {column.name: column for column in COLUMNS}


def plain(text) -> str:
    """A header as it is compared: lower case, without accents, signs and what stands between brackets."""
    text = re.sub(r"\(.*?\)|\*", " ", unicodedata.normalize("NFKD", text.lower()))
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z0-9]+", text))


KNOWN = {plain(word): column.name for column in reversed(COLUMNS) for word in (*column.also, column.name, column.label)}


def guess(headers) -> dict[str, int]:
    """Column name to place, for every header that is recognised; the first of two that mean the same."""
    found: dict[str, int] = {}
    for place, header in enumerate(headers):
        if (name := KNOWN.get(plain(header))) and name not in found:
            found[name] = place
    return found


def header_of(rows) -> int:
    """The place in `rows` of the row with headers: the one of the first 25 in which most are recognised."""
    first = rows[:HEADER_WITHIN]
    known = [len(guess(cells)) for _, cells in first]
    if max(known) >= 2:
        return known.index(max(known))
    return max(range(len(first)), key=lambda place: sum(map(bool, first[place][1])))


def is_heading(cells) -> bool:
    """A row that holds one text only, in one cell or in merged ones: a heading between the offers."""
    return len({cell for cell in cells if cell}) == 1
