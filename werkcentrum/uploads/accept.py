"""Taking a file: the product's side. Scanned when there is a scanner, made anew in a limited process."""

from dataclasses import dataclass

from werkcentrum.limited import LimitedProcess, NotDone, Overrun
from werkcentrum.refusal import Refused
from werkcentrum.uploads import scanner
from werkcentrum.uploads.harm import MOST, SENTENCES
from werkcentrum.uploads.names import clean_name

cleaner = LimitedProcess("werkcentrum.uploads.clean:clean")


class NotAccepted(Refused):
    """A file that is not taken; the sentence says why and what to do."""

    def __init__(self, code, field="file"):
        super().__init__(SENTENCES.get(code, SENTENCES["broken"]), field)
        self.code = code


@dataclass(frozen=True)
class Accepted:
    """A file made anew: its kind (pdf, docx, odt, jpg, png), bytes, a name to show, and whether it was scanned."""

    kind: str
    body: bytes
    name: str
    scanned: bool


def accept(body: bytes, *, name: str, size: int | None = None) -> Accepted:
    """`body` without what could do harm. `size` is what was sent, when that was more than was kept.

    Raises NotAccepted. `scanned` is False when a scanner is there but did not answer: then it waits, unseen by all.
    """
    if max(size or 0, len(body)) > MOST:
        raise NotAccepted("size")
    if not body:
        raise NotAccepted("empty")
    scanned = True
    if scanner.is_there():
        try:
            if scanner.finds_virus(body):
                raise NotAccepted("virus")
        except scanner.ScannerDown:
            scanned = False
    try:
        facts, clean = cleaner(body)
    except Overrun:
        raise NotAccepted("bomb") from None
    except NotDone as no:
        raise NotAccepted(no.code) from None
    return Accepted(facts["kind"], clean, clean_name(name, facts["kind"]), scanned)
