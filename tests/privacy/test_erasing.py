"""Terms, four eyes, erasing, and the restore that must not bring anybody back (B25)."""

import datetime
import io
import json
import uuid

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from clients.models import AppointmentGuest, Client, Entry, HandoverAdvice, HiddenAddress, LightContact
from tests.support import canaries
from tests.support.dossiers import full, hand_over, offer_of
from tests.support.results import result
from tests.support.whole_database import everything
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Dossier, Glass, Incident, Involvement, Review, Seal
from werkcentrum.access.scoping import BELONGS
from werkcentrum.audit.models import Alias, Event, Reading, Submission
from werkcentrum.pg.names import APP_ROLE
from werkcentrum.privacy import ledger
from werkcentrum.privacy.actions import destruction as lists
from werkcentrum.privacy.checks import ledger_is_set
from werkcentrum.privacy.erase import erase, tables_of_people
from werkcentrum.privacy.models import Destruction, EraseWish, Erasure, LegalHold, Statistic
from werkcentrum.privacy.replay import replay
from werkcentrum.privacy.terms import Term, terms
from werkcentrum.refusal import Conflict
from werkplan.models import ExchangeCode, RemapLine

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.timedelta(days=366 * 11)


@pytest.fixture(autouse=True)
def file_of_erasures(settings, tmp_path):
    settings.ERASURE_LEDGER = str(tmp_path / "erasures.jsonl")


@pytest.fixture
def scene(world):
    """Two closed dossiers of which the term is over, and one that is open; each with a token in every field."""
    from services.load import load_catalogue

    load_catalogue()
    lead, offer = world.coach("gemeente-leeuwarden"), offer_of(world, "gepubliceerd")
    people = [full(world, lead, number, offer=offer) for number in (1, 2, 3)]
    birds = canaries.Aviary()
    for number, whole in enumerate(people, start=1):
        canaries.plant(birds, whole, number)
        Reading.objects.create(
            actor=lead.user, dossier=whole.client.dossier, part="plan", purpose="taak", trace=uuid.uuid4()
        )
    for whole in people[:2]:
        Dossier.objects.filter(pk=whole.client.pk).update(closed_at=timezone.now() - LONG_AGO)
    return world, people, birds


def keepers(world):
    return world.actor("beheerder"), world.actor("privacyofficer")


def tokens_of(birds, person):
    """Those of her dossier; a question at the desk is nobody's dossier and has a term of its own."""
    return {
        token
        for token, canary in birds.by_token.items()
        if canary.person == person and "LightContact" not in canary.where
    }


def left_of(birds, *people):
    """The tokens of these people that stand anywhere in the database."""
    text = everything().lower()
    return {token for person in people for token in tokens_of(birds, person) if token in text}


def totals():
    """Dossiers per month, in the tables and in the figures together."""
    months: dict = {}
    for day in Dossier.objects.filter(erased_at=None).values_list("opened_at", flat=True):
        key = timezone.localdate(day).replace(day=1)
        months[key] = months.get(key, 0) + 1
    for month in Statistic.objects.values_list("month", flat=True):
        months[month] = months.get(month, 0) + 1
    return months


def approved(world):
    admin, officer = keepers(world)
    made = lists.prepare(by=admin)
    return lists.approve(destruction=made, by=officer)


def test_the_terms_are_dated_data():
    today = datetime.date(2026, 11, 24)
    found = terms(today)
    assert found["dossier:municipality"].words == "10 jaar"
    assert found["dossier:municipality"].ended_before(today) == datetime.date(2016, 11, 24)
    assert "dossier:uwv" not in terms(datetime.date(2021, 1, 1))
    assert not any(term.verified for term in found.values()), "say so only when a lawyer did"
    assert Term("x", "x", 3, "", "", "", False, today).words == "3 maanden"


def test_a_dry_run_counts_per_ground_without_names(scene):
    _, people, birds = scene
    out = io.StringIO()
    call_command("retention", dry_run=True, json=True, stdout=out)
    found = json.loads(out.getvalue())
    assert found["dossier:municipality"] == 2 and found["dossier:uwv"] == 0
    out = io.StringIO()
    call_command("retention", dry_run=True, stdout=out)
    assert not birds.found_in(out.getvalue()) and "bewaartermijn" in out.getvalue()
    assert Client.objects.count() == len(people)


