"""Agreements in three kinds; a duty only from the law, by the partner who may impose it."""

from django.db import transaction
from django.utils import timezone

from clients.models import IncomePeriod
from clients.timeline import tell
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict, Refused, save_version
from werkplan.duties import duties_for, duty_of
from werkplan.models import Agreement
from werkplan.policy import hold


def _add(plan, *, by, told, **fields):
    agreement = Agreement.objects.create(plan=plan, valid_from=timezone.localdate(), **fields)
    event = record("werkplan.add_agreement", agreement, by=by, dossier=plan.client_id, kind=str(fields["kind"]))
    text = f"{told}: ‘{agreement.text}’"
    tell(client=plan.client_id, kind="agreement", text=text, event=event, by=by)
    return agreement


@transaction.atomic
def add_voluntary(*, plan, text, by):
    """Add an agreement that binds nobody by law."""
    return _add(hold(plan, by=by), kind=Agreement.Kind.VOLUNTARY, text=text, by=by, told="Nieuwe afspraak")


@transaction.atomic
def add_promise(*, plan, text, by, due_on=None):
    """Add what the government promises, and by when; the promise is the cell's in which `by` works.

    Raises Refused for a day that has passed.
    """
    _day_to_come(due_on)
    return _add(
        hold(plan, by=by), kind=Agreement.Kind.PROMISE, text=text, owner=by.cell, due_on=due_on, by=by,
        told=f"{by.cell.partner.name} belooft",
    )  # fmt: skip


def _day_to_come(day):
    if day and day < timezone.localdate():
        raise Refused("Deze dag is al voorbij. Beloof een dag die nog komt.", field="due_on")


@transaction.atomic
def keep_promise(*, agreement, by):
    """The promise was kept today. Raises Conflict when it was already, or when it is no promise that holds."""
    plan = hold(agreement.plan, by=by, change=False)
    row = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if row.kind != Agreement.Kind.PROMISE or row.kept_on or row.valid_until:
        raise Conflict("Deze toezegging is al nagekomen of gestopt.")
    row.kept_on = timezone.localdate()
    row.save(update_fields=["kept_on"])
    event = record("werkplan.keep_promise", row, by=by, dossier=plan.client_id)
    text = f"Toezegging nagekomen: ‘{row.text}’"
    tell(client=plan.client_id, kind="agreement", text=text, event=event, by=by, milestone=True)
    return row


@transaction.atomic
def add_duty(*, plan, key, by):
    """Name a duty that the law sets, with its article and consequence.

    Refused unless it goes with an income situation of today and the partner of `by` is competent: UWV for the WW, the
    municipality for the Participatiewet. Without such a benefit there are no duties (nug: Pwet 6.a).
    """
    held = hold(plan, by=by)
    codes = list(
        IncomePeriod.objects.filter(client=held.client_id).on(timezone.localdate()).values_list("code", flat=True)
    )
    duty = duty_of(key)
    if duty is None or duty not in duties_for(codes, by.cell.partner.kind):
        raise Refused(
            "Deze verplichting hoort niet bij het inkomen van deze klant of bij uw organisatie. "
            "Leg het vast als vrijwillige afspraak.",
            field="duty",
        )
    if held.agreements.filter(kind=Agreement.Kind.DUTY, text=duty.text, valid_until=None).exists():
        raise Conflict("Deze verplichting staat al in het plan.", field="duty")
    return _add(
        held, kind=Agreement.Kind.DUTY, code=duty.item, text=duty.text, article=duty.article,
        consequence=duty.consequence, owner=by.cell, by=by, told="Verplichting",
    )  # fmt: skip


@transaction.atomic
def edit_agreement(*, agreement, version, text, by, due_on=None):
    """Change the words of an agreement, and the day of a promise; what the law says is not ours to change.

    Raises Stale on an older `version`, Refused for a new day that has passed.
    """
    agreement.plan = hold(agreement.plan, by=by)
    if agreement.kind == Agreement.Kind.DUTY:
        raise Conflict("De tekst van een verplichting komt uit de wet. Beëindig haar als zij niet meer geldt.")
    before, agreement.text = agreement.text, text
    if agreement.kind == Agreement.Kind.PROMISE and due_on != agreement.due_on:
        _day_to_come(due_on)
        agreement.due_on = due_on
    save_version(agreement, version, ["text", "due_on"])
    event = record("werkplan.edit_agreement", agreement, by=by, dossier=agreement.plan.client_id)
    lines = {"before": before, "after": text}
    tell(
        client=agreement.plan.client_id,
        kind="agreement",
        text="Een afspraak is gewijzigd.",
        event=event,
        by=by,
        **lines,
    )
    return agreement


@transaction.atomic
def end_agreement(*, agreement, reason, by):
    """End an agreement today, with the reason."""
    plan = hold(agreement.plan, by=by)
    row = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if row.valid_until is not None:
        raise Conflict("Deze afspraak is al beëindigd.")
    row.valid_until, row.end_reason = max(timezone.localdate(), row.valid_from), reason
    row.save(update_fields=["valid_until", "end_reason"])
    event = record("werkplan.end_agreement", row, by=by, dossier=plan.client_id)
    text = f"Afspraak beëindigd: ‘{row.text}’"
    tell(client=plan.client_id, kind="agreement", text=text, event=event, by=by, why=reason)
    return row
