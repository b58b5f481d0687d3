"""The work itself, in the limited process: HTML and CSS become PDF. Knows no settings and no database."""

from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from werkcentrum.paper.archive import claim
from werkcentrum.paper.fetcher import OwnFilesOnly
from werkcentrum.paper.limits import check


@lru_cache(maxsize=4)
def _style(text):
    fonts = FontConfiguration()
    return CSS(string=text, font_config=fonts, url_fetcher=OwnFilesOnly()), fonts


def press(order: dict, body: bytes) -> tuple[dict, bytes]:
    """`body` (HTML) as PDF; `order` names style, title, lang and the moment of making."""
    html = body.decode()
    check(html)
    css, fonts = _style(order["style"])
    page = HTML(string=html, url_fetcher=OwnFilesOnly(), base_url="werkcentrum:document")
    identifier = sha256(body).digest()[:16]
    made = page.write_pdf(stylesheets=[css], font_config=fonts, pdf_variant="pdf/a-2a", pdf_identifier=identifier)
    created = datetime.fromisoformat(order["created"])
    return {}, claim(made, title=order["title"], lang=order["lang"], created=created)
