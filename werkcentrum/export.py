"""The one writer of tables that leave the product: every cell is text, whatever a spreadsheet would make of it."""

import csv
import io
import unicodedata

from django.http import HttpResponse

MARK = "'"
"""Stands before a cell that a spreadsheet would run; spreadsheets show such a cell as text."""
# SECURITY: what starts a formula or DDE, also in full width; the mark itself, so that reading back is exact.
STARTS = frozenset("=+-@|%'＝＋－＠")


def text_cell(value) -> str:
    """A value as a text cell. Blanks and invisible characters before a formula do not hide it.

    Source: OWASP "CSV injection"; a second round of fixes elsewhere was for control characters in front.
    """
    text = "" if value is None else str(value)
    # A lone surrogate cannot be written as UTF-8; the reader sees that something stood there.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return MARK + text if _runs(text) else text


def plain_text(cell: str) -> str:
    """The value behind a cell that `text_cell` wrote."""
    return cell.removeprefix(MARK)


def _runs(text):
    """Whether a spreadsheet might take it for a formula, or strip what is in front and then take it for one."""
    first = next((letter for letter in text if not _invisible(letter)), "")
    return first in STARTS or (bool(text) and text[0] in "\t\r\n")


def _invisible(letter):
    """Blanks, control and format characters: shown as nothing, or stripped by a spreadsheet."""
    return letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Cn", "Co"}


def csv_bytes(columns, rows) -> bytes:
    """A table as CSV for Dutch spreadsheets: UTF-8 with BOM, `;`, every cell quoted. `rows` are sequences of values."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([text_cell(name) for name in columns])
    for row in rows:
        writer.writerow([text_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def read_csv(body: bytes) -> list[list[str]]:
    """The values of a table written by `csv_bytes`, its columns first."""
    source = io.StringIO(body.decode("utf-8-sig"), newline="")
    return [[plain_text(cell) for cell in row] for row in csv.reader(source, delimiter=";")]


def csv_response(name: str, columns, rows) -> HttpResponse:
    """A table as download. AVG: `name` is a word of our own such as "logboek"; it says nothing about anybody."""
    if not name.isidentifier():
        raise ValueError(name)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "X-Content-Type-Options": "nosniff"}
    # The whole table at once: client data is never streamed after its transaction.
    return HttpResponse(csv_bytes(columns, rows), content_type="text/csv; charset=utf-8", headers=headers)
