"""What the demonstration shows of others: a card that the system of a partner brought, and a plan for debts."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from clients.actions import consents
from werkcentrum.access.actions import make_key
from werkcentrum.access.systems import Machine
from werkcentrum.permissions import FieldGroup
from werkplan.actions.above import link_plan
from werkplan.actions.cards import bring, give_code
from werkplan.demo.cast import actor, cell
from werkplan.demo.clock import days_ago
from werkplan.demo.friesland import SANNE
from werkplan.demo.watched import client_of
from werkplan.models import ActivityCard, Progress

REFERENCE = UUID("6f9d3a52-6c52-4a0e-9f0b-0c1d5e7a9b11")
PARTNER = "sociale-partners"


def load_elsewhere():
    """Once: a second start of the demonstration leaves what is there alone."""
    if not ActivityCard.objects.exists():
        with transaction.atomic():
            _sanne()


def _sanne():
    """Sanne practises interviews with the social partners, and has help with her debts."""
    client, marijke, partner, today = client_of(SANNE), actor("Marijke"), cell(PARTNER), timezone.localdate()
    with days_ago(30):
        year = {"valid_from": timezone.localdate(), "valid_until": today + timedelta(days=300)}
        consents.give(
            client=client, purpose="loopbaan", groups=[FieldGroup.PLAN], way="besproken", receiver=partner,
            by=marijke, **year,
        )  # fmt: skip
        give_code(client=client, participation=partner, by=marijke)
        link_plan(
            client=client, status=Progress.RUNS, next_on=today + timedelta(days=16), owner_name="Kredietbank Verzonnen",
            by=marijke,
        )  # fmt: skip
    with days_ago(6):
        _card(client, partner, today)


def _card(client, partner, today: date):
    key, _token = make_key(
        participation=partner, name="Cursusadministratie", valid_until=today + timedelta(days=200), by=actor("Bram")
    )
    facts = {
        "kind": ActivityCard.Kind.TRAINING, "title": "Training sollicitatiegesprek", "status": Progress.RUNS,
        "starts_on": today - timedelta(days=6), "ends_on": today + timedelta(days=36),
        "next_on": today + timedelta(days=8), "contact": "Trainingsbureau, 000-0000000",
    }  # fmt: skip
    bring(
        client_id=client.pk, reference=REFERENCE, number=1, changed_at=timezone.now(),
        by=Machine(key.user, None, key=key), **facts,
    )  # fmt: skip
