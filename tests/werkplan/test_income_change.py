"""A change of income: nothing is saved before it is confirmed, nothing vanishes, and the plan runs on."""

import datetime
import hashlib
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clients.models import Document, Handover
from services.models import Offer
from tests.factories.fatima import LAST_DAY, NEW_YEAR, fatima, golden
from tests.support.clock import story_day
from werkcentrum.access import actions as access
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.audit.models import Event
from werkcentrum.refusal import Conflict, Refused
from werkplan.actions.income import Overtaken, change_income
from werkplan.models import Agreement, CarryOver, Inzet, Step, Werkplan
from werkplan.transition import preview_of

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")


def change(story, code="BIJSTAND", on=NEW_YEAR, by=None, digest=None, **kwargs):
    by = by or story.coach
    digest = digest or preview_of(client=story.client, code=code, on=on, by=by).digest
    return change_income(client=story.client, code=code, on=on, source="klant", digest=digest, by=by, **kwargs)


def rows_of(model, plan):
    rows = list(model.objects.filter(plan=plan).order_by("pk").values())
    return hashlib.sha256(json.dumps(rows, default=str, sort_keys=True).encode()).hexdigest()


def kinds(story, **kwargs):
    preview = preview_of(client=story.client, code="BIJSTAND", on=NEW_YEAR, by=story.coach, **kwargs)
    return {line.title: line.kind for line in preview.lines}


def test_preview_gives_every_item_a_class_and_saves_nothing(world):
    story = golden(world)
    before = [rows_of(model, story.plan) for model in (Step, Inzet, Agreement)]
    assert kinds(story) == {
        "Taaltraining NT2": "A",
        "Mbo-certificaat zorg": "B",
        "Proefplaatsing bij Zorgpartners": "C",
        "Tolk bij gesprekken": "E",
        "Cv bijwerken": "A",
        "U zoekt genoeg naar werk dat bij u past.": "D",
        "UWV betaalt de reiskosten.": "B",
        "Elke maandag bellen we even.": "A",
    }
    assert before == [rows_of(model, story.plan) for model in (Step, Inzet, Agreement)]
    assert not CarryOver.objects.exists() and not Event.objects.filter(action__startswith="income").exists()


def test_duties_of_the_law_and_documents_are_items_too(world):
    story = fatima(world)
    Document.objects.create(
        client=story.client, kind="diploma", name="diploma-fatima.pdf", format="pdf", size=9, digest="a" * 64,
        added_by=story.coach.user, participation=story.coach.cell,
    )  # fmt: skip
    lines = preview_of(client=story.client, code="BIJSTAND", on=NEW_YEAR, by=story.coach).lines
    assert [(line.item_type, line.title, line.kind, line.owner.value) for line in lines] == [
        ("duty", "Plichten bij: WW-uitkering", "D", "uwv"),
        ("document", "Diploma, certificaat of getuigschrift", "A", "municipality"),
    ]
    assert all(line.reason and line.article for line in lines)
    change(story)
    assert CarryOver.objects.get().lines.count() == 2


def test_an_income_without_duties_has_none_to_lose(world):
    story = fatima(world, until=None)
    story.client.income_periods.update(code="NUG")
    assert not preview_of(client=story.client, code="LOONDIENST", on=NEW_YEAR, by=story.coach).lines


def test_confirming_carries_every_item_by_its_class(world):
    story = golden(world)
    place = story.offer("PP_GEM", "gemeente-leeuwarden", "Proefplaats Leeuwarden", situations=["BIJSTAND"])
    steps = rows_of(Step, story.plan)
    report = change(story)
    assert rows_of(Step, story.plan) == steps

    taal, scholing, trial, tolk, converted = Inzet.objects.filter(plan=story.plan).order_by("pk")
    assert (taal.version, taal.history.count()) == (1, 1)
    assert (scholing.state, scholing.decide_by, scholing.state_before_reconfirm) == (
        "te_herbevestigen",
        LAST_DAY,
        "gestart",
    )
    assert (trial.state, trial.ends_on) == ("toegekend", LAST_DAY) and "proefplaats" in trial.reason
    assert (converted.instrument_id, converted.offer, converted.state) == ("PP_GEM", place, "verkend")
    assert converted.replaces == trial and converted.step == trial.step
    assert (tolk.owner, tolk.state) == (story.coach.cell, "gestart")

    duty, promise, free = Agreement.objects.filter(plan=story.plan).order_by("pk")
    assert duty.valid_until == LAST_DAY and "WW stoppen op 31 december 2026" in duty.end_reason
    assert (promise.valid_until, free.valid_until, free.version) == (None, None, 1)

    event = Event.objects.get(action="werkplan.change_income")
    changed = [scholing, trial, tolk, converted, duty]
    assert [row.history.first().event_id for row in changed] == [event.pk] * len(changed)
    assert report.lines.count() == 8 and not report.lines.filter(reason="").exists()


