"""The coverage on paper for the Regionaal Beraad: tagged, with date and norms, and nobody in it."""

from pathlib import Path

from django.template.loader import render_to_string

from werkcentrum.paper import paper
from werkcentrum.web.dates import long_date

STYLE = Path(__file__).parent / "coverage.css"
TITLE = "Dekkend pakket"
MOST = 60


def document(region, context: dict, *, created, place="", age="") -> bytes:
    """The PDF of what `page.overview` gives. The same bytes for the same input; raises TooMuchForPaper."""
    about = {
        "title": TITLE,
        "region": region.name,
        "as_of": long_date(created.date()),
        "place": place,
        "age": age,
        "gaps": context["gaps"][:MOST],
        "more_gaps": max(0, len(context["gaps"]) - MOST),
    }
    html = render_to_string("pdf/coverage.html", context | about)
    return paper(html, STYLE, title=TITLE, created=created)
