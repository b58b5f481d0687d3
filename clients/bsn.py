"""The BSN: checked, and found again by a keyed index. Sealed by `NationalNumber`, opened by `actions.person` only."""

import hashlib
import hmac

from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as elfproef

from werkcentrum.keys import Key, keys


class BsnError(ValueError):
    """Not a BSN; the sentence says what to do."""


def clean(typed: str) -> str:
    """Nine digits: spaces and dots removed, eight digits padded, elfproef passed (Wabb 1). Raises BsnError."""
    digits = "".join(c for c in typed if c not in " .-")
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (8, 9):
        raise BsnError("Een BSN heeft 9 cijfers. Vul het nummer in zoals het op het identiteitsbewijs staat.")
    digits = digits.zfill(9)
    try:
        elfproef.validate(digits)
    except ValidationError as error:
        raise BsnError("Dit nummer klopt niet. Controleer de cijfers op het identiteitsbewijs.") from error
    if digits == "000000000":
        raise BsnError("Dit nummer klopt niet. Controleer de cijfers op het identiteitsbewijs.")
    return digits


def index(bsn: str, key: Key) -> bytes:
    """HMAC-SHA256 of a clean BSN: equal numbers, equal index; without the key it says nothing."""
    return hmac.new(key.index, bsn.encode(), hashlib.sha256).digest()


def indexes(bsn: str) -> dict[str, bytes]:
    """Key id → index of a clean BSN, for every live key: written together, and searched together."""
    return {key.id: index(bsn, key) for key in keys()}
