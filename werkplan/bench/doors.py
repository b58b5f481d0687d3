"""What the second door costs: a list among 200,000 dossiers through both doors, beside the first alone."""

from unittest import mock

from django.test import Client as Browser
from django.urls import reverse

from werkcentrum.access import door
from werkcentrum.access.middleware import SESSION_KEY
from werkcentrum.access.models import Dossier, Membership
from werkplan.bench import seed
from werkplan.bench.harness import Scenario

DOSSIERS = 200_000
USUAL = 290
"""Dossiers of a coach with a full caseload."""


def scenarios(*, coach, usual: Membership, rest: Membership):
    """The caseload of somebody with a usual number of dossiers, and that of the one with twelve thousand."""
    seed.seed(number=USUAL, coach=usual, rest=rest, bare=True)
    missing = DOSSIERS - Dossier.objects.count()
    if missing > 0:
        seed.seed(number=missing, coach=rest, rest=rest, bare=True)
    for membership, size in ((usual, USUAL), (coach, seed.WATCHED)):
        yield _caseload(membership, f"second door, list of a caseload of {size} among {DOSSIERS}")


def _caseload(membership, name):
    browser = Browser()
    browser.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    session[SESSION_KEY] = membership.pk
    session.save()

    def both(at):
        answer = browser.get(reverse("clients:list"))
        assert answer.status_code == 200 and b"klanten" in answer.content
        return answer

    def first_alone(at):
        with mock.patch.object(door, "enter", lambda actor: None):
            return both(at)

    return Scenario(name, both, first_alone, 2)
