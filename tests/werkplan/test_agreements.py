"""Agreements: a duty only from the law, by the partner who may impose it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.support.readability import assert_readable
from tests.werkplan.plans import draft_plan
from werkcentrum.refusal import Conflict, Refused, Stale
from werkcentrum.vocabulary import SITUATIONS, Duties, PartnerKind
from werkplan.actions import agreements
from werkplan.carryover.items import ITEMS
from werkplan.catalogue import SENTENCES
from werkplan.duties import DUTIES, duties_for
from werkplan.models import Agreement, Goal


@pytest.fixture
def coach(world):
    return world.coach()


def plan_of(world, coach, situation="WW", **kwargs):
    return draft_plan(coach, world.client_of(coach, situation=situation, **kwargs))[0]


def test_three_kinds(world, coach):
    plan = plan_of(world, coach)
    free = agreements.add_voluntary(plan=plan, text="Wij bellen elke twee weken.", by=coach)
    duty = agreements.add_duty(plan=plan, key="ww_zoeken", by=coach)
    promise = agreements.add_promise(plan=plan, text="UWV betaalt de reis.", by=coach)
    assert (free.kind, free.article, free.owner) == ("vrijwillig", "", None)
    assert (duty.kind, duty.article, duty.owner, duty.code) == (
        "verplicht",
        "WW 24.1.b.1°",
        coach.cell,
        "SOLLICITATIEPLICHT_WW",
    )
    assert (promise.kind, promise.owner, promise.consequence) == ("toezegging", coach.cell, "")
    with pytest.raises(Conflict, match="al in het plan"):
        agreements.add_duty(plan=plan, key="ww_zoeken", by=coach)


@pytest.mark.parametrize(
    ("partner", "situation", "key", "allowed"),
    [
        ("uwv", "WW", "ww_zoeken", True),
        ("uwv", "WW", "pwet_werk", False),
        ("gemeente-leeuwarden", "BIJSTAND", "pwet_werk", True),
        ("gemeente-leeuwarden", "WW", "ww_zoeken", False),
        ("gemeente-leeuwarden", "NUG", "pwet_werk", False),
        ("sociale-partners", "WW", "ww_zoeken", False),
        ("uwv", "IVA", "wga_zoeken", False),
        ("uwv", "WAJONG", "wajong_meewerken", True),
        ("uwv", "WAJONG", "wga_meewerken", False),
        ("uwv", "IOW", "iow_zoeken", True),
        ("gemeente-leeuwarden", "IOAW", "ioaw_werk", True),
        ("gemeente-leeuwarden", "IOAW", "pwet_werk", False),
        ("gemeente-leeuwarden", "IOAZ", "ioaw_voorziening", True),
        ("gemeente-leeuwarden", "BBZ", "bbz_boeken", True),
        ("gemeente-leeuwarden", "INBURGERAAR", "inburgering_plan", True),
        ("uwv", "INBURGERAAR", "inburgering_plan", False),
        ("uwv", "WW", "bestaat_niet", False),
    ],
)
def test_who_may_name_which_duty(world, partner, situation, key, allowed):
    coach = world.coach(partner)
    plan = plan_of(world, coach, situation)
    if allowed:
        assert agreements.add_duty(plan=plan, key=key, by=coach).owner == coach.cell
    else:
        with pytest.raises(Refused, match="vrijwillige afspraak") as no:
            agreements.add_duty(plan=plan, key=key, by=coach)
        assert no.value.field == "duty"


def test_every_duty_stands_in_a_law_and_is_known_to_the_carry_over():
    for duty in DUTIES:
        assert duty.article and duty.item in ITEMS, duty.key
        assert duty.owner in (PartnerKind.UWV, PartnerKind.MUNICIPALITY)
    assert len({duty.key for duty in DUTIES}) == len(DUTIES)
    free = [code for code, held in SITUATIONS.items() if held.duties is Duties.VOLUNTARY]
    for kind in PartnerKind:
        assert duties_for(free, kind) == (), "who has no duties gets none, whoever asks"


def test_a_law_that_nobody_read_says_so(world):
    assert {duty.source for duty in DUTIES} == {"L", "M"}
    assert {duty.law for duty in DUTIES if not duty.verified} == {
        Duties.IOW,
        Duties.IOAW,
        Duties.BBZ,
        Duties.INTEGRATION,
    }
    coach = world.coach("gemeente-leeuwarden")
    client = world.client_of(coach, situation="IOAW")
    plan = draft_plan(coach, client)[0]
    browser = world.browser(coach)
    add = reverse("werkplan:agreement_add", args=[client.public_id])
    assert "IOAW/IOAZ 37.1.e, nog niet nagegaan" in browser.get(add).content.decode()
    agreements.add_duty(plan=plan, key="ioaw_werk", by=coach)
    page = browser.get(reverse("werkplan:plan", args=[client.public_id])).content.decode()
    assert "IOAW/IOAZ 37.1.a-b (nog niet nagegaan)" in page


def test_the_catalogue_is_hers():
    """About sixty sentences in the first person, under all six directions and all ten wishes of the GGM."""
    assert 55 <= len(SENTENCES) <= 70
    assert {row.direction for row in SENTENCES.values()} == set(Goal.Kind.values)
    assert len({row.wish for row in SENTENCES.values()}) == 10
    assert len({row.sentence for row in SENTENCES.values()}) == len(SENTENCES)
    for row in SENTENCES.values():
        assert row.sentence.startswith("Ik wil "), row
        assert_readable(row.sentence)


def test_what_a_client_reads_is_short():
    texts = [text for duty in DUTIES for text in (duty.text, duty.consequence) if text]
    texts += [row.sentence for row in SENTENCES.values()]
    lengths = [len(part.split()) for text in texts for part in text.split(". ")]
    assert max(lengths) <= 18 and sum(lengths) / len(lengths) <= 12


@pytest.mark.parametrize(
    "columns",
    [
        {"kind": "verplicht"},
        {"kind": "verplicht", "article": "WW 24"},
        {"consequence": "De uitkering stopt."},
        {"end_reason": "zomaar"},
    ],
)
def test_the_database_knows_it_too(world, coach, columns):
    agreement = agreements.add_voluntary(plan=plan_of(world, coach), text="Wij bellen.", by=coach)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(**columns)


def test_change_and_end(world, coach):
    plan = plan_of(world, coach)
    free = agreements.add_voluntary(plan=plan, text="Wij bellen elke week.", by=coach)
    agreements.edit_agreement(agreement=free, version=1, text="Wij bellen elke maand.", by=coach)
    with pytest.raises(Stale):
        agreements.edit_agreement(agreement=free, version=1, text="Wij mailen.", by=coach)
    duty = agreements.add_duty(plan=plan, key="ww_zoeken", by=coach)
    with pytest.raises(Conflict, match="uit de wet"):
        agreements.edit_agreement(agreement=duty, version=1, text="Iets anders", by=coach)
    assert agreements.end_agreement(agreement=free, reason="Niet meer nodig", by=coach).end_reason == "Niet meer nodig"
    with pytest.raises(Conflict, match="al beëindigd"):
        agreements.end_agreement(agreement=free, reason="Nog eens", by=coach)


def test_the_page_offers_only_what_may_be_named(world, coach):
    client = world.client_of(coach)
    plan = draft_plan(coach, client)[0]
    browser, add = world.browser(coach), reverse("werkplan:agreement_add", args=[client.public_id])
    page = browser.get(add).content.decode()
    assert "WW 24.1.b.1°" in page and "Pwet" not in page
    assert browser.post(add, {"kind": "verplicht"}).status_code == 422
    assert browser.post(add, {"kind": "vrijwillig", "text": ""}).status_code == 422
    assert browser.post(add, {"kind": "verplicht", "duty": "pwet_werk"}).status_code == 422
    assert browser.post(add, {"kind": "verplicht", "duty": "ww_zoeken"}).status_code == 302
    row = plan.agreements.get()
    edit = reverse("werkplan:agreement_edit", args=[client.public_id, row.pk])
    assert "kan niet worden gewijzigd" in browser.get(edit).content.decode()
    assert browser.post(edit, {"end": "1", "einde-reason": ""}).status_code == 422
    assert browser.post(edit, {"end": "1", "einde-reason": "WW stopt"}).status_code == 302


def test_nug_gets_no_duties_on_the_page(world):
    coach = world.coach("gemeente-leeuwarden")
    client = world.client_of(coach, situation="NUG")
    draft_plan(coach, client)
    add = reverse("werkplan:agreement_add", args=[client.public_id])
    browser = world.browser(coach)
    assert "kan uw organisatie geen verplichtingen noemen" in browser.get(add).content.decode()
    answer = browser.post(add, {"kind": "verplicht", "duty": "pwet_werk"})
    assert answer.status_code == 422 and "vrijwillige afspraak" in answer.content.decode()
