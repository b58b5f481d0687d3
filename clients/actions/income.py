"""The only writer of income periods: several at once, exactly one leading on any day of a known period."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from clients import rules
from clients.models import IncomePeriod
from clients.periods import told, words
from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.access.models import Dossier
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.vocabulary import SITUATIONS, situation
from werkcentrum.web.dates import long_date

DAY = timedelta(days=1)
MOST_DAYS_AHEAD = 2 * 366


@transaction.atomic
def add_period(*, client, code, valid_from, source, by, valid_until=None, leading=None):
    """Note an income situation from a day until and including another (None: no end known).

    `leading` None: it leads when nothing else does in that time. Raises Refused (422) for days that cannot be or a day
    without a leading situation, Conflict (409) naming both periods when it overlaps.
    """
    _hold(client, by)
    _possible(client, code, valid_from, valid_until)
    row = _row(client, code, valid_from, valid_until, source, by)
    others = list(client.income_periods.all())
    row.leading = not any(one.leading and rules.overlap(one, row) for one in others) if leading is None else leading
    with told(row, others):
        row.save(force_insert=True)
    event = record(
        "income.add_period", row, by=by, dossier=client.pk, code=code, valid_from=valid_from, leading=row.leading
    )
    tell(client=client, kind="income", text=f"Inkomen: {words(row)}.", event=event, by=by)
    return row


@transaction.atomic
def end_period(*, period, on, by):
    """Let a period end on a day (its last day). Refused when another situation then has no leading one beside it."""
    _hold(period.client, by)
    period = _fresh(period)
    before = words(period)
    _possible(period.client, period.code, period.valid_from, on)
    period.valid_until = on
    with told(period, list(period.client.income_periods.exclude(pk=period.pk))):
        period.save(update_fields=["valid_until"])
    event = record("income.end_period", period, by=by, dossier=period.client_id, code=period.code, on=on)
    text = f"Inkomen loopt tot en met {long_date(on)}: {period.label}."
    tell(client=period.client, kind="income", text=text, event=event, by=by, before=before, after=words(period))
    return period


@transaction.atomic
def remove_period(*, period, by):
    """Take away a period that was noted by mistake; the history keeps it. Refused when it leaves a day without lead."""
    _hold(period.client, by)
    period = _fresh(period)
    client, pk, text = period.client, period.pk, words(period)
    with told(period, list(client.income_periods.exclude(pk=pk))):
        period.delete()
    period.pk = pk
    event = record("income.remove_period", period, by=by, dossier=client.pk, code=period.code)
    tell(client=client, kind="income", text=f"Weggehaald, want dit klopte niet: {text}.", event=event, by=by)


@transaction.atomic
def change_leading(*, period, by, on=None):
    """Let `period` be the leading one from `on` (default: its first day) to its end; rows are cut at those days."""
    client = period.client
    _hold(client, by)
    rows = {row.pk: row for row in client.income_periods.all()}
    if period.pk not in rows:
        raise _gone()
    stretches = rules.let_lead(list(rows.values()), rows[period.pk], on or period.valid_from)
    with told(period, []):
        _rewrite(rows, stretches, by)
    event = record(
        "income.change_leading", period, by=by, dossier=client.pk, code=period.code, on=on or period.valid_from
    )
    tell(client=client, kind="income", text=f"Belangrijkste inkomen: {period.label}.", event=event, by=by)
    return client.income_periods.get(pk=period.pk)


def check_leading(*, period, on, by, stance):
    """(the person's periods, `period` as it is now) when it can become the leading one on `on`; writes nothing.

    Raises Conflict (409) when it is gone or leads then already, Refused (422) when it does not run on that day.
    """
    stance.require(P.SITUATION_CHANGE)
    rows = list(period.client.income_periods.all())
    fresh = next((row for row in rows if row.pk == period.pk), None)
    if fresh is None:
        raise _gone()
    if fresh.leading:
        raise Conflict(f"Dit is al het belangrijkste inkomen: {words(fresh)}.", field="on")
    if on < fresh.valid_from or (fresh.valid_until and on > fresh.valid_until):
        raise Refused(f"Kies een dag waarop dit inkomen loopt: {words(fresh)}.", field="on")
    return rows, fresh


@transaction.atomic
def replace_leading(*, client, code, on, source, by):
    """Close the leading period the day before `on` and open a new leading one, in one go; returns the new row.

    The same situation beside the leading one becomes it from `on`. Raises Conflict (409) when it leads already or when
    something else is already noted to lead later. The number of queries does not depend on what the person has.
    """
    _hold(client, by)
    return put_leading(client=client, code=code, on=on, source=source, rows=_replaceable(client, code, on), by=by)


def put_leading(*, client, code, on, source, rows, by):
    """As `replace_leading`, in a locked dossier for which `check_replacing` returned these `rows`."""
    row = _row(client, code, on, None, source, by)
    row.leading = True
    with told(row, rows):
        for old in rows:
            if (old.leading or old.code == code) and old.valid_from < on <= (old.valid_until or on):
                old.valid_until = on - DAY
                old.save(update_fields=["valid_until"])
        row.save(force_insert=True)
    record("income.replace_leading", row, by=by, dossier=client.pk, code=code, on=on)
    return row


def check_replacing(*, client, code, on, by, stance=None):
    """The person's periods, when `replace_leading` would do it; raises what that would raise, writes nothing.

    `stance`: how `by` stands to the dossier, when it was asked already.
    """
    (stance or policy.stance(by, client.pk)).require(P.SITUATION_CHANGE)
    return _replaceable(client, code, on)


def _replaceable(client, code, on):
    _possible(client, code, on, None)
    rows = list(client.income_periods.all())
    _nothing_later(rows, code, on)
    return rows


@transaction.atomic
def confirm_periods(*, client, by):
    """Note that what runs today still holds: nothing is asked twice."""
    _hold(client, by)
    today = timezone.localdate()
    rows = list(client.income_periods.on(today))
    for row in rows:
        row.confirmed_on = today
        row.save(update_fields=["confirmed_on"])
    if rows:
        record("income.confirm", rows[0], by=by, dossier=client.pk)
    return rows


def _hold(client, by):
    policy.require(by, P.SITUATION_CHANGE, client.pk)
    Dossier.objects.select_for_update().get(pk=client.pk)


def _row(client, code, valid_from, valid_until, source, by):
    return IncomePeriod(
        client=client, code=code, valid_from=valid_from, valid_until=valid_until, source=source,
        obtained_on=timezone.localdate(), recorded_by=by.user,
    )  # fmt: skip


def _fresh(period):
    row = IncomePeriod.objects.select_related("client").filter(pk=period.pk).first()
    if row is None:
        raise _gone()
    return row


def _gone():
    return Conflict("Deze periode is intussen door iemand anders weggehaald. Vernieuw de pagina.")


def _possible(client, code, valid_from, valid_until):
    """Days that can be: after the birth, in order, and not years ahead. Raises Refused."""
    if code not in SITUATIONS:
        raise Refused("Kies een situatie uit de lijst.", field="code")
    if valid_from < client.birth_on:
        raise Refused(
            f"Op {long_date(valid_from)} was deze klant nog niet geboren. Controleer het jaar.", field="valid_from"
        )
    if (valid_from - timezone.localdate()).days > MOST_DAYS_AHEAD:
        raise Refused(
            f"{long_date(valid_from)} is meer dan twee jaar vooruit. Controleer het jaar.", field="valid_from"
        )
    if valid_until and valid_until < valid_from:
        raise Refused(
            f"De laatste dag ({long_date(valid_until)}) ligt vóór de eerste ({long_date(valid_from)}). "
            "Pas een van de twee aan.",
            field="valid_until",
        )


def _nothing_later(rows, code, on):
    for old in rows:
        later = old.code == code and old.valid_from >= on
        if not (old.leading or later) or (old.valid_until and old.valid_until < on):
            continue
        if old.valid_from >= on:
            raise Conflict(
                f"Er staat al wat vanaf dan het belangrijkste inkomen is: {words(old)}. Pas dat aan.", field="on"
            )
        if old.code == code:
            raise Conflict(
                f"{situation(code).name} is al het belangrijkste inkomen: {words(old)}. Kies wat er verandert.",
                field="code",
            )


def _rewrite(rows, stretches, by):
    """Make the rows as the stretches say: first what shrinks or lets go, then what leads, then the new parts."""
    first: dict = {}
    extra = []
    for part in stretches:
        if part.row in first:
            extra.append(part)
        else:
            first[part.row] = part
    for pk, part in sorted(first.items(), key=lambda item: item[1].leading and not rows[item[0]].leading):
        row = rows[pk]
        if (row.valid_from, row.valid_until, row.leading) != (part.valid_from, part.valid_until, part.leading):
            row.valid_from, row.valid_until, row.leading = part.valid_from, part.valid_until, part.leading
            row.save(update_fields=["valid_from", "valid_until", "leading"])
    for part in extra:
        old = rows[part.row]
        row = _row(old.client, old.code, part.valid_from, part.valid_until, old.source, by)
        row.leading, row.obtained_on, row.confirmed_on = part.leading, old.obtained_on, old.confirmed_on
        row.save(force_insert=True)
