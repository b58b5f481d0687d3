"""The only writer of the intake: start it once, save what is typed group by group, confirm, finish."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.intake import backed, progress
from clients.intake.fields import FIELDS
from clients.intake.known import known_of
from clients.intake.lens import lens_of
from clients.models import Client, Intake, IntakeAnswer
from clients.models.income import Source
from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused, Stale
from werkcentrum.web.dates import long_date


class SecondIntake(Conflict):
    """Somebody has an intake already; `existing` is the one to go on with."""

    def __init__(self, existing):
        started = long_date(timezone.localtime(existing.started_at).date())
        super().__init__(
            f"Deze klant heeft al een intake. {existing.started_by.name} begon ermee op {started}. Ga daarin verder."
        )
        self.existing = existing


class Incomplete(Refused):
    """An intake that cannot be finished; `missing` are the fields without an answer."""

    def __init__(self, missing):
        super().__init__("Nog niet alles is beantwoord. Vul eerst aan wat hieronder staat.")
        self.missing = missing


@dataclass(frozen=True)
class Typed:
    """What somebody typed for one field, and the version it was typed over (0: there was no answer)."""

    value: object
    version: int = 0


@transaction.atomic
def start_intake(*, client, by):
    """Begin the one intake of a person. Raises SecondIntake (409) when there is one: the database refuses another."""
    policy.require(by, P.INTAKE_WRITE, client.pk)
    try:
        with transaction.atomic():
            intake = Intake.objects.create(client=client, desk=by.membership.desk, started_by=by.user)
    except IntegrityError:
        raise SecondIntake(Intake.objects.select_related("started_by").get(client=client)) from None
    event = record("intake.start", intake, by=by, dossier=client.pk)
    tell(client=client, kind="intake", text="De intake is begonnen.", event=event, by=by)
    return intake


@transaction.atomic
def save_answers(*, client, typed, by, source=Source.CLIENT):
    """Save some answers (`typed`: field code → Typed) together; starts the intake when there is none yet.

    What did not change is left alone. Raises Stale (409, `current`: field code → Known) when somebody saved one of
    these fields meanwhile, and PermissionDenied for a field that the role may not fill in. Returns the changed codes.
    """
    _may_change(by, client, typed)
    intake = _held(client, by)
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    known = known_of(client)
    changed = {code: given for code, given in typed.items() if given.value != known[code].value}
    stale = {code: known[code] for code, given in changed.items() if given.version != known[code].version}
    if stale:
        raise Stale(stale)
    for code, given in changed.items():
        _write(intake, client, code, given.value, by, source)
    if changed:
        _log(intake, client, changed, by)
    return list(changed)


@transaction.atomic
def confirm(*, client, field, by):
    """Note that a known answer still holds today. PermissionDenied for who may not fill it in."""
    _may_change(by, client, [field])
    intake = _held(client, by)
    known = known_of(client)[field]
    if not known.is_known:
        raise Conflict("Dit antwoord is intussen weggehaald. Vul het opnieuw in.")
    today = timezone.localdate()
    values = {"obtained_on": known.obtained_on or today, "source": known.source, "recorded_by": by.user}
    row, _ = IntakeAnswer.objects.get_or_create(intake=intake, client=client, field=field, defaults=values)
    row.confirmed_on = today
    row.save(update_fields=["confirmed_on"])
    record("intake.confirm", row, by=by, dossier=client.pk, field=field)
    return row


@transaction.atomic
def finish(*, client, by):
    """Finish the intake. Raises Incomplete (422) with the fields that need an answer, Conflict when it is done."""
    policy.require(by, P.INTAKE_WRITE, client.pk)
    intake = _held(client, by)
    if intake.state == Intake.State.DONE:
        raise Conflict("De intake is al afgerond. Wat verandert, past u gewoon aan.")
    missing = progress.missing(lens_of(policy.stance(by, client.pk)), known_of(client))
    if missing:
        raise Incomplete(missing)
    intake.finish(at=timezone.now())
    intake.save()
    event = record("intake.finish", intake, by=by, dossier=client.pk)
    tell(client=client, kind="intake", text="De intake is af.", event=event, by=by, milestone=True)
    return intake


def note_source(*, client, field, by, source=Source.CLIENT):
    """Keep where and when a fact of the person's own record was obtained; the value itself stands in that record."""
    intake = Intake.objects.filter(client=client).first()
    if intake is None:
        return
    row = IntakeAnswer.objects.filter(intake=intake, field=field).first() or IntakeAnswer(
        intake=intake, client=client, field=field
    )
    row.source, row.obtained_on, row.confirmed_on, row.recorded_by = source, timezone.localdate(), None, by.user
    row.save()


def _may_change(by, client, codes):
    stance = policy.stance(by, client.pk)
    stance.require(P.INTAKE_WRITE)
    lens = lens_of(stance)
    for code in codes:
        if not lens.may_change(code):
            raise PermissionDenied(code)


def _held(client, by):
    """The intake, locked until the end of the transaction; begun when there is none."""
    rows = Intake.objects.select_for_update(of=("self",)).filter(client=client)
    intake = rows.first()
    if intake:
        return intake
    try:
        return start_intake(client=client, by=by)
    except SecondIntake:
        return rows.get()


def _write(intake, client, code, value, by, source):
    if code in backed.WRITERS:
        columns = backed.WRITERS[code](client, value or {})
        if FIELDS[code].kind == "person":
            client.version += 1
            columns.append("version")
        client.save(update_fields=columns)
    if FIELDS[code].kind == "person":
        note_source(client=client, field=code, by=by, source=source)
        return
    row = IntakeAnswer.objects.filter(intake=intake, field=code).first()
    row = row or IntakeAnswer(intake=intake, client=client, field=code, version=0)
    row.value, row.source, row.recorded_by = value, source, by.user
    row.obtained_on, row.confirmed_on, row.version = timezone.localdate(), None, row.version + 1
    row.save()


def _log(intake, client, codes, by):
    event = record("intake.save", intake, by=by, dossier=client.pk, fields=sorted(codes))
    if intake.state == Intake.State.DONE:
        names = ", ".join(FIELDS[code].label.rstrip("?") for code in codes)
        tell(client=client, kind="intake", text=f"Intake bijgewerkt: {names}.", event=event, by=by)
