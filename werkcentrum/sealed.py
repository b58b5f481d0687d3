"""Text (and files) that the database cannot read: AES-256-GCM with a key from outside, bound to its owner and purpose.

`SealedRow` is the base of every model that holds such a text; `manage.py rotate_keys` finds its children by itself.
"""

import os
from typing import ClassVar, Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.db import models

from werkcentrum.keys import key_of, keys

NONCE = 12


def seal_bytes(body: bytes, *, bound: bytes) -> tuple[str, bytes]:
    """Key id and ciphertext under the first key; `bound` (owner and purpose) must be given to open it."""
    key, nonce = keys()[0], os.urandom(NONCE)
    return key.id, nonce + AESGCM(key.encrypt).encrypt(nonce, body, bound)


def unseal_bytes(sealed: bytes, *, key_id: str, bound: bytes) -> bytes:
    """The bytes. Raises InvalidTag when they were changed or moved elsewhere, KeysWrong for a key that is gone."""
    sealed = bytes(sealed)
    return AESGCM(key_of(key_id).encrypt).decrypt(sealed[:NONCE], sealed[NONCE:], bound)


def seal(text: str, *, bound: bytes) -> tuple[str, bytes]:
    """Key id and ciphertext of a text; see `seal_bytes`."""
    return seal_bytes(text.encode(), bound=bound)


def unseal(sealed: bytes, *, key_id: str, bound: bytes) -> str:
    """The text; see `unseal_bytes`."""
    return unseal_bytes(sealed, key_id=key_id, bound=bound).decode()


class SealedRow(models.Model):
    """A row with one sealed text. A child names its `PURPOSE` and says in `owner` whose it is; it keeps no history.

    Write with `row.put(text)` and save, read with `row.text()`.
    """

    PURPOSE: ClassVar[str]
    AT_A_TIME: ClassVar[int] = 1_000
    """How many rotation takes in one batch at most: of a large row, fewer."""
    sealed = models.BinaryField("versleuteld", editable=False)
    key_id = models.CharField("sleutel", max_length=16, editable=False)

    class Meta:
        abstract = True

    def owner(self) -> bytes:
        """Bytes that stay with the owner for life, such as those of a public id."""
        raise NotImplementedError

    @classmethod
    def with_owner(cls) -> models.QuerySet[Self]:
        """All rows with what `owner` needs: rotation reads a batch in one query."""
        return cls._base_manager.all()

    def bound(self) -> bytes:
        """What the ciphertext is tied to: moved to another row or another purpose it does not open."""
        return self.PURPOSE.encode() + b"\0" + self.owner()

    def put(self, text: str) -> None:
        """Seal `text` with the newest key; the caller saves."""
        self.key_id, self.sealed = seal(text, bound=self.bound())

    def text(self) -> str:
        """The text, in the clear."""
        return unseal(bytes(self.sealed), key_id=self.key_id, bound=self.bound())

    def renew(self) -> None:
        """Seal the same text with the newest key; the caller saves."""
        self.put(self.text())


class SealedFile(SealedRow):
    """A row with one sealed file. Write with `row.put_body(body)` and save, read with `row.body()`."""

    AT_A_TIME = 5

    class Meta:
        abstract = True

    def put_body(self, body: bytes) -> None:
        """Seal `body` with the newest key; the caller saves."""
        self.key_id, self.sealed = seal_bytes(body, bound=self.bound())

    def body(self) -> bytes:
        """The file, in the clear."""
        return unseal_bytes(bytes(self.sealed), key_id=self.key_id, bound=self.bound())

    def renew(self) -> None:
        """Seal the same file with the newest key."""
        self.put_body(self.body())


def sealed_models() -> list[type[SealedRow]]:
    """Every model with a sealed text."""
    return [model for model in apps.get_models() if issubclass(model, SealedRow)]
