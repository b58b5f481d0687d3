"""Amounts as people type and read them: "1.250,00" is 125,000 cents. Never a float."""

import re

WRONG = "Schrijf het bedrag zo: 1.250,00. Een punt voor duizend, een komma voor de centen."
_SHAPE = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,(\d{2}|-))?")


def read_euros(text: str) -> int:
    """Cents of an amount typed the Dutch way; the sign € and blanks are allowed. ValueError with a sentence.

    "12.50" is refused rather than guessed at: in one reading it is twelve, in the other over a thousand.
    """
    bare = re.sub(r"[\s€]", "", text)
    if bare.startswith(("-", "−")):
        raise ValueError("Vul een bedrag boven nul in. Wilt u iets terugdraaien, annuleer dan de boeking.")
    found = _SHAPE.fullmatch(bare)
    # Digits of other scripts are digits to Python too.
    if found is None or not bare.isascii():
        raise ValueError(WRONG)
    cents = found[2] if found[2] and found[2].isdecimal() else "0"
    return int(found[1].replace(".", "")) * 100 + int(cents)


def in_euros(cents: int) -> str:
    """ "€ 1.250,00", with a minus in front when below zero."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}€ {whole:,}".replace(",", ".") + f",{rest:02d}"


def plain_euros(cents: int) -> str:
    """ "1250,00": for a spreadsheet."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole},{rest:02d}"