def test_income_periods_change_in_the_same_go(world):
    story = golden(world, until=None)
    change(story)
    ww, assistance = story.client.income_periods.all()
    assert (ww.code, ww.valid_until) == ("WW", LAST_DAY)
    assert (assistance.code, assistance.valid_from, assistance.leading) == ("BIJSTAND", NEW_YEAR, True)


def test_the_plan_is_offered_to_the_municipality_and_stays_with_uwv(world):
    story = golden(world)
    change(story)
    plan = Werkplan.objects.get(pk=story.plan.pk)
    handover = Handover.objects.get()
    assert (plan.state, plan.lead, plan.offered_to) == (
        "overdracht_aangeboden",
        story.coach.cell,
        world.cell("gemeente-leeuwarden"),
    )
    assert (handover.to_participation, handover.rule) == (plan.offered_to, 8)
    lead = Involvement.objects.live().get(dossier=story.client.pk, relation=Relation.LEAD)
    assert (lead.user, lead.participation) == (story.coach.user, story.coach.cell)


def test_when_the_partner_stays_nothing_is_offered(world):
    story = golden(world)
    report = change(story, code="ZW_VANGNET", on=timezone.localdate())
    assert not Handover.objects.exists()
    assert Werkplan.objects.get(pk=story.plan.pk).state == "in_uitvoering"
    assert report.after["partner_kind"] == "uwv"


def test_today_or_earlier_ends_at_once_and_gives_the_place_back(world):
    story = fatima(world, until=None)
    offer = story.offer("PP_UWV_WW", "uwv", "Proefplaatsing UWV", places=3, places_taken=2)
    story.use("PP_UWV_WW", "Proefplaatsing", "gestart", offer=offer)
    today = timezone.localdate()
    change(story, on=today)
    old, new = Inzet.objects.filter(plan=story.plan).order_by("pk")
    assert (old.state, old.ends_on) == ("voortijdig_beeindigd", today - datetime.timedelta(days=1))
    assert new.replaces == old and new.offer is None
    assert Offer.objects.get(pk=offer.pk).places_taken == 1


def test_what_would_start_only_after_the_change_never_starts(world):
    story = fatima(world)
    use = story.use("PP_UWV_WW", "Proefplaatsing", "toegekend", starts_on=datetime.date(2027, 2, 1))
    change(story)
    use.refresh_from_db()
    assert use.state == "voortijdig_beeindigd"


def test_to_no_benefit_a_duty_becomes_a_voluntary_agreement(world):
    story = golden(world)
    change(story, code="NUG")
    fresh = Agreement.objects.filter(plan=story.plan).order_by("-pk")[0]
    assert (fresh.kind, fresh.valid_from, fresh.consequence) == ("vrijwillig", NEW_YEAR, "")
    assert fresh.text == "U zoekt genoeg naar werk dat bij u past."
    assert fresh.history.get().event_id == Event.objects.get(action="werkplan.change_income").pk


def test_what_ended_before_anyway_is_named_and_left_alone(world):
    story = fatima(world)
    use = story.use("PP_UWV_WW", "Proefplaatsing", "gestart", ends_on=datetime.date(2026, 12, 1))
    change(story)
    use.refresh_from_db()
    assert use.version == 1 and not hasattr(use, "replaced_by")
    line = CarryOver.objects.get().lines.get(item_type="inzet")
    assert (line.kind, line.until) == ("D", datetime.date(2026, 12, 1)) and "verandert daar niets aan" in line.reason


def test_a_situation_that_goes_on_beside_is_noted(world):
    story = fatima(world)
    story.client.income_periods.update(code="WGA", valid_until=None)
    change(story, code="BIJSTAND_AANV")
    held = {row.code: row.leading for row in story.client.income_periods.filter(valid_from=NEW_YEAR)}
    assert held == {"BIJSTAND_AANV": True, "WGA": False}
    assert not Handover.objects.exists(), "UWV pays the WGA and stays responsible (Pwet 7.3.c)"


def test_confirming_something_else_than_was_shown_is_a_conflict_with_the_new_preview(world):
    story = golden(world)
    digest = preview_of(client=story.client, code="BIJSTAND", on=NEW_YEAR, by=story.coach).digest
    story.step("Nieuwe stap van een collega")
    with pytest.raises(Overtaken, match="Intussen is er iets veranderd") as no:
        change(story, digest=digest)
    assert no.value.status == 409
    assert "Nieuwe stap van een collega" in {line.title for line in no.value.preview.lines}
    assert not CarryOver.objects.exists() and not Handover.objects.exists()


