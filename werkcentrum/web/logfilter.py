"""Keeps numbers of persons out of the technical log."""

import logging
import re

from stdnum.nl import bsn

NINE_DIGITS = re.compile(r"\b\d{8,9}\b")


class NoPersonalNumbers(logging.Filter):
    """Replaces every number that passes the elfproef, in the message and in its arguments."""

    def filter(self, record):
        """Always keeps the line; only its text changes."""
        text = record.getMessage()
        clean = NINE_DIGITS.sub(lambda m: "[nummer]" if bsn.is_valid(m.group().zfill(9)) else m.group(), text)
        if clean != text:
            record.msg, record.args = clean, ()
        return True
