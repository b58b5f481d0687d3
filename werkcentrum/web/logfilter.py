"""The technical log: lines of JSON with a few known keys, and nothing about a person in them.

No bodies, query strings, cookies or headers; of an exception its kind and place, never its words: they may hold a name.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

from stdnum.nl import bsn

NINE_DIGITS = re.compile(r"(?<!\d)\d{3}[ .-]?\d{2,3}[ .-]?\d{3}(?!\d)")
MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
QUERY = re.compile(r"(/[\w./%-]*)\?\S*")
KEYS = ("at", "level", "logger", "message", "status", "exception", "place")
"""Everything that a line may hold; a test keeps it so."""
LONGEST = 2000


def clean(text: str) -> str:
    """A text without numbers that pass the elfproef, without e-mail addresses and query strings."""
    text = MAIL.sub("[e-mail]", QUERY.sub(r"\1?[…]", text))
    return NINE_DIGITS.sub(_number, text)


def _number(match):
    digits = re.sub(r"\D", "", match.group())
    return "[nummer]" if bsn.is_valid(digits.zfill(9)) else match.group()


class NoPersonalNumbers(logging.Filter):
    """Cleans the message with its arguments filled in; always keeps the line."""

    def filter(self, record):
        """Only the text changes."""
        text = record.getMessage()
        if (better := clean(text)) != text:
            record.msg, record.args = better, ()
        return True


class Lines(logging.Formatter):
    """One line of JSON per event, with the keys of `KEYS` and no others."""

    def format(self, record):
        """The line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": clean(record.getMessage())[:LONGEST],
            "status": getattr(record, "status_code", None),
            **self._exception(record),
        }
        return json.dumps({key: line[key] for key in KEYS if line.get(key) is not None}, ensure_ascii=False)

    def _exception(self, record):
        if not record.exc_info or record.exc_info[1] is None:
            return {}
        error = record.exc_info[1]
        frames = traceback.extract_tb(error.__traceback__)[-12:]
        return {
            # SECURITY: never str(error): a failed insert names the row, a template error the value.
            "exception": type(error).__name__,
            "place": [f"{frame.filename.rsplit('/', 2)[-2]}/{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"
                      if "/" in frame.filename else frame.filename for frame in frames],
        }  # fmt: skip
