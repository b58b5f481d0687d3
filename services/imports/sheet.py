"""The work of the limited process: an xlsx or csv file as rows of plain text. Knows neither Django nor the database."""

import csv
import datetime
import io
import json
import zipfile

MOST_ROWS, MOST_COLUMNS, MOST_CELL = 2_000, 60, 4_000
DELIMITERS = ";\t,|"
LOOKED_AT = 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_UNPACKED, MOST_RATIO = 80 * 1024 * 1024, 200


class Unreadable(Exception):
    """A file that is not read; `code` is a key of `SENTENCES`."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


SENTENCES = {
    "empty": "In dit bestand staat niets. Kies het bestand opnieuw.",
    "old": "Dit is een oud Excel-bestand (xls). Sla het op als xlsx of csv en kies dat.",
    "kind": "Dit bestand lezen wij niet. Sla uw lijst op als xlsx of csv en kies dat.",
    "broken": "Dit bestand is kapot of er zit een wachtwoord op. Open het, sla het opnieuw op als xlsx en kies dat.",
    "rows": f"In dit bestand staan te veel regels. Verdeel het over bestanden van hoogstens {MOST_ROWS} regels.",
    "columns": f"In dit bestand staan te veel kolommen. Houd er hoogstens {MOST_COLUMNS} over.",
    "bomb": "Dit bestand wordt bij het openen te groot. Zet alleen de lijst in een nieuw bestand en kies dat.",
    "busy": "Er worden nu veel bestanden gelezen. Probeer het over een minuut nog eens.",
}


def read(order: dict, body: bytes) -> tuple[dict, bytes]:
    """The kind of the file, and its rows as JSON: [[number in the file, [cells as text]], …] without empty rows."""
    if not body.strip():
        raise Unreadable("empty")
    if body.startswith(OLE):
        raise Unreadable("old")
    if body.startswith(b"PK\x03\x04"):
        kind, rows = "xlsx", _workbook(body)
    elif body.startswith((b"%PDF", b"\xff\xd8", b"\x89PNG", b"{\\rtf", b"<")):
        raise Unreadable("kind")
    else:
        kind, rows = "csv", _csv(body)
    found = []
    for number, cells in rows:
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise Unreadable("columns")
        if cells:
            found.append([number, [cell[:MOST_CELL] for cell in cells]])
        if len(found) > MOST_ROWS:
            raise Unreadable("rows")
    if not found:
        raise Unreadable("empty")
    return {"kind": kind}, json.dumps(found).encode()


def _workbook(body):
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            # SECURITY: openpyxl unpacks what it is given; a small file may hold gigabytes.
            unpacked = sum(part.file_size for part in parts.infolist())
            if unpacked > MOST_UNPACKED or unpacked > len(body) * MOST_RATIO:
                raise Unreadable("bomb")
            if "xl/workbook.xml" not in parts.namelist():
                raise Unreadable("kind")
        # Values, not formulas: what somebody typed as text stays text, what a formula gave is its last outcome.
        book = load_workbook(io.BytesIO(body), data_only=True, keep_links=False)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError) as error:
        raise Unreadable("broken") from error
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible" and sheet.max_row]
    sheet = max(sheets, key=lambda one: _filled(one), default=None)
    if sheet is None:
        raise Unreadable("empty")
    return _rows(sheet)


def _filled(sheet):
    """How many of the first cells hold something: a list has more of them than an explanation."""
    rows = sheet.iter_rows(max_row=200, max_col=MOST_COLUMNS, values_only=True)
    return sum(value is not None for row in rows for value in row)


def _rows(sheet):
    """(number, cells) with every merged cell filled with what is shown in it."""
    merged: dict[tuple[int, int], object] = {}
    for area in sheet.merged_cells.ranges:
        if area.size["rows"] * area.size["columns"] <= MOST_ROWS * 2:
            first = sheet.cell(area.min_row, area.min_col).value
            merged |= {place: first for row in area.rows for place in row}
    # A sheet may claim a million rows that hold nothing; openpyxl only keeps what is there.
    for number, row in enumerate(sheet.iter_rows(max_col=min(sheet.max_column, MOST_COLUMNS + 1)), start=1):
        yield number, [as_text(merged.get((cell.row, cell.column), cell.value)) for cell in row]


def as_text(value) -> str:
    """A cell as text: dates as jjjj-mm-dd, whole numbers without decimals, booleans as ja and nee."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else str(value).replace(".", ",")
    # An export of another program writes a line end within a cell as _x000D_.
    return " ".join(str(value).replace("_x000D_", " ").replace("\xa0", " ").split())


def _csv(body):
    text = decoded(body).replace("\x00", "")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        text, marks = rest, first.strip()[4]
    else:
        marks = DELIMITERS
    try:
        mark = max(marks, key=lambda each: _columns(text, each))
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        return [(number, [as_text(cell) for cell in row]) for number, row in enumerate(reader, start=1)]
    except csv.Error as error:
        raise Unreadable("broken") from error


def decoded(body: bytes) -> str:
    """Text in UTF-8 or UTF-16 with a mark, UTF-8 without, and else as Windows writes it."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _columns(text, mark):
    """In how many columns the first rows fall apart with this mark: most rows at least in so many."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    wide = sorted(
        (len(row) for _, row in zip(range(LOOKED_AT), (r for r in reader if any(r)), strict=False)), reverse=True
    )
    return wide[len(wide) // 2] if wide else 0
