"""A change of income that lies ahead: its day comes, or it does not go through after all."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from clients.actions import handover as dossiers
from clients.actions.starts import put_lead_back, take_back
from clients.models import Handover
from clients.offered import hold, lock
from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.access.models import Dossier
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.web.dates import long_date
from werkplan import rules
from werkplan.actions.carry import AGREEMENT_FIELDS, INZET_FIELDS, give_back
from werkplan.actions.handover import return_plan
from werkplan.actions.next_date import refresh_next_on
from werkplan.models import Agreement, CarryOver, CarryOverLine, Inzet, Werkplan
from werkplan.models.plan import CloseReason
from werkplan.words import change_words

Kind = CarryOverLine.Kind
NOT_THROUGH = "De wijziging van uw inkomen gaat niet door."
DIED = "Overleden"


def begin_due_changes(*, on, by) -> int:
    """Begin every planned change whose day is `on` or earlier; returns how many. For the nightly task.

    Each in its own transaction under the lock of its dossier: stopped half-way it goes on where it was, and twice does
    nothing twice. Who died is told nothing any more.
    """
    due = CarryOver.objects.filter(state=CarryOver.State.PLANNED, on__lte=on).order_by("on", "pk")
    return sum(_begin(pk, by) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _begin(pk, by):
    # The lock comes first, always in the order dossier, plan, report: whoever calls it off waits here or came before.
    _lock_dossier(pk)
    report = CarryOver.objects.select_for_update(of=("self",)).select_related("plan", "client").get(pk=pk)
    if report.state != CarryOver.State.PLANNED:
        return 0
    if report.plan and report.plan.close_reason == CloseReason.DEATH:
        _settle(report, "cancel", reason=DIED)
        return 1
    _end_what_stops(report, by)
    _settle(report, "begin")
    event = record("werkplan.begin_change", report, by=by, dossier=report.client_id, after=report.to_code, on=report.on)
    text = f"Ingegaan: inkomen verandert {change_words(report.from_code, report.to_code, report.on)}."
    tell(client=report.client, kind="income", text=text, event=event, by=by, milestone=True)
    if report.plan:
        refresh_next_on(report.plan)
    return 1


def _lock_dossier(pk):
    client = CarryOver.objects.values_list("client_id", flat=True).get(pk=pk)
    Dossier.objects.select_for_update().get(pk=client)


def _settle(report, name, **facts):
    getattr(report, name)(at=timezone.now(), **facts)
    report.save(update_fields=["state", "settled_at", "reason"])


def _end_what_stops(report, by):
    """What ran until the day before ends now and gives its place back."""
    ids = report.lines.filter(item_type="inzet", kind__in=[Kind.CONVERT, Kind.STOP]).values("item_id")
    rows = list(
        Inzet.objects.select_for_update(of=("self",))
        .filter(pk__in=ids, ends_on__lt=report.on)
        .exclude(state__in=rules.ENDED_INZET)
    )
    freed = [row.offer_id for row in rows if row.offer_id and rules.holds_place(row.state, row.state_before_reconfirm)]
    for row in rows:
        row.end_early(on=row.ends_on, reason=row.reason or "Het inkomen is veranderd.")
        row.version += 1
    if rows:
        bulk_update_with_history(rows, Inzet, INZET_FIELDS, default_user=by.user)
    give_back(offers=freed, by=by)


@transaction.atomic
def call_off(*, report, reason, by) -> list[str]:
    """The change does not go through: periods and plan stand as before; returns the titles that were decided meanwhile.

    What somebody decided or changed since stays as it is. Raises Refused (422) without a reason, Conflict (409) when
    its day came, when a later change hangs on it, or when the income was changed meanwhile.
    """
    policy.require(by, P.SITUATION_CHANGE, report.client_id)
    lock(report.client)
    plan = Werkplan.objects.select_for_update(of=("self",)).filter(client=report.client_id).first()
    report = CarryOver.objects.select_for_update(of=("self",)).select_related("client").get(pk=report.pk)
    reason = _may_still(report, reason)
    _periods_back(report, by)
    stays = _put_back(report, by)
    _settle(report, "cancel", reason=reason)
    event = record("werkplan.cancel_change", report, by=by, dossier=report.client_id, after=report.to_code)
    text = f"Gaat toch niet door: inkomen {change_words(report.from_code, report.to_code, report.on)}. {reason}"
    tell(client=report.client, kind="income", text=text, event=event, by=by, milestone=True)
    if plan:
        _take_offer_back(report, by)
        refresh_next_on(Werkplan.objects.get(pk=plan.pk))
    return stays


def _periods_back(report, by):
    undo = report.undo
    if "left" in undo:
        return put_lead_back(client=report.client, **undo, by=by)
    ended = {int(pk): day and date.fromisoformat(day) for pk, day in undo["ended"].items()}
    return take_back(client=report.client, ended=ended, made=undo["made"], by=by)


def _may_still(report, reason):
    if report.state != CarryOver.State.PLANNED or report.on <= timezone.localdate():
        word = "is al vervallen" if report.state == CarryOver.State.CANCELLED else "is al ingegaan"
        raise Conflict(f"De wijziging per {long_date(report.on)} {word}. Leg vast wat er nu verandert.")
    later = CarryOver.objects.filter(client=report.client_id, state=CarryOver.State.PLANNED, on__gt=report.on).first()
    if later:
        raise Conflict(f"Er staat nog een latere wijziging klaar, per {long_date(later.on)}. Haal die eerst weg.")
    if not report.undo:
        raise Conflict("Deze wijziging is van vóór deze versie. Pas het inkomen zelf aan.")
    reason = (reason or "").strip()
    if not reason:
        raise Refused("Schrijf op waarom het niet doorgaat. De klant leest dit ook.", field="reason")
    return reason[:200]


def _put_back(report, by):
    """Give every row that nobody touched since its old values; returns the titles of the others."""
    lines = list(report.lines.exclude(was={}))
    stays = []
    kinds: tuple[tuple[Any, str, list[str]], ...] = (
        (Inzet, "inzet", INZET_FIELDS),
        (Agreement, "agreement", AGREEMENT_FIELDS),
    )
    for model, kind, fields in kinds:
        mine = {line.item_id: line for line in lines if line.item_type == kind}
        rows = list(model.objects.select_for_update(of=("self",)).filter(plan=report.plan_id, pk__in=mine))
        free = [row for row in rows if row.version == mine[row.pk].was["version"] + 1 and not _ended(row)]
        stays += [mine[row.pk].title for row in rows if row not in free]
        for row in free:
            _restore(row, mine[row.pk].was, fields)
        if free:
            bulk_update_with_history(free, model, fields, default_user=by.user)
        _end_replacements(model, mine, free, by)
    return stays


def _ended(row):
    return getattr(row, "state", "") in rules.ENDED_INZET


def _restore(row, was, fields):
    if isinstance(row, Inzet) and row.state == Inzet.State.TO_RECONFIRM and was["state"] != row.state:
        row.put_back()
    for name in set(fields) - {"state", "version"}:
        field = row._meta.get_field(name)
        setattr(row, field.attname, field.to_python(was[name]) if not field.is_relation else was[name])
    row.version += 1


def _end_replacements(model, lines, free, by):
    """What came in the place of a row that is back, and was not begun, ends with the reason."""
    today = timezone.localdate()
    if model is Inzet:
        rows = list(Inzet.objects.filter(replaces__in=[row.pk for row in free], state=Inzet.State.EXPLORED))
        for row in rows:
            row.end_early(on=today, reason=NOT_THROUGH)
            row.replaces, row.version = None, row.version + 1
        fields = [*INZET_FIELDS, "replaces"]
    else:
        fresh = [lines[row.pk].was["fresh"] for row in free if "fresh" in lines[row.pk].was]
        rows = list(Agreement.objects.filter(plan__in={row.plan_id for row in free}, pk__in=fresh, version=1))
        for row in rows:
            row.valid_from = row.valid_until = today
            row.end_reason, row.version = NOT_THROUGH, 2
        fields = [*AGREEMENT_FIELDS, "valid_from"]
    if rows:
        bulk_update_with_history(rows, model, fields, default_user=by.user)


def _take_offer_back(report, by):
    """Withdraw the offer that this change made, while nobody accepted it."""
    waiting = (
        Handover.objects.open()
        .filter(client=report.client_id, to_participation=report.after.get("cell"))
        .select_related("client", "to_participation__partner")
        .first()
    )
    if waiting and policy.stance(by, report.client_id).may(P.HANDOVER_OFFER):
        dossiers.take_back(handover=hold(waiting), by=by)
        return_plan(client=report.client, by=by, action="werkplan.withdraw_offer")
