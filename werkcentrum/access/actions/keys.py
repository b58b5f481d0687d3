"""Keys for the systems of partners: made and taken back by the administrator, never shown twice."""

import datetime
import hashlib
import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from werkcentrum.access.models import PartnerKey, User
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused

YEAR = datetime.timedelta(days=366)
START = "wck"


def digest(token: str) -> str:
    """What is kept of a key: 256 bits of chance need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_key(*, participation, name, valid_until, by) -> tuple[PartnerKey, str]:
    """A key for the systems of a cell in the own region, and its text, which is nowhere else afterwards.

    Raises Refused (422) for a day in the past or beyond a year.
    """
    by.require(P.KEY_GRANT)
    if participation.region_id != by.region.pk:
        raise PermissionDenied(P.KEY_GRANT)
    today = timezone.localdate()
    if not today <= valid_until <= today + YEAR:
        raise Refused("Kies een laatste dag vanaf vandaag en binnen een jaar.", field="valid_until")
    sign = secrets.token_hex(4)
    token = f"{START}_{sign}_{secrets.token_urlsafe(32)}"
    key = PartnerKey.objects.create(
        participation=participation,
        user=_account(participation),
        name=name,
        sign=sign,
        digest=digest(token),
        valid_until=valid_until,
        made_by=by.user,
    )
    record("access.make_key", key, by=by, cell=participation.pk, until=valid_until)
    return key, token


@transaction.atomic
def revoke_key(*, key, by):
    """Take a key back: from now on it opens nothing. Twice is a Conflict (409)."""
    by.require(P.KEY_GRANT)
    held = PartnerKey.objects.select_for_update(of=("self",)).select_related("participation").get(pk=key.pk)
    if held.participation.region_id != by.region.pk:
        raise PermissionDenied(P.KEY_GRANT)
    if held.revoked_at:
        raise Conflict("Deze sleutel is al ingetrokken.")
    held.revoked_at, held.revoked_by = timezone.now(), by.user
    held.save(update_fields=["revoked_at", "revoked_by"])
    record("access.revoke_key", held, by=by, cell=held.participation_id)
    return held


def _account(cell):
    """The account under which the log names the systems of a cell. SECURITY: not active and without a password."""
    email = f"koppeling-{cell.pk}@koppeling.invalid"
    user = User.objects.filter(email=email).first()
    return user or User.objects.create_user(email, f"Koppeling {cell.partner.name}"[:120], is_active=False)
