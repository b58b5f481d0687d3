"""Recording the two light depths of contact: an anonymous visit, and a name with a question."""

from django.db import transaction
from django.utils import timezone

from clients.models import LightContact, Visit
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Conflict


@transaction.atomic
def record_visit(
    *,
    by,
    reason,
    channel=Visit.Channel.DESK,
    minutes=5,
    municipality=None,
    situation="",
    outcome=Visit.Outcome.ANSWERED,
):
    """Record that somebody came by. Nothing in it says who; `minutes` from 1 to 480."""
    by.require(Permission.VISIT_RECORD)
    visit = Visit.objects.create(
        region=by.region,
        desk_id=by.membership.desk_id,
        municipality=municipality,
        reason=reason,
        channel=channel,
        minutes=minutes,
        situation=situation,
        outcome=outcome,
        recorded_by=by.user,
    )
    record("clients.record_visit", visit, by=by, reason=reason, channel=channel, outcome=outcome)
    return visit


@transaction.atomic
def record_light_contact(*, by, call_name, question, phone="", email="", call_back_on=None, **visit):
    """Record a call name, a way to reach somebody and a question. `visit` as in `record_visit`, without the outcome."""
    light = LightContact.objects.create(
        visit=record_visit(by=by, outcome=Visit.Outcome.LIGHT, **visit),
        desk_id=by.membership.desk_id,
        call_name=call_name,
        phone=phone,
        email=email,
        question=question,
        call_back_on=call_back_on,
        recorded_by=by.user,
    )
    record("clients.record_light_contact", light, by=by, call_back_on=call_back_on)
    return light


@transaction.atomic
def finish_call_back(*, by, contact, result):
    """Note what came of calling back. Raises Conflict when a colleague was first."""
    by.require(Permission.VISIT_RECORD)
    contact = LightContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.done_at:
        raise Conflict(f"Dit is al afgehandeld: {contact.result or 'gedaan'}. U hoeft niets meer te doen.")
    contact.done_at, contact.done_by, contact.result = timezone.now(), by.user, result
    contact.save(update_fields=["done_at", "done_by", "result"])
    record("clients.finish_call_back", contact, by=by)
    return contact