def test_a_decision_meanwhile_is_a_change_too(world):
    story = golden(world)
    digest = preview_of(client=story.client, code="BIJSTAND", on=NEW_YEAR, by=story.coach).digest
    Inzet.objects.filter(instrument="PP_UWV_WW").update(state="gestart", starts_on="2026-11-01")
    with pytest.raises(Overtaken):
        change(story, digest=digest)


def test_the_same_date_twice_is_refused(world):
    story = golden(world)
    change(story)
    with pytest.raises(Conflict, match="Per 1 januari 2027 is al een wijziging vastgelegd"):
        change(story, code="NUG")


def test_periods_that_cannot_be_are_sentences(world):
    story = golden(world)
    with pytest.raises(Conflict, match="is al het belangrijkste inkomen"):
        change(story, code="WW", on=datetime.date(2026, 12, 1))
    with pytest.raises(Refused, match="nog niet geboren"):
        change(story, on=datetime.date(1990, 1, 1))
    with pytest.raises(Refused, match="meer dan twee jaar vooruit"):
        change(story, on=datetime.date(2031, 1, 1))


def test_a_new_offer_replaces_one_that_no_longer_fits(world):
    story = golden(world, until=None)
    change(story)
    change(story, code="WGA", on=datetime.date(2027, 2, 1))
    assert [row.state for row in Handover.objects.order_by("pk")] == ["ingetrokken"]
    plan = Werkplan.objects.get(pk=story.plan.pk)
    assert (plan.state, plan.lead) == ("in_uitvoering", story.coach.cell)


def test_who_only_replaces_the_lead_records_but_does_not_offer(world):
    story = golden(world)
    team = world.coach(name="Vervanger")
    world.involve(team, story.client)
    change(story, by=team)
    assert not Handover.objects.exists()
    assert Werkplan.objects.get(pk=story.plan.pk).state == "in_uitvoering"


def test_who_supports_records_nothing(world):
    story = golden(world)
    other = world.coach("gemeente-leeuwarden")
    world.involve(other, story.client, Relation.SUPPORT, until=timezone.now() + datetime.timedelta(days=9))
    with pytest.raises(PermissionDenied):
        change(story, by=other, digest="x")


def test_without_a_plan_the_periods_change_and_nothing_is_offered(world):
    world.team_leader("gemeente-leeuwarden")
    gids = world.gids()
    client = world.client_of(gids)
    digest = preview_of(client=client, code="BIJSTAND", on=NEW_YEAR, by=gids).digest
    report = change_income(client=client, code="BIJSTAND", on=NEW_YEAR, source="klant", digest=digest, by=gids)
    assert report.plan is None and not report.lines.exists() and not Handover.objects.exists()
    assert report.after["name"] == "gemeente Leeuwarden"


def test_queries_do_not_grow_with_the_plan(world):
    counts = []
    for number in (1, 10):
        story = fatima(world)
        for place in range(number):
            story.use("SCHOLING_WW", f"Cursus {place}")
            story.use("PP_UWV_WW", f"Proef {place}", "toegekend")
            story.step(f"Stap {place}")
        digest = preview_of(client=story.client, code="BIJSTAND", on=NEW_YEAR, by=story.coach).digest
        with CaptureQueriesContext(
            connection,
        ) as found:
            change(story, digest=digest)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 32, counts


def test_a_receiver_where_nobody_assigns_gets_no_offer_and_the_change_is_kept(world):
    story = golden(world)
    access.end_membership(membership=world.team_leader("gemeente-leeuwarden").membership, by=None)
    preview = preview_of(client=story.client, code="BIJSTAND", on=NEW_YEAR, by=story.coach)
    assert "nog geen teamleider" in preview.receiver.problem and not preview.will_offer
    report = change(story)
    assert not Handover.objects.exists() and report.lines.count() == 8
    assert Werkplan.objects.get(pk=story.plan.pk).state == "in_uitvoering"


def test_a_partner_outside_the_system_gets_no_offer(world):
    story = golden(world, until=None)
    change(story, code="LOONDOORBETALING_ZIEK", on=datetime.date(2026, 12, 1))
    assert not Handover.objects.exists()
    assert Werkplan.objects.get(pk=story.plan.pk).lead == story.coach.cell


def test_an_inzet_that_waits_already_waits_until_the_new_date(world):
    story = fatima(world, until=None)
    use = story.use(
        "SCHOLING_WW", "Cursus", "te_herbevestigen", state_before_reconfirm="gestart", decide_by="2026-12-01",
        starts_on=datetime.date(2026, 9, 1),
    )  # fmt: skip
    change(story)
    use.refresh_from_db()
    assert (use.state, use.state_before_reconfirm, use.decide_by) == ("te_herbevestigen", "gestart", LAST_DAY)
