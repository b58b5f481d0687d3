"""Who may do what with a plan: every page enters through `open_plan`, every change through `hold`."""

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.http import Http404

from clients.models import Client
from clients.policy import open_client
from werkcentrum.access import policy
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.vocabulary import PartnerKind
from werkplan import rules
from werkplan.models import CarryOverLine, Werkplan


@dataclass(frozen=True)
class OpenPlan:
    """A person whose plan the actor may read, how the actor stands to it, and the plan (None: not started yet)."""

    client: Client
    stance: policy.Stance
    plan: Any

    @property
    def may_edit(self) -> bool:
        """Whether the actor may change this plan: role and relation both allow it."""
        return self.stance.may(P.WERKPLAN_EDIT)

    def moves(self, model, state) -> tuple[str, ...]:
        """Names of the transitions of `model` that are allowed now: by state, role and relation."""
        return tuple(move.name for move in moves_from(model, state) if self.stance.may(move.needs))


def open_plan(actor, public_id, *, part="plan", needs=P.WERKPLAN_READ, missing_ok=False, whole=False) -> OpenPlan:
    """The plan of a visible dossier, with the reading noted.

    `whole` reads agreements and last version along. Raises Http404 when the dossier may not be opened or has no plan
    (unless `missing_ok`), PermissionDenied when role or relation does not allow `needs`.
    """
    # AVG: who supports on something else has a named group of fields, and the plan is a group of its own.
    opened = open_client(actor, public_id, part=part, needs=needs, group=FieldGroup.PLAN)
    plans = Werkplan.objects.select_related("lead__partner", "offered_to__partner")
    plans = plans.whole() if whole else plans
    plan = plans.filter(client_id=opened.client.pk).first()
    if plan is None and not missing_ok:
        raise Http404
    if plan is not None:
        plan.client = opened.client
    return OpenPlan(opened.client, opened.stance, plan)


class Move(NamedTuple):
    """One transition: its name, and the permission that role and relation must both allow."""

    name: str
    needs: P


@cache
def _table(model):
    found: dict[str, list[Move]] = {}
    for transition in model._meta.get_field("state").get_all_transitions(model):
        found.setdefault(str(transition.source), []).append(Move(transition.name, transition.custom["needs"]))
    return {state: tuple(dict.fromkeys(moves)) for state, moves in found.items()}


def moves_from(model, state) -> tuple[Move, ...]:
    """The transitions that leave a state, from the life-cycle itself: the one table behind buttons and guards."""
    return _table(model).get(str(state), ())


def needs_of(model, name) -> P:
    """The permission of a transition by name; KeyError when the life-cycle has no such transition."""
    for moves in _table(model).values():
        for move in moves:
            if move.name == name:
                return move.needs
    raise KeyError(name)


# These two decide by law and work in this system themselves; for others the lead notes the decision.
DECIDE_THEMSELVES = {PartnerKind.UWV, PartnerKind.MUNICIPALITY}


def require_decider(inzet, by):
    """Refused unless the partner of `by` decides about an inzet that is to be reconfirmed after a change of income."""
    lines = CarryOverLine.objects.filter(plan=inzet.plan_id, item_type="inzet", item_id=inzet.pk, kind="B")
    line = lines.order_by("-pk").first()
    if line and line.owner in DECIDE_THEMSELVES and by.cell.partner.kind != line.owner:
        who = PartnerKind(line.owner)
        raise Refused(f"Hierover beslist {who.phrase}. Dat kan zodra {who.phrase} het plan heeft overgenomen.")


def hold(plan, *, by, needs=P.WERKPLAN_EDIT, change=True) -> Werkplan:
    """The plan's row, locked until the end of the transaction, for somebody who may do this to it.

    Raises PermissionDenied (403), and Conflict (409) when the plan stands still and `change` is asked.
    """
    policy.require(by, needs, plan.client_id)
    held = Werkplan.objects.select_for_update(of=("self",)).select_related("lead__partner").get(pk=plan.pk)
    sentence = rules.why_unchangeable(held.state) if change else ""
    if sentence:
        raise Conflict(sentence)
    return held
