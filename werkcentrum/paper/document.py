"""From a page of HTML to PDF; the product's side. Nothing heavy is loaded here."""

from datetime import datetime
from functools import cache
from pathlib import Path

from werkcentrum.limited import Busy, LimitedProcess, NotDone
from werkcentrum.paper.limits import MOST_BYTES
from werkcentrum.refusal import Refused

COMMON = Path(__file__).parent / "paper.css"
press = LimitedProcess("werkcentrum.paper.press:press")


class TooMuchForPaper(Refused):
    """A document that cannot be made within its limits."""


SENTENCES = {
    "busy": "Er worden nu veel documenten gemaakt. Probeer het over een minuut nog eens.",
    "word": "Ergens staat een heel lang woord zonder spaties. Maak het korter en probeer het opnieuw.",
}
TOO_BIG = "Dit document is te groot om te maken. Maak teksten korter of sluit oude stappen af, en probeer het opnieuw."


@cache
def style(own: Path | None = None) -> str:
    """CSS of a document: what all our paper has, and what stands in its `own` file besides."""
    return "\n".join(path.read_text() for path in (COMMON, own) if path)


def paper(html: str, own: Path | None = None, *, title: str, created: datetime, lang: str = "nl-NL") -> bytes:
    """`html` in the style of our paper, with the CSS file `own` besides, as PDF/UA-1 and PDF/A-2a.

    The same bytes for the same input. Raises TooMuchForPaper with a sentence when it is too large, too deep or takes
    over 20 s or 512 MB.
    AVG: `title` stands in the metadata and says nothing about anybody.
    """
    body = html.encode("utf-8", "replace")
    if len(body) > MOST_BYTES:
        raise TooMuchForPaper(TOO_BIG)
    try:
        _, made = press(body, style=style(own), title=title, lang=lang, created=created.isoformat())
    except Busy:
        raise TooMuchForPaper(SENTENCES["busy"]) from None
    except NotDone as no:
        raise TooMuchForPaper(SENTENCES.get(no.code, TOO_BIG)) from None
    return made
