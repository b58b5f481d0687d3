"""Support: a named person of another team reads named groups of fields until a date, and no longer than that."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from werkcentrum.access import consented, policy
from werkcentrum.access.models import Dossier, Involvement, Relation
from werkcentrum.access.relations import SHAREABLE, Ground
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused

from .involvement import end_involvement, end_of_day, ground_of, involve
from .working import require_colleague

MONTHS_AT_MOST = 12
SEALED = "Voor dit dossier wijst de privacy officer aan wie het opent. Vraag het daar."


def last_day(today: date) -> date:
    """The last day that a support which begins today may have: twelve months on."""
    try:
        return today.replace(year=today.year + 1)
    except ValueError:  # 29 February
        return today.replace(year=today.year + 1, day=28)


@transaction.atomic
def add_support(*, dossier, user, participation, groups, until, by):
    """Let `user` of a cell in the dossier's region support on these groups, up to and including the day `until`.

    What the person had before as support ends in the same step. Raises Refused (422) with the field to blame for a
    wrong person, group, date or consent; Conflict (409) in a sealed dossier; PermissionDenied unless `by` leads.
    """
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    stance = policy.stance(by, dossier.pk)
    stance.require(P.SUPPORT_ADD)
    if dossier.sealed:
        raise Conflict(SEALED)
    ground = ground_of(participation)
    _require_person(dossier, user, participation)
    _require_groups(groups, ground, stance)
    _require_day(until)
    if ground == Ground.CONSENT:
        _require_consent(dossier, participation, groups, until)
    for row in _support_of(dossier).filter(user=user, participation=participation):
        end_involvement(row=row, by=by)
    return involve(
        dossier=dossier,
        user=user,
        participation=participation,
        relation=Relation.SUPPORT,
        by=by,
        ground=ground,
        field_groups=sorted(groups),
        until=end_of_day(until),
    )


def _support_of(dossier):
    return Involvement.objects.live().filter(dossier=dossier, relation=Relation.SUPPORT)


def _require_person(dossier, user, participation):
    if participation.region_id != dossier.region_id:
        raise Refused("Kies iemand van een partner in de regio van dit dossier.", field="person")
    require_colleague(participation, user, field="person")
    working = Involvement.objects.live().filter(
        dossier=dossier, user=user, relation__in=[Relation.LEAD, Relation.TEAM], participation=participation
    )
    if working.exists():
        raise Refused(f"{user.name} werkt al in dit dossier en ziet er alles van wat nodig is.", field="person")


def _require_groups(groups, ground, stance):
    groups = {FieldGroup(group) for group in groups}
    if not groups:
        raise Refused("Kies ten minste één onderdeel dat deze persoon mag lezen.", field="groups")
    # SECURITY: nobody gives what she does not see herself, and health stays with the tasks of law (AVG 9, UAVG 46).
    if not groups <= shareable(ground, stance):
        raise Refused("Dit onderdeel kunt u niet met deze partner delen. Kies een ander onderdeel.", field="groups")


def shareable(ground, stance) -> frozenset[FieldGroup]:
    """The groups that the holder of this stance can open for somebody who works on that ground."""
    return SHAREABLE.get(ground, frozenset()) & stance.groups


def _require_day(until):
    today = timezone.localdate()
    if not today <= until <= last_day(today):
        raise Refused("Kies een laatste dag vanaf vandaag en binnen 12 maanden.", field="until")


def _require_consent(dossier, participation, groups, until):
    # AVG 6.1.a: without a task of law there is no ground but the client's own yes; the database asks it once more.
    moment = consented.support_until(dossier_id=dossier.pk, cell=participation, groups=groups)
    if moment is None:
        raise Refused(
            "Hiervoor is geen toestemming van de klant. Leg die eerst vast, of kies minder onderdelen.", field="groups"
        )
    if end_of_day(until) > moment:
        raise Refused("De toestemming van de klant loopt eerder af. Kies een eerdere dag.", field="until")


@transaction.atomic
def end_support(*, row, by):
    """Stop a support now: by the lead, or by the client herself. Ending twice is a Conflict (409)."""
    stance = policy.stance(by, row.dossier_id)
    stance.require(P.OWN_RIGHTS if by.is_client else P.SUPPORT_ADD)
    held = Involvement.objects.live().select_for_update().filter(pk=row.pk, relation=Relation.SUPPORT).first()
    if held is None:
        raise Conflict("Deze ondersteuning is al gestopt. Vernieuw de pagina.")
    end_involvement(row=held, by=by)
    return held
