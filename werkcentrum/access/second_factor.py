"""The secrets behind codes (app and emergency codes) are sealed, so that the database alone gives no second factor."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter

from werkcentrum.keys import keys
from werkcentrum.sealed import seal, unseal

BOUND = b"second factor"
NAMES = ("secret", "seed")
"""Where allauth keeps them, in the data of an authenticator."""


class MFAAdapter(DefaultMFAAdapter):
    """As allauth's, with the secrets sealed: `key id:base64`."""

    def encrypt(self, text: str) -> str:
        """Before it is saved."""
        key_id, sealed = seal(text, bound=BOUND)
        return f"{key_id}:{base64.b64encode(sealed).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        """When it is used; a secret from before there was sealing is given back as it is."""
        key_id, colon, sealed = encrypted_text.partition(":")
        return unseal(base64.b64decode(sealed), key_id=key_id, bound=BOUND) if colon else encrypted_text


def key_ids() -> list[str]:
    """The key id of every sealed secret, "" for one that is not sealed yet."""
    from allauth.mfa.models import Authenticator

    held = Authenticator.objects.filter(type__in=["totp", "recovery_codes"]).values_list("data", flat=True)
    texts = [data[name] for data in held for name in NAMES if name in data]
    return [text.partition(":")[0] if ":" in text else "" for text in texts]


def reseal_factors() -> int:
    """Seal every secret with the newest key; how many. For `manage.py rotate_keys`."""
    from allauth.mfa.models import Authenticator

    newest, adapter, done = keys()[0].id, MFAAdapter(), 0
    for pk in Authenticator.objects.filter(type__in=["totp", "recovery_codes"]).values_list("pk", flat=True):
        done += _reseal(Authenticator, pk, newest, adapter)
    return done


def _reseal(model, pk, newest, adapter):
    from django.db import transaction

    with transaction.atomic():
        row = model.objects.select_for_update().filter(pk=pk).first()
        old = [n for n in NAMES if row and n in row.data and not row.data[n].startswith(f"{newest}:")]
        for name in old:
            row.data[name] = adapter.encrypt(adapter.decrypt(row.data[name]))
        if old:
            row.save(update_fields=["data"])
        return len(old)
