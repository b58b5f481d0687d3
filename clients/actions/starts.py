"""Another first day for an income that was noted already, and taking back one that did not begin yet."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from clients.models import IncomePeriod
from clients.periods import shape, told, words
from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.access.models import Dossier
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.web.dates import long_date

DAY = timedelta(days=1)
MEANWHILE = "Intussen is dit inkomen aangepast. Vernieuw de pagina en kijk hoe het er nu staat."


@transaction.atomic
def take_back(*, client, ended, made, by):
    """Remove the periods `made` (ids) and open those that `ended` for them again (id → last day before, or None).

    Conflict (409) when somebody changed one of them meanwhile. The caller tells it.
    """
    rows = _held(client, by)
    if set(made) - set(rows) or set(ended) - set(rows):
        raise Conflict(MEANWHILE)
    first = min(rows[pk].valid_from for pk in made)
    if any(rows[pk].valid_until != first - DAY for pk in ended):
        raise Conflict(MEANWHILE)
    with told(rows[made[0]], []):
        for pk in made:
            rows[pk].delete()
        for pk, until in ended.items():
            rows[pk].valid_until = until
            rows[pk].save(update_fields=["valid_until"])
    record("income.take_back", client, by=by, dossier=client.pk, on=first)


@transaction.atomic
def put_lead_back(*, client, was, left, by):
    """Undo a change of what leads: the periods that it `left` become as they were; both {id: [from, until, leading]}.

    Conflict (409) when somebody changed one of them meanwhile. The caller tells it.
    """
    rows = {str(pk): row for pk, row in _held(client, by).items()}
    if {pk: shape(row) for pk, row in rows.items()} != left:
        raise Conflict(MEANWHILE)
    with told(next(iter(rows.values())), []):
        for pk in left.keys() - was.keys():
            rows[pk].delete()
        # First what lets go of the lead, then what gets it back: no day ever has two.
        for pk in sorted(was, key=lambda pk: was[pk][2]):
            if shape(rows[pk]) != was[pk]:
                _become(rows[pk], *was[pk])
    record("income.put_lead_back", client, by=by, dossier=client.pk)


def _become(row, start, end, leading):
    row.valid_from, row.valid_until, row.leading = date.fromisoformat(start), end and date.fromisoformat(end), leading
    row.save(update_fields=["valid_from", "valid_until", "leading"])


@transaction.atomic
def move_start(*, client, period, on, seen, by):
    """Let a leading period begin on another day than was noted (`seen`); the leading one before it ends where it must.

    Returns the code that led before, or None. Raises Refused (422) when one of the two would vanish or the day lies
    ahead, Conflict (409) when it was moved meanwhile or would overlap something else.
    """
    rows = _held(client, by)
    row = rows.get(period.pk)
    if row is None or row.valid_from != seen:
        raise Conflict(MEANWHILE)
    before = next((one for one in rows.values() if one.leading and one.valid_until == seen - DAY), None)
    _possible(client, row, before, on)
    _first_shrink(row, before, on, list(rows.values()))
    event = record("income.move_start", row, by=by, dossier=client.pk, code=row.code, before=seen, after=on)
    text = f"Verbeterd: {row.label} begon op {long_date(on)}, niet op {long_date(seen)}."
    tell(client=client, kind="income", text=text, event=event, by=by, before=long_date(seen), after=long_date(on))
    return before.code if before else None


def _held(client, by):
    policy.require(by, P.SITUATION_CHANGE, client.pk)
    Dossier.objects.select_for_update().get(pk=client.pk)
    return {row.pk: row for row in IncomePeriod.objects.filter(client=client)}


def _possible(client, row, before, on):
    if not row.leading:
        raise Refused("Dit is niet het belangrijkste inkomen. Haal het weg en voeg het met de goede datum toe.")
    if on == row.valid_from:
        raise Refused(f"{long_date(on)} staat er al. Kies de dag waarop het echt begon.", field="on")
    if on > timezone.localdate():
        raise Refused("Die dag is nog niet geweest. Een verbetering gaat over wat al begonnen is.", field="on")
    if on < client.birth_on:
        raise Refused(f"Op {long_date(on)} was deze klant nog niet geboren. Controleer het jaar.", field="on")
    if row.valid_until and on > row.valid_until:
        raise Refused(f"Dan blijft er niets over van {words(row)}. Kies een eerdere dag.", field="on")
    if before and on <= before.valid_from:
        raise Refused(f"Dan blijft er niets over van {words(before)}. Verbeter die eerst.", field="on")


def _first_shrink(row, before, on, others):
    """Save so that no two leading periods ever share a day: first the one that gets shorter."""
    later = on > row.valid_from
    with told(row, others):
        for change in (_start, _end) if later else (_end, _start):
            change(row, before, on)


def _start(row, before, on: date):
    row.valid_from = on
    row.save(update_fields=["valid_from"])


def _end(row, before, on: date):
    if before is not None:
        before.valid_until = on - DAY
        before.save(update_fields=["valid_until"])
