"""From a page of HTML to PDF; the product's side. Nothing heavy is loaded here."""

from datetime import datetime

from werkcentrum.limited import Busy, LimitedProcess, NotDone
from werkcentrum.paper.limits import MOST_BYTES
from werkcentrum.refusal import Refused

press = LimitedProcess("werkcentrum.paper.press:press")


class TooMuchForPaper(Refused):
    """A document that cannot be made within its limits."""


SENTENCES = {
    "busy": "Er worden nu veel documenten gemaakt. Probeer het over een minuut nog eens.",
    "word": "Ergens staat een heel lang woord zonder spaties. Maak het korter en probeer het opnieuw.",
}
TOO_BIG = "Dit document is te groot om te maken. Maak teksten korter of sluit oude stappen af, en probeer het opnieuw."


def paper(html: str, style: str, *, title: str, created: datetime, lang: str = "nl-NL") -> bytes:
    """`html` in `style` (CSS) as PDF/UA-1 and PDF/A-2a; the same bytes for the same input.

    Raises TooMuchForPaper with a sentence when it is too large, too deep or takes over 20 s or 512 MB.
    AVG: `title` stands in the metadata and says nothing about anybody.
    """
    body = html.encode("utf-8", "replace")
    if len(body) > MOST_BYTES:
        raise TooMuchForPaper(TOO_BIG)
    try:
        _, made = press(body, style=style, title=title, lang=lang, created=created.isoformat())
    except Busy:
        raise TooMuchForPaper(SENTENCES["busy"]) from None
    except NotDone as no:
        raise TooMuchForPaper(SENTENCES.get(no.code, TOO_BIG)) from None
    return made
