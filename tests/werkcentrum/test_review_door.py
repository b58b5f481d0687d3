"""What the database itself shows of checks, emergency access and incidents, whatever is asked of it (B14)."""

import pytest
from django.db import ProgrammingError, transaction

from tests.support.dossiers import full
from werkcentrum.access import door
from werkcentrum.access.glass.actions import take_glass
from werkcentrum.access.models import Glass, Incident, Involvement, Review
from werkcentrum.access.review.actions import decide
from werkcentrum.access.review.silent import open_silently

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(world):
    """Everybody around one unjustified emergency access and one question about a sealed dossier."""
    from services.load import load_catalogue

    load_catalogue()
    people = {
        "leader": world.team_leader(), "other leader": world.team_leader("gemeente-leeuwarden"),
        "officer": world.actor("privacyofficer"), "far officer": world.actor("privacyofficer", region="FoodValley"),
        "gids": world.gids(), "coach": world.coach(name="Ulla"), "stranger": world.coach(name="Stranger"),
    }  # fmt: skip
    whole = full(world, people["coach"], 1)
    glass = take_glass(
        dossier=whole.client.pk, by=people["gids"], reason="balie", explanation="De klant staat aan de balie."
    )
    decide(review=glass.review, justified=False, decision="Geen haast.", by=people["leader"])
    whole.client.dossier.sealed = True
    whole.client.dossier.save()
    open_silently(kind=Review.Kind.SEALED, dossiers=[whole.client.pk], by=people["gids"])
    return people


def seen(actor):
    """(kinds of checks, emergency accesses, incidents) that the database gives this actor for an unscoped question."""
    door.enter(actor)
    try:
        kinds = sorted(set(Review.objects.exclude(kind="report").values_list("kind", flat=True)))
        return kinds, Glass.objects.count(), Incident.objects.count()
    finally:
        door.leave()


def test_each_sees_what_is_hers(scene):
    assert {name: seen(actor) for name, actor in scene.items()} == {
        "leader": (["glass"], 1, 1),
        "other leader": ([], 0, 0),
        "officer": (["glass", "sealed"], 1, 1),
        "far officer": ([], 0, 0),
        "gids": (["glass"], 1, 1),
        "coach": ([], 0, 0),
        "stranger": ([], 0, 0),
    }


def test_nobody_writes_a_check_away_or_takes_an_hour_more(scene):
    hers = scene["gids"]
    door.enter(hers)
    try:
        assert Glass.objects.update(explanation="Iets heel anders dan eerst.") == 0
        assert Incident.objects.update(glass_again=True) == 0
        assert Incident.objects.all().delete()[0] == 0
        for attempt in (
            lambda: Review.objects.filter(kind="glass").update(decided_by=hers.user),
            lambda: Involvement.objects.create(
                dossier_id=Glass.objects.get().dossier_id, user=hers.user, participation=hers.cell, relation="review",
                ground="desk", valid_from="2026-01-01T00:00Z", valid_until="2099-01-01T00:00Z", created_by=hers.user,
            ),
        ):  # fmt: skip
            with pytest.raises(Exception) as refusal, transaction.atomic():
                attempt()
            assert isinstance(refusal.value, ProgrammingError) or "review_by_somebody_else" in str(refusal.value)
    finally:
        door.leave()
