"""One cell of a list as a value of an offer; what cannot be read raises `Wrong` with the sentence."""

import datetime
import re

from services.audience import GROUPS
from services.imports.columns import plain
from services.needs import LABELS
from werkcentrum.export import MARK, text_cell
from werkcentrum.vocabulary import SITUATIONS
from werkcentrum.web.dates import parse

EXCEL_BEGAN = datetime.date(1899, 12, 30)
NOTHING = {"", "-", "nvt", "geen", "onbekend", "n v t", "leeg"}
WHOLE_REGION = NOTHING | {"hele regio", "regio", "alle gemeenten", "alle", "iedereen"}


class Wrong(Exception):
    """A cell that cannot be read; `sentence` says what to write instead."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


def unmarked(cell: str) -> str:
    """A cell without the mark that our own export sets before what a spreadsheet would run."""
    return cell[1:] if cell.startswith(MARK) and text_cell(cell[1:]) == cell else cell


def number(cell, label, *, empty=None):
    """A whole number from 0 to 32,000; `empty` for a cell that says nothing."""
    if plain(cell) in NOTHING or plain(cell) in {"onbeperkt", "geen grens"}:
        return empty
    digits = re.sub(r"(?:\s*(dagen|dag|plaatsen|plekken|personen))$|(?<=\d)\.(?=\d{3}\b)", "", cell.strip().lower())
    if not re.fullmatch(r"\d{1,5}", digits) or int(digits) > 32_000:
        raise Wrong(f"“{cell}” is bij “{label}” geen heel getal. Vul een getal in van 0 tot en met 32.000.")
    return int(digits)


def day(cell, label):
    """A date typed as people and spreadsheets write it, or None."""
    if plain(cell) in NOTHING:
        return None
    text = re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?.*$", "", cell.strip())
    if re.fullmatch(r"[34]\d{4}|5[0-4]\d{3}", text):  # the number of a day, as a spreadsheet keeps it
        return EXCEL_BEGAN + datetime.timedelta(days=int(text))
    if found := re.fullmatch(r"(\d{1,2})([-/. ]+)(\w{1,10})\2(\d{2})", text):
        text = f"{found[1]}-{found[3]}-20{found[4]}"
    try:
        return parse(text)
    except ValueError:
        raise Wrong(f"“{cell}” is bij “{label}” geen datum. Schrijf bijvoorbeeld 31-01-2027.") from None


def parts(cell) -> list[str]:
    """The parts of a cell that lists several things."""
    return [part.strip() for part in re.split(r"[;,/|]|\s+en\s+", cell) if part.strip()]


def needs(cell):
    """Slugs of needs, from their slug or name."""
    known = {plain(slug): slug for slug in LABELS} | {plain(label): slug for slug, label in LABELS.items()}
    return _known(_whole_or_parts(cell, known), known, "Kies uit: " + ", ".join(list(LABELS)[:8]) + " en meer.")


def situations(cell):
    """Codes of income situations, from a code, a name, or the name of a group."""
    if plain(cell) in WHOLE_REGION:
        return []
    known = {plain(code): [code] for code in SITUATIONS} | {plain(s.name): [s.code] for s in SITUATIONS.values()}
    known |= {plain(word): list(group.codes) for group in GROUPS for word in (group.slug, group.label, group.phrase)}
    found = _known(_whole_or_parts(cell, known), known, "Schrijf bijvoorbeeld WW, bijstand of Wajong.")
    return list(dict.fromkeys(code for codes in found for code in codes))


def reach(cell, names):
    """GM codes, from a code or a name of a municipality. `names`: GM code to name, of the region."""
    if plain(cell) in WHOLE_REGION:
        return []
    known = {plain(name): code for code, name in names.items()} | {plain(code): code for code in names}
    known |= {f"gemeente {word}": code for word, code in known.items()}
    return _known(_whole_or_parts(cell, known), known, "Kies gemeenten van deze regio.")


def instrument(cell, catalogue):
    """An instrument by code or name. `catalogue`: what `known_instruments` made."""
    if found := catalogue.get(plain(cell)):
        return found
    raise Wrong(f"“{cell}” staat niet in de landelijke lijst. Schrijf de code of de naam van het instrument.")


def known_instruments(rows) -> dict:
    """Instruments by everything by which a list may call them; words that mean two of them are left out."""
    named = {plain(row.name): row for row in rows} | {plain(row.code): row for row in rows}
    words: dict = {}
    for row in rows:
        for word in {plain(word) for word in row.synonyms.split()}:
            words.setdefault(word, []).append(row)
    return {word: found[0] for word, found in words.items() if len(found) == 1 and len(word) > 3} | named


def _whole_or_parts(cell, known):
    return [cell] if plain(cell) in known else parts(cell)


def _known(words, known, help_text):
    unknown = [word for word in words if plain(word) not in known]
    if unknown:
        raise Wrong(f"“{unknown[0]}” kennen wij niet. {help_text}")
    return (
        list(dict.fromkeys(known[plain(word)] for word in words))
        if not words or isinstance(known[plain(words[0])], str)
        else [known[plain(word)] for word in words]
    )
