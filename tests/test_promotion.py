"""Nobody widens her own rights: an administrator proposes, another person of that partner decides (B9)."""

import datetime
import re

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests.support.doors import Door
from tests.support.dossiers import rich
from tests.support.results import result
from tests.support.sweep import callers, routes
from werkcentrum.access import actions, door
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Membership, MembershipProposal, User
from werkcentrum.audit.models import Event
from werkcentrum.refusal import Conflict, Refused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = datetime.timedelta(days=1)


@pytest.fixture
def scene(world):
    return world, world.actor("beheerder"), world.team_leader(), world.coach(name="Pieter")


def propose(world, admin, partner="uwv", **fields):
    values = {"role": "coach", "email": "nieuw@test.example", "name": "Nieuw", "reason": "Nieuwe collega."}
    return actions.propose_start(participation=world.cell(partner), by=admin, **(values | fields))


def test_an_administrator_proposes_and_the_team_leader_approves(scene, django_capture_on_commit_callbacks):
    world, admin, leader, _ = scene
    desk = world.browser(admin)
    typed = {
        "email": "nieuw@test.example", "name": "Nynke Nieuw", "participation": world.cell("uwv").pk, "role": "coach",
        "valid_from": f"{TODAY():%d-%m-%Y}", "reason": "Vervangt een collega.",
    }  # fmt: skip
    told = desk.post(reverse("staff:propose"), typed, follow=True).content.decode()
    assert "De teamleider van die partner beslist" in told
    row = MembershipProposal.objects.get()
    page, decision = reverse("staff:proposal", args=[row.public_id]), reverse("staff:decide", args=[row.public_id])
    assert "Goedkeuren" not in desk.get(page).content.decode()
    assert desk.post(decision).status_code == 403
    assert not User.objects.filter(email="nieuw@test.example").exists()
    other = world.browser(world.team_leader("gemeente-leeuwarden"))
    assert other.get(page).status_code == other.post(decision).status_code == 404
    chief = world.browser(leader)
    assert "Nynke Nieuw" in chief.get(reverse("staff:people")).content.decode()
    assert "Goedkeuren" in chief.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        chief.post(decision)
    user = User.objects.get(email="nieuw@test.example")
    membership = user.memberships.get()
    assert (membership.role, membership.approved_by) == ("coach", leader.user)
    assert of_user(user).may("client_read") and not user.has_usable_password()
    letter = mail.outbox[-1]
    assert letter.to == [user.email] and "Nynke" not in letter.body + letter.subject
    link = re.search(r"/account/\S+", letter.body)[0]
    assert "Goedgekeurd" in desk.get(page).content.decode()
    assert link not in desk.get(page).content.decode(), "the link is for the owner of the mailbox"
    assert Door().knock("GET", link).status in (200, 302)
    assert {"access.propose", "access.approve_proposal", "access.grant_membership"} <= set(
        Event.objects.values_list("action", flat=True)
    )


def test_a_change_and_an_end_wait_for_the_same(scene):
    world, admin, leader, coach = scene
    held = coach.membership
    row = actions.propose_change(membership=held, role="teamleider", since=TODAY() + DAY, reason="Promotie.", by=admin)
    assert of_user(coach.user).role == "coach"
    actions.approve_proposal(proposal=row, by=leader)
    assert sorted(coach.user.memberships.values_list("role", flat=True)) == ["coach", "teamleider"]
    assert coach.user.memberships.get(role="coach").valid_until == TODAY()
    second = world.coach(name="Weg").membership
    end = actions.propose_end(membership=second, until=TODAY() - DAY, reason="Uit dienst.", by=admin)
    with pytest.raises(Conflict, match="wacht al"):
        actions.propose_end(membership=second, until=TODAY(), reason="Uit dienst.", by=admin)
    actions.approve_proposal(proposal=end, by=leader)
    assert not Membership.objects.on(TODAY()).filter(pk=second.pk).exists()


def test_without_a_team_leader_the_privacy_officer_decides(scene):
    world, admin, _, _ = scene
    officer = world.actor("privacyofficer")
    with pytest.raises(Conflict, match="teamleider van deze partner"):
        actions.approve_proposal(proposal=propose(world, admin), by=officer)
    row = propose(world, admin, "gemeente-smallingerland", email="s@test.example")
    actions.approve_proposal(proposal=row, by=officer)
    assert User.objects.get(email="s@test.example").memberships.count() == 1


