"""The small substitute team of a dossier: at most eight colleagues of the lead, by name."""

from django.db import transaction

from werkcentrum.access import policy
from werkcentrum.access.models import Dossier, Involvement, Relation
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused

from .involvement import end_involvement, involve
from .support import SEALED
from .working import require_colleague

TEAM_AT_MOST = 8


def team_of(dossier):
    """Open rows of the substitutes by name; who covers for a while is not one of them."""
    return Involvement.objects.filter(dossier=dossier, relation=Relation.TEAM, valid_until=None, cover_for=None)


@transaction.atomic
def add_substitute(*, dossier, user, by):
    """Name a colleague of the lead's own cell as substitute.

    Raises Refused (422) for somebody who does not work there, Conflict (409) for the ninth, for who is one already and
    in a sealed dossier; PermissionDenied unless `by` leads. The dossier is locked, so that two at once stay eight.
    """
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    policy.require(by, P.SUPPORT_ADD, dossier.pk)
    if dossier.sealed:
        raise Conflict(SEALED)
    if user.pk == by.user.pk:
        raise Refused("U heeft zelf de regie. Kies een collega.", field="person")
    require_colleague(by.cell, user, field="person")
    team = team_of(dossier)
    if team.filter(user=user).exists():
        raise Conflict(f"{user.name} is al vervanger in dit dossier.")
    # SECURITY: partner-wide access is what failed elsewhere; a team is a handful of people by name.
    if team.count() >= TEAM_AT_MOST:
        raise Conflict(f"Er zijn al {TEAM_AT_MOST} vervangers. Meer mag niet. Haal eerst iemand weg.")
    return involve(dossier=dossier, user=user, participation=by.cell, relation=Relation.TEAM, by=by)


@transaction.atomic
def end_substitute(*, row, by):
    """Take a substitute (also who covers) off the dossier now; Conflict (409) when that was done already."""
    policy.require(by, P.SUPPORT_ADD, row.dossier_id)
    held = Involvement.objects.live().select_for_update().filter(pk=row.pk, relation=Relation.TEAM).first()
    if held is None:
        raise Conflict("Deze collega is al geen vervanger meer. Vernieuw de pagina.")
    end_involvement(row=held, by=by)
    return held
