"""Many confirm the same change of income at once: it happens once, and the others read why not (B12)."""

import pytest

from clients.models import Handover, IncomePeriod
from tests.factories.fatima import NEW_YEAR, golden
from tests.support.clock import story_day
from tests.support.racing import one_won, race
from werkcentrum.access import door
from werkcentrum.access.actor import of_user
from werkplan.actions.income import change_income
from werkplan.actions.planned import begin_due_changes, call_off
from werkplan.models import Agreement, CarryOver
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


def test_a_planned_change_begins_or_is_called_off_and_never_half_of_both(committed_world):
    story = golden(committed_world, until=None)
    digest = preview_of(client=story.client, code="ZW_VANGNET", on=NEW_YEAR, by=story.coach).digest
    report = change_income(
        client=story.client, code="ZW_VANGNET", on=NEW_YEAR, source="klant", digest=digest, by=story.coach
    )

    def settle(turn):
        if turn % 2:
            return call_off(report=report, reason="Het gaat niet door.", by=of_user(story.coach.user))
        with door.as_system("night") as by:
            return begin_due_changes(on=NEW_YEAR, by=by)

    race(4, settle)
    report.refresh_from_db()
    duty = Agreement.objects.get(plan=story.plan, kind=Agreement.Kind.DUTY)
    gone = report.state == CarryOver.State.CANCELLED
    assert report.state != CarryOver.State.PLANNED
    assert IncomePeriod.objects.filter(client=story.client, code="ZW_VANGNET").exists() is not gone
    assert (duty.valid_until is None) is gone