def test_nobody_on_her_own_account_and_never_who_proposed(scene):
    world, admin, leader, coach = scene
    with pytest.raises(Refused, match="eigen account"):
        propose(world, admin, email=admin.user.email, role="coach")
    both = world.actor("beheerder", name="Both")
    actions.grant_membership(user=both.user, participation=world.cell("uwv"), role="teamleider", by=None)
    as_leader = of_user(both.user, both.user.memberships.get(role="teamleider"))
    as_leader.membership.participation = world.cell("uwv")
    row = propose(world, both, email="x@test.example")
    with pytest.raises(Conflict, match="zelf voor"):
        actions.approve_proposal(proposal=row, by=as_leader)
    about = propose(world, admin, email=leader.user.email, role="coach")
    with pytest.raises(Conflict, match="eigen account"):
        actions.approve_proposal(proposal=about, by=leader)
    rows = MembershipProposal.objects
    for pk, decider in ((row.pk, both.user), (about.pk, leader.user)):
        with pytest.raises(IntegrityError, match="proposal_"), transaction.atomic():
            rows.filter(pk=pk).update(state="goedgekeurd", decided_by=decider, decided_at=timezone.now())
    assert coach.user.memberships.count() == 1


def test_the_web_role_writes_no_membership_without_an_approved_proposal(scene):
    world, admin, leader, coach = scene
    row = propose(world, admin, email=coach.user.email, role="teamleider")
    values = {"participation": world.cell("uwv"), "role": "teamleider", "valid_from": TODAY()}
    for actor, about in ((coach, coach.user), (admin, admin.user), (leader, leader.user), (leader, coach.user)):
        with pytest.raises(DatabaseError, match=r"another person approved|duplicate|exclusion"), transaction.atomic():
            door.enter(actor)
            Membership.objects.create(user=about, **(values | ({"role": "gids"} if about == leader.user else {})))
    with pytest.raises(DatabaseError), transaction.atomic():
        door.enter(admin)
        MembershipProposal.objects.filter(pk=row.pk).update(
            state="goedgekeurd", decided_by=leader.user, decided_at=timezone.now()
        )
    with transaction.atomic():
        door.enter(leader)
        actions.approve_proposal(proposal=row, by=leader)
        door.leave()
    assert coach.user.memberships.filter(role="teamleider").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] != "werkcentrum_app"


def rights_of(user):
    """Everything that decides what an account may do."""
    user = User.objects.get(pk=user.pk)
    memberships = user.memberships.order_by("pk").values_list(
        "pk", "participation", "role", "valid_from", "valid_until"
    )
    return user.is_active, user.is_superuser, list(memberships), sorted(user.groups.values_list("pk", flat=True))


def test_every_role_posts_every_field_of_rights_at_every_form():
    """Mass assignment: 0 changes of one's own rights, and no flag of anybody's."""
    with transaction.atomic():
        made = rich()
        knockers = callers(made.world)
        flags = set(User.objects.values_list("pk", "is_superuser"))
        wrong, requests = [], 0
        for role, caller in knockers.items():
            if caller.actor is None:
                continue
            user, before = caller.actor.user, rights_of(caller.actor.user)
            greedy = {
                "is_staff": "1", "is_superuser": "1", "is_active": "1", "groups": "1", "user_permissions": "1",
                "user": user.pk, "email": user.email, "role": "teamleider", "membership": "1",
                "participation": caller.actor.cell.pk, "valid_until": "", "approved_by": user.pk, "deed": "change",
                "decided_by": user.pk, "state": "goedgekeurd", "proposed_by": "1", "reason": "Omdat ik het wil.",
                "valid_from": f"{TODAY():%d-%m-%Y}", "since": f"{TODAY():%d-%m-%Y}", "name": "Ik",
            }  # fmt: skip
            for route in (route for route in routes() if not route.foreign and "POST" in route.tag.methods):
                sid = transaction.savepoint()
                caller.door.knock("POST", route.address(made.main, made), greedy, keep=True)
                requests += 1
                if rights_of(user) != before or set(User.objects.values_list("pk", "is_superuser")) - flags:
                    wrong.append(f"{role} at {route.name}")
                transaction.savepoint_rollback(sid)
        transaction.set_rollback(True)
    result("B9", requests=requests, widened=len(wrong))
    assert wrong == []
