"""The plan of another of which ours is a part: noted, brought up to date, ended."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.audit.record import record
from werkcentrum.permissions import FieldGroup as G
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused, save_version
from werkplan.models import OverarchingPlan

TWICE = "Er is al een schuldhulpplan waar dit werkplan bij hoort. Werk dat bij, of stop het eerst."


def _require(client_id, by):
    """Who edits the plan and may know of barriers: that somebody has help with debts says enough."""
    stance = policy.stance(by, client_id)
    stance.require(P.WERKPLAN_EDIT)
    if G.BARRIERS not in stance.groups:
        raise Refused("Dit mag u bij deze klant niet vastleggen.")


@transaction.atomic
def link_plan(*, client, status, next_on, by, owner=None, owner_name="") -> OverarchingPlan:
    """Note that this werkplan is part of the debt plan of a partner (`owner`) or of another organisation.

    Raises Refused (422) without exactly one owner, Conflict (409) when there is one already.
    """
    _require(client.pk, by)
    if bool(owner) == bool(owner_name):
        raise Refused("Kies een partner, of schrijf de naam van een andere organisatie op.", field="owner")
    facts = {"owner": owner, "owner_name": owner_name, "status": status, "next_on": next_on}
    try:
        with transaction.atomic():
            plan = OverarchingPlan.objects.create(client=client, since=timezone.localdate(), **facts)
    except IntegrityError as error:
        raise Conflict(TWICE) from error
    return _note(plan, "link_plan", f"Werkplan hoort bij schuldhulp van ‘{_who(plan)}’", by, after=_stand(plan))


@transaction.atomic
def update_above(*, plan, version, status, next_on, by) -> OverarchingPlan:
    """Note how it stands now, for an owner that has no key; raises Stale (409) when somebody else did since."""
    _require(plan.client_id, by)
    _require_open(plan)
    before = _stand(plan)
    plan.status, plan.next_on = status, next_on
    save_version(plan, version, ["status", "next_on"])
    return _note(plan, "update_above", f"Stand van ‘{_who(plan)}’ bijgewerkt", by, before=before, after=_stand(plan))


@transaction.atomic
def unlink_plan(*, plan, version, by) -> OverarchingPlan:
    """Ours is no longer part of it: from now on neither side sees anything of the other."""
    _require(plan.client_id, by)
    _require_open(plan)
    plan.ended_at = timezone.now()
    save_version(plan, version, ["ended_at"])
    return _note(plan, "unlink_plan", f"Werkplan hoort niet meer bij ‘{_who(plan)}’", by)


def _require_open(plan):
    if plan.ended_at:
        raise Conflict("Deze koppeling is al gestopt. Vernieuw de pagina.")


def _who(plan):
    return plan.owner.partner.name if plan.owner else plan.owner_name


def _stand(plan):
    return plan.get_status_display()


def _note(plan, verb, text, by, **lines):
    event = record(f"werkplan.{verb}", plan, by=by, dossier=plan.client_id, kind=plan.kind, status=plan.status)
    tell(client=plan.client_id, kind="debt", text=text, event=event, by=by, **lines)
    return plan