def test_erasing_leaves_a_pseudonym_the_log_and_a_row_in_the_figures(scene):
    world, people, birds = scene
    gone, stays = people[:2], people[2]
    public = str(gone[0].client.public_id)
    Submission.objects.create(key=uuid.uuid4(), actor=gone[0].lead.user, answer=f"/klanten/{public}/")
    assert len(left_of(birds, 1, 2)) > 50, "the tokens must be there to be gone"
    before, readings, events = totals(), Reading.objects.count(), Event.objects.count()
    kept = left_of(birds, 3)
    approved(world)
    out = io.StringIO()
    call_command("retention", stdout=out)
    assert "2 mensen gewist" in out.getvalue()
    assert left_of(birds, 1, 2) == set()
    assert public not in everything() and gone[0].bsn not in everything()
    assert left_of(birds, 3) == kept and Client.objects.get() == stays.client
    assert totals() == before
    assert Reading.objects.count() == readings and Event.objects.count() > events
    assert Statistic.objects.filter(codes={"partner": "municipality", "situation": "WW"}).count() == 2
    assert Dossier.objects.filter(erased_at__isnull=False).count() == Erasure.objects.count() == 2
    assert Destruction.objects.get().state == "gewist"
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _lately(world, whole):
    """Rows that only come with a late handover, a move, a third at an appointment and a partner with a key."""
    cell, by = whole.handover.to_participation, whole.lead.user
    HandoverAdvice.objects.create(handover=whole.handover, client=whole.client, kind="herinnering", by=by)
    RemapLine.objects.create(
        handover=whole.handover, plan=whole.plan, inzet=whole.inzet, verdict="geen", reason="Niet op deze menukaart."
    )
    AppointmentGuest.objects.create(appointment=whole.appointment, client=whole.client, participation=cell)
    ExchangeCode.objects.create(client=whole.client, participation=cell, code="AAAA-BBBB-CCCC", made_by=by)


def test_every_table_about_clients_is_emptied(scene):
    world, people, _ = scene
    whole = people[0]
    hand_over(world, whole, to="uwv")
    Alias.objects.create(dossier=whole.client.dossier, actor=whole.lead.user, number=1)
    Seal.objects.create(dossier=whole.client.dossier, reason="bekend", asked_by=whole.lead.user)
    hidden = HiddenAddress(client=whole.client)
    hidden.put_parts({"street": "Schuilstraat"})
    hidden.save()
    incident = checked(world, whole)
    _lately(world, whole)
    had = {model for model, path in tables_of_people() if rows_of(model, path, whole).exists()}
    assert {model._meta.label for model in had} >= set(BELONGS) - {
        "access.Dossier", "audit.Event", "audit.Reading",
    }  # fmt: skip
    erase(dossiers=[whole.client.dossier], term="wish", by=None)
    assert [model for model, path in tables_of_people() if rows_of(model, path, whole).exists()] == []
    incident.refresh_from_db()
    assert incident.review is None and incident.what, "the register of breaches stays, and points at nothing"


def checked(world, whole):
    """An hour of emergency access to the dossier that was checked and became an incident."""
    other, now, dossier = world.coach(name="Nieuwsgierig"), timezone.now(), whole.client.dossier
    row = Involvement.objects.create(
        dossier=dossier, user=other.user, participation=other.cell, relation="glass", ground="uwv", valid_from=now,
        valid_until=now, created_by=other.user,
    )  # fmt: skip
    glass = Glass.objects.create(
        involvement=row, dossier=dossier, user=other.user, participation=other.cell, reason="crisis",
        explanation="Belde in paniek aan de balie.", taken_at=now,
    )  # fmt: skip
    review = Review.objects.create(
        kind="glass", region=other.region, subject=other.user, dossier=dossier, glass=glass, key=str(glass.public_id),
        opened_at=now, due_on=now.date(),
    )  # fmt: skip
    return Incident.objects.create(
        region=other.region, review=review, dossier=dossier, recorded_by=other.user, detected_at=now, what="Geen reden."
    )


def rows_of(model, path, whole):
    return model._base_manager.filter(**{path: whole.client.pk})


def test_nobody_comes_back_with_a_restore(scene):
    """B25: the tables as they were before (copied out, and back in), and the ledger of the file replayed."""
    world, people, birds = scene
    before = totals()
    dump = Dump.of_now()
    approved(world)
    call_command("retention", stdout=io.StringIO())
    assert left_of(birds, 1, 2) == set()
    dump.restore()
    assert len(left_of(birds, 1, 2)) > 50, "the restore must bring them back"
    out = io.StringIO()
    call_command("replay_erasures", stdout=out)
    assert "2 mensen opnieuw gewist" in out.getvalue()
    assert left_of(birds, 1, 2) == set() and Client.objects.get() == people[2].client
    assert totals() == before
    assert replay(by=None) == 0
    result("B25", erased=2, found_after_replay=len(left_of(birds, 1, 2)))


