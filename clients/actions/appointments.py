"""Appointments: plan, move, cancel, say how it went. The only writer of them, for every page and the portal."""

import functools
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_fsm import ConcurrentTransition, TransitionNotAllowed

from clients.busy import clashes
from clients.models import Appointment, AppointmentGuest
from clients.timeline import tell
from clients.undo import why_appointment_stands
from werkcentrum.access import policy
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused, Stale

TOO_LATE = "Deze afspraak is al afgehandeld of verzet. Kijk hoe hij er nu voor staat."
PAST = "Kies een moment dat nog komt."
FARTHEST = timedelta(days=550)
NOWHERE = "Vul in waar de afspraak is, of kies telefonisch of beeldbellen."


def _one_at_a_time(action):
    """A move that its life-cycle does not allow (any more) is a conflict with a sentence (409)."""

    @functools.wraps(action)
    def guarded(**facts):
        try:
            with transaction.atomic():
                return action(**facts)
        except (TransitionNotAllowed, ConcurrentTransition):
            raise Conflict(TOO_LATE) from None

    return guarded


@transaction.atomic
def plan_appointment(
    *, client, starts_at, minutes, way, place, subject, by, with_client=True, guests=(), host=None, sure=False,
    needs=P.WERKPLAN_EDIT,
):  # fmt: skip
    """Plan an appointment of `host` (an actor's user; default `by`) with a client and `guests`.

    `starts_at` is an aware moment, `guests` are pairs (user or None, participation), `needs` what role and relation
    must allow (who decides on a handover plans one too). Raises Refused (422) for a moment that is over or a place
    that is missing, and, unless `sure`, when somebody is busy then.
    """
    policy.require(by, needs, client.pk)
    host = host or by.user
    facts = {"starts_at": starts_at, "minutes": minutes, "way": way, "place": place.strip(), "subject": subject.strip()}
    _fits(facts)
    people = [host.pk, *(user.pk for user, _ in guests if user)]
    _free(client, people, facts, sure=sure)
    made = Appointment.objects.create(
        client=client, host=host, participation=by.cell, with_client=with_client, made_by=by.user, **facts
    )
    _invite(made, guests)
    return _told(made, "plan_appointment", f"Afspraak gepland: {made.moment}.", by=by)


@_one_at_a_time
def move_appointment(*, appointment, version, starts_at, minutes, way, place, subject, by, sure=False):
    """Move it to another moment or place: the old one is kept as moved, the new one has the same people.

    Raises Stale when somebody changed it since `version`; else as `plan_appointment`.
    """
    policy.require(by, P.WERKPLAN_EDIT, appointment.client_id)
    old = _held(appointment, version)
    facts = {"starts_at": starts_at, "minutes": minutes, "way": way, "place": place.strip(), "subject": subject.strip()}
    _fits(facts)
    guests = [(guest.user, guest.participation) for guest in old.guests.select_related("user", "participation")]
    people = [old.host_id, *(user.pk for user, _ in guests if user)]
    _free(old.client, people, facts, sure=sure, but=old)
    _settle(old, "move", by)
    kept = {"host": old.host, "participation": old.participation, "with_client": old.with_client}
    try:
        with transaction.atomic():
            new = Appointment.objects.create(client=old.client, replaces=old, made_by=by.user, **kept, **facts)
    except IntegrityError:
        raise Conflict(TOO_LATE) from None
    _invite(new, guests)
    text = f"Afspraak verzet naar {new.moment}."
    return _told(new, "move_appointment", text, by=by, before=old.moment, after=new.moment, old=old.pk)


@_one_at_a_time
def cancel_appointment(*, appointment, version, party, reason, by):
    """Cancel it, with who did (`Appointment.Party`) and why."""
    policy.require(by, P.OWN_PLAN_AGREE if by.is_client else P.WERKPLAN_EDIT, appointment.client_id)
    row = _held(appointment, version)
    if by.is_client:
        party = Appointment.Party.CLIENT
    _settle(row, "cancel", by, party=party, reason=reason.strip()[:200])
    who = {"klant": "door de klant", "wij": "door ons"}.get(party, "door een ander")
    return _told(row, "cancel_appointment", f"Afspraak afgezegd {who}: {row.moment}.", by=by, party=party)


@_one_at_a_time
def settle_appointment(*, appointment, version, went, by):
    """Say how it went: `went` is "hold" (it took place) or "miss" (the client did not come). No measure follows."""
    policy.require(by, P.WERKPLAN_EDIT, appointment.client_id)
    row = _held(appointment, version)
    if went not in {"hold", "miss"}:
        raise Refused("Kies of de afspraak is geweest, of dat de klant niet kwam.")
    if row.starts_at > timezone.now():
        raise Refused(f"Deze afspraak is {row.moment}. U kunt pas daarna zeggen hoe het ging.")
    _settle(row, went, by)
    told = {"hold": "Afspraak geweest", "miss": "Afspraak niet doorgegaan, de klant was er niet"}[went]
    return _told(row, f"{went}_appointment", f"{told}: {row.moment}.", by=by)


@_one_at_a_time
def undo_appointment(*, appointment, by):
    """Put back what was just done, by who did it, within ten minutes; the log keeps both deeds.

    Raises Refused (422) when it is too long ago, was somebody else's deed, or was followed by something.
    """
    policy.require(by, P.WERKPLAN_EDIT, appointment.client_id)
    row = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    sentence = why_appointment_stands(row, by)
    if sentence:
        raise Refused(sentence)
    was = row.get_state_display()
    for new in row.replaced_by.select_for_update(of=("self",)).filter(state=Appointment.State.PLANNED):
        _settle(new, "cancel", by, party=Appointment.Party.MISTAKE, reason="")
    row.restore()
    _keep(row)
    text = f"Ongedaan gemaakt: de afspraak van {row.moment} staat weer."
    return _told(row, "undo_appointment", text, by=by, before=was, after=row.get_state_display())


def _fits(facts):
    now = timezone.now()
    if timezone.localdate(facts["starts_at"]) < timezone.localdate(now):
        raise Refused(PAST, field="day")
    if facts["starts_at"] > now + FARTHEST:
        raise Refused("Deze datum is meer dan anderhalf jaar weg. Klopt het jaar?", field="day")
    if facts["way"] == Appointment.Way.PLACE and not facts["place"]:
        raise Refused(NOWHERE, field="place")


def _free(client, people, facts, *, sure, but=None):
    found = [] if sure else clashes(client, people, facts["starts_at"], facts["minutes"], but=but)
    if found:
        raise Refused(" ".join([*found, "Kies een ander moment, of vink aan dat het toch zo moet."]), field="sure")


def _held(appointment, version):
    row = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if row.version != version:
        raise Stale(row, TOO_LATE if row.state != Appointment.State.PLANNED else Stale(row).sentence)
    return row


def _settle(row, name, by, **facts):
    getattr(row, name)(at=timezone.now(), by=by.user, **facts)
    _keep(row)


def _keep(row):
    row.version += 1
    row.save()


def _invite(appointment, guests):
    AppointmentGuest.objects.bulk_create(
        AppointmentGuest(appointment=appointment, client=appointment.client, user=user, participation=participation)
        for user, participation in guests
    )


def _told(row, action, text, *, by, before="", after="", **note):
    event = record(f"clients.{action}", row, by=by, dossier=row.client_id, state=row.state, way=row.way, **note)
    tell(client=row.client_id, kind="appointment", text=text, event=event, by=by, before=before, after=after)
    return row
