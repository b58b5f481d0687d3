"""An edition as it is read: its offers under the first need they answer, as words and as data."""

import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from services.exports.hsds import PROFILE
from services.needs import LABELS
from werkcentrum.paper import paper
from werkcentrum.web.dates import long_date


def parts(edition) -> list[dict]:
    """Heading and rows per need, in the order of the menu; what names no need comes last."""
    found: dict[str, list] = {label: [] for label in (*LABELS.values(), "Overig")}
    for one in edition.services:
        found[_need(one)].append(_row(one))
    return [{"heading": heading, "rows": rows} for heading, rows in found.items() if rows]


def _need(one):
    named = {term["code"] for term in one.get("attributes", ()) if term["taxonomy"] == "need"}
    return next((label for slug, label in LABELS.items() if slug in named), "Overig")


def _row(one):
    incomes = [term["name"] for term in one.get("attributes", ()) if term["taxonomy"] == "income"]
    places = ", ".join(area["name"] for area in one["service_areas"])
    facts = [
        ("Woont in", places),
        ("Inkomen", ", ".join(incomes[:4]) + (" en meer" if len(incomes) > 4 else "")),
        ("Voorwaarden", one.get("eligibility_description", "")),
        ("Kosten voor de klant", one.get("fees_description", "")),
        ("Aanmelden bij", one.get("application_process", "")),
        ("Nagekeken op", long_date(datetime.date.fromisoformat(one["assured_date"]))),
    ]
    return {
        "title": one["name"],
        "owner": one["organization"]["name"],
        "text": one["description"],
        "facts": [{"label": label, "value": value} for label, value in facts if value],
    }


def as_data(edition) -> dict:
    """The open data of an edition."""
    return {
        "profile": PROFILE,
        "language": "nl",
        "title": edition.title,
        "region": {"code": edition.region.code, "name": edition.region.name},
        "edition": edition.number,
        "as_of": edition.as_of.isoformat(),
        "services": edition.services,
    }


def as_paper(edition) -> bytes:
    """The edition as accessible PDF; the same bytes every time."""
    html = render_to_string("pdf/edition.html", {"edition": edition, "parts": parts(edition)})
    created = timezone.make_aware(datetime.datetime.combine(edition.as_of, datetime.time()))
    return paper(html, title=edition.title, created=created)
