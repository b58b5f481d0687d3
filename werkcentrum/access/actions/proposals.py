"""Proposing who works where in which role, and deciding about it: never by the same person, never about oneself."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from werkcentrum.access.models import Membership, MembershipProposal, User
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused

from .memberships import end_membership, grant_membership

Kind, State = MembershipProposal.Kind, MembershipProposal.State
NOT_OFFERED = {"klant", "systeem"}
"""Roles that are given another way: to a client with her dossier, to a machine by the installation."""
LEADS = "De teamleider van deze partner beslist hierover."


def has_leader(proposal) -> bool:
    """Whether the partner has a team leader who may decide: live, active, and with nothing to do with the proposal."""
    rows = Membership.objects.on(timezone.localdate()).filter(
        participation=proposal.participation_id, role="teamleider", user__is_active=True
    )
    return rows.exclude(user__in=[pk for pk in (proposal.user_id, proposal.proposed_by_id) if pk]).exists()


def decides(actor, proposal) -> bool:
    """Whether this actor decides: the team leader of that partner; without one the privacy officer of the region."""
    if not actor.may(P.MEMBERSHIP_APPROVE) or actor.user.pk in (proposal.user_id, proposal.proposed_by_id):
        return False
    if actor.role == "teamleider":
        return actor.cell.pk == proposal.participation_id
    return proposal.participation.region_id == actor.region.pk and not has_leader(proposal)


@transaction.atomic
def propose_start(*, participation, role, email, name, reason, by, desk=None, valid_from=None, valid_until=None):
    """Propose that somebody works in a cell, in a role; an account with that e-mail address is used when it is there.

    Raises Refused (422) about oneself, another region or a role that is not given like this; Conflict (409) when the
    same proposal waits.
    """
    by.require(P.MEMBERSHIP_PROPOSE)
    if role in NOT_OFFERED:
        raise Refused("Deze rol wordt niet op deze manier gegeven.", field="role")
    user = User.objects.filter(email=email.lower()).first()
    if user is None and not name:
        raise Refused("Dit account bestaat nog niet. Vul ook een naam in.", field="name")
    first = valid_from or timezone.localdate()
    if valid_until and valid_until < first:
        raise Refused("Het einde ligt voor het begin. Kies een latere dag.", field="valid_until")
    return _propose(
        by, kind=Kind.START, user=user, email=email.lower(), name=user.name if user else name,
        participation=participation, role=role, desk=desk, valid_from=first, valid_until=valid_until, reason=reason,
    )  # fmt: skip


@transaction.atomic
def propose_end(*, membership, until, reason, by):
    """Propose the last day of a membership."""
    by.require(P.MEMBERSHIP_PROPOSE)
    held = membership
    return _propose(
        by, kind=Kind.END, user=held.user, membership=held, participation=held.participation, role=held.role,
        desk=held.desk, valid_until=until, reason=reason,
    )  # fmt: skip


@transaction.atomic
def propose_change(*, membership, role, since, reason, by, desk=None, valid_until=None):
    """Propose another role or desk for somebody from a day on; the old membership ends the day before."""
    by.require(P.MEMBERSHIP_PROPOSE)
    if role in NOT_OFFERED:
        raise Refused("Deze rol wordt niet op deze manier gegeven.", field="role")
    held = membership
    return _propose(
        by, kind=Kind.CHANGE, user=held.user, membership=held, participation=held.participation, role=role, desk=desk,
        valid_from=since, valid_until=valid_until, reason=reason,
    )  # fmt: skip


def _propose(by, **values):
    if values["user"] and values["user"].pk == by.user.pk:
        record("access.propose_refused", by.membership, by=by, role=values["role"])
        raise OnOneself()
    if values["participation"].region_id != by.region.pk:
        raise Refused("Kies een partner in uw eigen regio.", field="participation")
    try:
        with transaction.atomic():
            row = MembershipProposal.objects.create(proposed_by=by.user, **values)
    except IntegrityError as error:
        raise Conflict("Dit voorstel wacht al op goedkeuring.") from error
    record("access.propose", row, by=by, kind=row.kind, role=row.role, cell=row.participation_id)
    return row


class OnOneself(Refused):
    """A proposal about one's own account."""

    def __init__(self):
        super().__init__("Over uw eigen account kunt u niets voorstellen. Vraag het een andere beheerder.")


def _hold(proposal):
    row = MembershipProposal.objects.select_for_update(of=("self",)).select_related("participation").get(pk=proposal.pk)
    if row.state != State.WAITING:
        raise Conflict("Over dit voorstel is al beslist. Vernieuw de pagina.")
    return row


def _require_deciding(by, row):
    by.require(P.MEMBERSHIP_APPROVE)
    if by.user.pk == row.proposed_by_id:
        raise Conflict("U stelde dit zelf voor. Een ander beslist.")
    if by.user.pk == row.user_id:
        raise Conflict("Dit gaat over uw eigen account. Een ander beslist.")
    if by.role == "teamleider" and by.cell.pk != row.participation_id:
        raise PermissionDenied(P.MEMBERSHIP_APPROVE)
    if not decides(by, row):
        raise Conflict(LEADS)


@transaction.atomic
def approve_proposal(*, proposal, by):
    """Approve: the rights hold from the first day; a new account has no password yet (see `welcome`)."""
    row = _hold(proposal)
    _require_deciding(by, row)
    if row.user is None:
        # Somebody else may have been given the account meanwhile.
        row.user = User.objects.filter(email=row.email).first() or User.objects.create_user(row.email, row.name)
        if row.user_id in (by.user.pk, row.proposed_by_id):
            raise Conflict("Dit gaat over uw eigen account of dat van wie het voorstelde. Een ander beslist.")
    row.approve(by=by.user, at=timezone.now())
    row.save()
    record("access.approve_proposal", row, by=by, user=row.user_id, kind=row.kind, role=row.role)
    try:
        with transaction.atomic():
            _carry_out(row, by)
    except IntegrityError as error:
        raise Conflict(f"{row.who} heeft deze rol in die tijd al. Wijs het voorstel af.") from error
    return row


def _carry_out(row, by):
    if row.kind == Kind.END:
        end_membership(membership=row.membership, by=by, on=row.valid_until)
        return
    if row.kind == Kind.CHANGE:
        end_membership(membership=row.membership, by=by, on=row.valid_from - timedelta(days=1))
    grant_membership(
        user=row.user, participation=row.participation, role=row.role, desk=row.desk, valid_from=row.valid_from,
        valid_until=row.valid_until, by=by,
    )  # fmt: skip


@transaction.atomic
def refuse_proposal(*, proposal, reason, by):
    """Refuse, with a reason; nothing changes."""
    row = _hold(proposal)
    _require_deciding(by, row)
    row.refuse(by=by.user, at=timezone.now(), refusal=reason)
    row.save()
    record("access.refuse_proposal", row, by=by, kind=row.kind, role=row.role)
    return row


@transaction.atomic
def withdraw_proposal(*, proposal, by):
    """Take back one's own proposal."""
    by.require(P.MEMBERSHIP_PROPOSE)
    row = _hold(proposal)
    if row.proposed_by_id != by.user.pk:
        raise Conflict("Alleen wie het voorstelde, trekt het in.")
    row.withdraw()
    row.save()
    record("access.withdraw_proposal", row, by=by, kind=row.kind, role=row.role)
    return row
