"""Sealing a dossier: from then on it opens for those who are named only, and for nobody else does it exist."""

from django.db import transaction
from django.utils import timezone

from werkcentrum.access import policy
from werkcentrum.access.models import Dossier, Involvement, Relation, Seal
from werkcentrum.access.relations import OPENING
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused

from .involvement import change_lead
from .working import require_colleague


@transaction.atomic
def ask_seal(*, dossier, reason, by):
    """Ask the privacy officer to seal a dossier: by its lead or by the client; Conflict (409) when that waits."""
    stance = policy.stance(by, dossier.pk)
    stance.require(P.OWN_RIGHTS if by.is_client else P.SUPPORT_ADD)
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    if Seal.objects.filter(dossier=dossier.pk, state__in=[Seal.State.ASKED, Seal.State.SEALED]).exists():
        raise Conflict("De privacy officer weet dit al. U hoeft niets meer te doen.")
    asked = Seal.objects.create(dossier_id=dossier.pk, reason=Seal.Reason(reason), asked_by=by.user)
    record("access.ask_seal", asked, by=by, dossier=dossier.pk, reason=reason)
    return asked


def hold(dossier_id, by):
    """The dossier of the actor's own region, locked; Refused for another region's."""
    by.require(P.DOSSIER_SEAL)
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    if dossier.region_id != by.region.pk:
        raise Refused("Dit dossier hoort bij een andere regio. De privacy officer daar beslist erover.")
    return dossier


def working_in(dossier):
    """Live rows that open the dossier's pages for staff: those of whom some can be named."""
    return Involvement.objects.live().filter(dossier=dossier, relation__in=OPENING).exclude(relation=Relation.SELF)


@transaction.atomic
def seal(*, dossier, reason, named, by, lead=None):
    """Seal a dossier: only the rows in `named` (ids) open it from now on, everybody else loses it at once.

    `lead`, a (user, cell) of the region, becomes the lead in the same step. Raises Refused (422) when the lead would
    not be among the named, Conflict (409) when it is sealed already.
    """
    held = hold(dossier.pk, by)
    if held.sealed:
        raise Conflict("Dit dossier is al besloten.")
    asked = Seal.objects.select_for_update().filter(dossier=held, state=Seal.State.ASKED).first()
    asked = asked or Seal.objects.create(dossier=held, reason=Seal.Reason(reason), asked_by=by.user)
    asked.reason = Seal.Reason(reason)
    asked.grant(by=by.user, at=timezone.now())
    asked.save()
    held.sealed = True
    held.save(update_fields=["sealed"])
    record("access.seal", asked, by=by, dossier=held.pk, reason=reason)
    _name(held, named, lead, by)
    return asked


@transaction.atomic
def name_for_sealed(*, dossier, named, by, lead=None):
    """Change who opens a sealed dossier; raises as `seal`."""
    held = hold(dossier.pk, by)
    if not held.sealed:
        raise Conflict("Dit dossier is niet (meer) besloten.")
    _name(held, named, lead, by)


def _name(dossier, named, lead, by):
    if lead:
        user, cell = lead
        if cell.region_id != dossier.region_id:
            raise Refused("Kies een regiehouder van een partner in deze regio.", field="lead")
        require_colleague(cell, user, field="lead")
        change_lead(dossier=dossier, user=user, participation=cell, by=by)
    rows = working_in(dossier)
    now_lead = rows.filter(relation=Relation.LEAD).first()
    wanted = {int(pk) for pk in named} | ({now_lead.pk} if lead else set())
    if not wanted <= set(rows.values_list("pk", flat=True)):
        raise Conflict("Intussen is veranderd wie in dit dossier werkt. Kies opnieuw.")
    if now_lead.pk not in wanted:
        raise Refused("De regiehouder moet het dossier kunnen openen. Wijs haar aan, of kies een ander.", field="named")
    Involvement.objects.filter(dossier=dossier, sealed_named=True).exclude(pk__in=wanted).update(sealed_named=False)
    Involvement.objects.filter(pk__in=wanted).update(sealed_named=True)
    record("access.name_for_sealed", dossier, by=by, dossier=dossier.pk, rows=sorted(wanted))


@transaction.atomic
def unseal(*, dossier, by):
    """Lift the seal: who has a relation opens the dossier again."""
    held = hold(dossier.pk, by)
    if not held.sealed:
        raise Conflict("Dit dossier is niet (meer) besloten.")
    row = Seal.objects.select_for_update().filter(dossier=held, state=Seal.State.SEALED).first()
    if row:
        row.lift(by=by.user, at=timezone.now())
        row.save()
    held.sealed = False
    held.save(update_fields=["sealed"])
    Involvement.objects.filter(dossier=held).update(sealed_named=False)
    record("access.unseal", held, by=by, dossier=held.pk)
    return row


@transaction.atomic
def refuse_seal(*, asked, by):
    """Answer a request with no: nothing changes."""
    hold(asked.dossier_id, by)
    held = Seal.objects.select_for_update().get(pk=asked.pk)
    if held.state != Seal.State.ASKED:
        raise Conflict("Over dit verzoek is al beslist.")
    held.refuse(by=by.user, at=timezone.now())
    held.save()
    record("access.refuse_seal", held, by=by, dossier=held.dossier_id)
    return held
