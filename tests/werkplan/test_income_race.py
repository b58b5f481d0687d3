"""Many confirm the same change of income at once: it happens once, and the others read why not (B12)."""

import pytest

from clients.models import Handover, IncomePeriod
from tests.factories.fatima import NEW_YEAR, golden
from tests.support.clock import story_day
from tests.support.racing import one_won, race
from werkcentrum.access.actor import of_user
from werkplan.actions.income import change_income
from werkplan.models import CarryOver
from werkplan.transition import preview_of

__all__ = ["story_day"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("story_day")]


def test_one_change_happens_once(committed_world):
    story = golden(committed_world)
    digest = preview_of(client=story.client, code="BIJSTAND", on=NEW_YEAR, by=story.coach).digest

    def confirm(_turn):
        by = of_user(story.coach.user)
        return change_income(client=story.client, code="BIJSTAND", on=NEW_YEAR, source="klant", digest=digest, by=by)

    assert one_won(race(4, confirm)) == ""
    assert CarryOver.objects.filter(client=story.client).count() == 1
    assert Handover.objects.filter(client=story.client).count() <= 1
    assert IncomePeriod.objects.filter(client=story.client, code="BIJSTAND").count() == 1
