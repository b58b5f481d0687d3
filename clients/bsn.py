"""The BSN: checked, encrypted (AES-256-GCM), and found again by a keyed index; the only code that knows it plain."""

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as elfproef

from werkcentrum.keys import keys

NONCE = 12


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


def index(bsn: str) -> bytes:
    """HMAC-SHA256 of a clean BSN with the first key: equal numbers, equal index; without the key it says nothing."""
    return hmac.new(keys()[0].index, bsn.encode(), hashlib.sha256).digest()


def seal(bsn: str, *, owner: bytes) -> tuple[str, bytes]:
    """Key id and ciphertext of a clean BSN, bound to `owner` (the bytes of the client's public id)."""
    key = keys()[0]
    nonce = os.urandom(NONCE)
    return key.id, nonce + AESGCM(key.encrypt).encrypt(nonce, bsn.encode(), owner)


def unseal(sealed: bytes, *, key_id: str, owner: bytes) -> str:
    """The BSN of a ciphertext; raises InvalidTag when it was moved to another person or changed."""
    key = next(key for key in keys() if key.id == key_id)
    sealed = bytes(sealed)
    return AESGCM(key.encrypt).decrypt(sealed[:NONCE], sealed[NONCE:], owner).decode()
