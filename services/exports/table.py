"""Offers as a table that the product can read back: csv and xlsx, every cell text."""

import io
import json

from django.http import HttpResponse

from services.exports.hsds import package
from services.imports.columns import COLUMNS
from services.needs import LABELS
from services.offer_page import STATES
from werkcentrum.export import csv_response, text_cell

EXTRA = ("Toestand", "Nagekeken op")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = ("xlsx", "csv", "json")


def table(offers, names):
    """Headers and rows. `offers` with instrument, provider's partner and region; `names`: GM code to name."""
    headers = [column.label for column in COLUMNS] + list(EXTRA)
    return headers, [[*(_cell(offer, column.name, names) for column in COLUMNS), *_extra(offer)] for offer in offers]


def _extra(offer):
    return [offer.get_state_display() if offer.state in STATES else offer.state, offer.reviewed_on]


def _cell(offer, name, names):
    if name == "number":
        return offer.provider_number
    if name == "instrument":
        return offer.instrument_id
    value = getattr(offer, name)
    if name == "needs":
        return "; ".join(slug for slug in LABELS if slug in value)
    if name == "reach":
        return "; ".join(sorted(names.get(code, code) for code in value))
    return "; ".join(value) if isinstance(value, list) else value


def response(kind, offers, names):
    """The download: `kind` is one of KINDS."""
    if kind == "json":
        text = json.dumps(package(offers, names), ensure_ascii=False, indent=2)
        return _download(text.encode(), "application/json", "menukaart.json")
    headers, rows = table(offers, names)
    if kind == "csv":
        return csv_response("menukaart", headers, rows)
    return _download(xlsx_bytes(headers, rows), XLSX, "menukaart.xlsx")


def xlsx_bytes(headers, rows) -> bytes:
    """A workbook with one sheet; the headers stay in sight. SECURITY: every cell is text, never a formula."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Menukaart")
    sheet.freeze_panes = "A2"
    for row in (headers, *rows):
        sheet.append([_written(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _written(value):
    # XML knows no control signs; openpyxl refuses a whole workbook for one of them.
    return "".join(sign for sign in text_cell(value) if sign >= " " or sign in "\t\n")


def _download(body, kind, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=kind, headers=headers)
