"""Gets the text of FACTS from a file or standard input; only this module of the package touches the outside."""

import sys
from pathlib import Path

from .parse import FactsError


def read_text(name: str | None, field: str) -> str:
    """The text of a file, or of standard input for `-`. FactsError that names `field` when it cannot be read."""
    if not name:
        raise FactsError(field, "geef de naam van een JSON-bestand, of - om van de invoer te lezen.")
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FactsError(field, "dit bestand is geen tekst in UTF-8; sla het opnieuw op als UTF-8.") from None
    except (OSError, ValueError):
        raise FactsError(field, "dit bestand kan ik niet lezen; controleer de naam en of u het mag openen.") from None