class Dump:
    """All tables copied out with COPY, as pg_dump does it, and back in."""

    def __init__(self, tables):
        self.tables = tables

    @classmethod
    def of_now(cls):
        """What stands there now."""
        tables = {}
        with connection.cursor() as cursor:
            for name in cls.names():
                out = io.StringIO()
                cursor.copy_expert(f'COPY (SELECT {cls.columns(cursor, name)} FROM "{name}") TO STDOUT', out)
                tables[name] = out.getvalue()
        return cls(tables)

    @staticmethod
    def names():
        """Every table of ours."""
        return [model._meta.db_table for model in apps.get_models(include_auto_created=True)]

    @staticmethod
    def columns(cursor, name):
        """Its columns that are stored, not computed."""
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) "
            "FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
            [name],
        )
        return cursor.fetchone()[0]

    def restore(self):
        """Put it back over what is there, as a superuser does: without triggers."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name in self.names():
                cursor.execute(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
            cursor.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity")
            guarded = [name for (name,) in cursor.fetchall()]
            for name in guarded:
                cursor.execute(f'ALTER TABLE "{name}" NO FORCE ROW LEVEL SECURITY')
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for name in self.names():
                cursor.execute(f'DELETE FROM "{name}"')
            for name, rows in self.tables.items():
                cursor.copy_expert(f'COPY "{name}" ({self.columns(cursor, name)}) FROM STDIN', io.StringIO(rows))
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name in self.names():
                cursor.execute(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')
            for name in guarded:
                cursor.execute(f'ALTER TABLE "{name}" FORCE ROW LEVEL SECURITY')
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_who_prepares_does_not_approve(scene):
    world, _, _ = scene
    admin, officer = keepers(world)
    made = lists.prepare(by=admin)
    with pytest.raises(Conflict, match="wacht al een lijst"):
        lists.prepare(by=admin)
    for who in (admin, officer):
        with pytest.raises(IntegrityError, match=r"four_eyes|decided_by"), transaction.atomic():
            Destruction.objects.filter(pk=made.pk).update(
                prepared_by=who.user, decided_by=who.user, decided_at=timezone.now(), state="goedgekeurd"
            )
    made = lists.refuse(destruction=made, reason="Een klacht loopt nog.", by=officer)
    assert made.state == "afgewezen"
    call_command("retention", stdout=io.StringIO())
    assert Client.objects.count() == 3


def test_a_hold_keeps_a_dossier_also_after_the_approval(scene):
    world, people, birds = scene
    _, officer = keepers(world)
    approved(world)
    held = lists.hold(dossier=people[0].client.dossier, reason="Beroep bij de rechtbank", by=officer)
    call_command("retention", stdout=io.StringIO())
    assert left_of(birds, 1) and not left_of(birds, 2)
    lists.lift(hold=held, by=officer)
    approved(world)
    call_command("retention", stdout=io.StringIO())
    assert not left_of(birds, 1)
    assert LegalHold.objects.filter(lifted_at__isnull=False).count() == 1


def test_a_wish_comes_on_the_list_and_answered_questions_too(scene):
    world, people, _ = scene
    _, officer = keepers(world)
    EraseWish.objects.create(dossier=people[2].client.dossier, granted_by=officer.user)
    light = LightContact.objects.get(pk=people[2].light.pk)
    LightContact.objects.filter(pk=light.pk).update(done_at=timezone.now() - LONG_AGO, done_by=officer.user)
    made = approved(world)
    assert {(line.term, line.count) for line in made.lines.all()} == {
        ("dossier:municipality", 1), ("wish", 1), ("light_contact", 1),
    }  # fmt: skip
    call_command("retention", stdout=io.StringIO())
    assert not Client.objects.exists() and not LightContact.objects.filter(pk=light.pk).exists()
    assert type(light.visit).objects.filter(pk=light.visit_id).exists(), "the visit counts on and names nobody"


def test_a_line_that_is_only_added_goes_in_no_other_way(scene):
    _, people, _ = scene
    rows = Entry.objects.filter(client=people[0].client)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows._raw_delete(rows.db)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.erasing', 'on', true)")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(text="x")
        before = rows.count()
        # The web may say what it wants: it owns nothing.
        cursor.execute(f"GRANT DELETE ON clients_entry TO {APP_ROLE}")
        cursor.execute("CREATE POLICY open_to_all ON clients_entry USING (true)")
        cursor.execute(f"SET LOCAL ROLE {APP_ROLE}")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("DELETE FROM clients_entry")
        cursor.execute("RESET ROLE")
    assert rows.count() == before


def test_a_torn_line_of_the_ledger_is_no_disaster(scene):
    ledger.note([(uuid.uuid4(), "wish", timezone.localdate())])
    with ledger.path().open("a") as file:
        file.write('{"dossier": "12')
    assert len(ledger.entries()) == 1
    assert of_user(scene[0].user("beheerder")).is_live


def test_without_a_place_for_the_ledger_the_product_does_not_start(settings):
    assert ledger_is_set(None) == []
    settings.ERASURE_LEDGER = ""
    assert [problem.id for problem in ledger_is_set(None)] == ["privacy.E001"]
