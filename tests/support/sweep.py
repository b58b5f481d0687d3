"""Every route of the product with an address that shows something, and everyone who may knock at it."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests.support.doors import Door
from werkcentrum.access.actions import grant_membership, ground_of
from werkcentrum.access.models import Dossier, Glass, Involvement, Review, User
from werkcentrum.access.roles import ROLES
from werkcentrum.access.routes import Tag, tag_of
from werkcentrum.permissions import FieldGroup

WEEK = datetime.timedelta(days=7)

# What a kwarg of a route stands for: by route, by object of the matrix, by start of the path, or by its own name.
# Each value is found in a `tests.support.dossiers.Full` (whole) and the world around it (rich).
VALUES = {
    ("overdrachten/", "public_id"): lambda whole, rich: rich.offered.handover.public_id,
    ("menukaart/", "public_id"): lambda whole, rich: rich.offer.public_id,
    ("balie/", "public_id"): lambda whole, rich: whole.light.public_id,
    ("services:offer_edit", "public_id"): lambda whole, rich: rich.draft.public_id,
    ("services:offer_propose", "public_id"): lambda whole, rich: rich.draft.public_id,
    ("services:offer_publish", "public_id"): lambda whole, rich: rich.proposed.public_id,
    ("services:offer_return", "public_id"): lambda whole, rich: rich.proposed.public_id,
    ("services:offer_pause", "public_id"): lambda whole, rich: rich.draft.public_id,
    ("services:offer_resume", "public_id"): lambda whole, rich: rich.draft.public_id,
    ("services:offer_confirm", "public_id"): lambda whole, rich: rich.draft.public_id,
    ("services:offer_withdraw", "public_id"): lambda whole, rich: rich.proposed.public_id,
    "kind": lambda whole, rich: "stap",
    ("werkplan:history", "pk"): lambda whole, rich: whole.step.pk,
    ("goal", "pk"): lambda whole, rich: whole.goal.pk,
    ("step", "pk"): lambda whole, rich: whole.step.pk,
    ("werkplan:inzet_add", "pk"): lambda whole, rich: whole.loose.pk,
    ("obstacle", "pk"): lambda whole, rich: whole.obstacle.pk,
    ("consent", "pk"): lambda whole, rich: whole.loose.pk,
    ("werkplan:signal", "pk"): lambda whole, rich: whole.signal.pk,
    ("staff:job_retry", "pk"): lambda whole, rich: rich.stuck.pk,
    ("inzet", "pk"): lambda whole, rich: whole.inzet.pk,
    ("agreement", "pk"): lambda whole, rich: whole.agreement.pk,
    ("werkplan:carryover", "pk"): lambda whole, rich: whole.carry_over.pk,
    ("werkplan:carryover_decide", "pk"): lambda whole, rich: whole.carry_over.pk,
    ("werkplan:income_not_through", "pk"): lambda whole, rich: whole.carry_over.pk,
    ("werkplan:letter", "pk"): lambda whole, rich: whole.carry_over.pk,
    ("werkplan:letter_pdf", "pk"): lambda whole, rich: whole.carry_over.pk,
    ("werkplan:my_letter", "pk"): lambda whole, rich: whole.carry_over.pk,
    ("werkplan:my_letter_pdf", "pk"): lambda whole, rich: whole.carry_over.pk,
    ("werkplan:income_correct", "pk"): lambda whole, rich: whole.period.pk,
    ("clients:situation_edit", "pk"): lambda whole, rich: whole.period.pk,
    "document": lambda whole, rich: whole.document.public_id,
    ("verzoeken/", "public_id"): lambda whole, rich: rich.main.asked.public_id,
    "appointment": lambda whole, rich: whole.appointment.public_id,
    "note": lambda whole, rich: whole.note.public_id,
    "asked": lambda whole, rich: whole.asked.public_id,
    ("bewaren/", "public_id"): lambda whole, rich: rich.destruction.public_id,
    ("privacy:lift", "pk"): lambda whole, rich: rich.hold.pk,
    ("toegang/", "public_id"): lambda whole, rich: rich.proposal.public_id,
    ("membership", "pk"): lambda whole, rich: rich.proposal.membership_id,
    "consent": lambda whole, rich: whole.consent.public_id,
    ("support", "pk"): lambda whole, rich: whole.support.pk,
    ("team", "pk"): lambda whole, rich: whole.team.pk,
    ("noodtoegang/", "public_id"): lambda whole, rich: glass_of(whole, rich).public_id,
    ("review", "public_id"): lambda whole, rich: review_of(whole, rich).public_id,
    ("incident", "public_id"): lambda whole, rich: rich.incident.public_id,
    ("seal", "dossier"): lambda whole, rich: whole.client.dossier.public_id,
    ("division", "user"): lambda whole, rich: whole.lead.user.pk,
    ("cover", "pk"): lambda whole, rich: rich.main.cover.pk,
    "line": lambda whole, rich: whole.line.pk,
    "step": lambda whole, rich: 1,
    ("werkplan:plan_move", "name"): lambda whole, rich: "evaluate",
    "public_id": lambda whole, rich: whole.client.public_id,
    "number": lambda whole, rich: whole.parts.get("number", 1),
    # Of allauth: codes and keys that open nothing.
    ("partner_key", "pk"): lambda whole, rich: rich.key.pk,
    "kenmerk": lambda whole, rich: whole.client.public_id,
    ("account", "uidb36"): lambda whole, rich: "1",
    ("account", "key"): lambda whole, rich: "aaa",
    ("account", "pk"): lambda whole, rich: 0,
}


def glass_of(whole, rich):
    """The emergency access to a dossier that was taken last; the rich world's own where there is none."""
    return Glass.objects.filter(dossier=whole.client.dossier).order_by("-pk").first() or rich.glass


def review_of(whole, rich):
    """The check of what was done with a dossier; the rich world's own where there is none."""
    return Review.objects.filter(dossier=whole.client.dossier).order_by("-pk").first() or rich.review


CHILDREN = {"pk", "line", "number", "consent", "document", "asked", "appointment", "note"}


@dataclass(frozen=True)
class Route:
    """A route: its name, the start of its path, its kwargs, view and tag."""

    name: str
    path: str
    kwargs: tuple[str, ...]
    view: Any = field(compare=False)
    tag: Tag = field(compare=False)

    def value(self, kwarg, whole, rich):
        """What stands for a kwarg; a sentence that says what to do when nobody told."""
        for key in ((self.name, kwarg), (self.tag.obj, kwarg), (f"{self.path.split('/')[0]}/", kwarg), kwarg):
            if key in VALUES:
                return VALUES[key](whole, rich)
        raise LookupError(f"route {self.name} has a kwarg {kwarg!r}: add it to VALUES in tests/support/sweep.py")

    def address(self, whole, rich, child=None):
        """The path with the objects of `whole`; the kwargs of `child` come from another dossier."""
        values = {k: self.value(k, child if child and k in CHILDREN else whole, rich) for k in self.kwargs}
        return reverse(self.name, kwargs=values)

    @property
    def foreign(self):
        """Whether it belongs to allauth."""
        return self.view.__module__.startswith("allauth")


def routes(patterns=None, names="", path="", above=()) -> list[Route]:
    """Every route of the resolver, also those of allauth."""
    found = []
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        here, kwargs = path + str(entry.pattern), (*above, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            name = f"{names}{entry.namespace + ':' if entry.namespace else ''}"
            found += routes(entry.url_patterns, name, here, kwargs)
        elif isinstance(entry, URLPattern):
            found.append(Route(f"{names}{entry.name}", here, kwargs, entry.callback, tag_of(entry.callback)))
    return found


@dataclass
class Caller:
    """Somebody who knocks: the door with the session, the role (None: nobody), and a cell to hold relations in."""

    label: str
    door: Door
    role: str | None = None
    actor: Any = None

    @property
    def permissions(self):
        """What the role allows."""
        return ROLES[self.role].permissions if self.role else frozenset()


def callers(world) -> dict[str, Caller]:
    """One caller per role, and those who are nobody (in five ways)."""
    found = {}
    for role in ROLES:
        actor = world.actor(role, name=f"Caller {role}")
        found[role] = Caller(role, Door(actor.user, actor.membership), role, actor)
    return found | nobodies(world)


def nobodies(world):
    """Anonymous, without a membership, with an ended one, with two and none chosen, and a disabled account."""
    today = timezone.localdate()

    def user(name, **fields):
        return User.objects.create_user(f"{name}@nobody.example", name, "wachtwoord-voor-test", **fields)

    cell = world.cell("uwv")
    bare, ended, both, off = (user(name) for name in ("bare", "ended", "both", "off"))
    past = {"valid_from": today - 2 * WEEK, "valid_until": today - WEEK}
    grant_membership(user=ended, participation=cell, role="coach", by=None, **past)
    for role in ("coach", "teamleider"):
        grant_membership(user=both, participation=cell, role=role, by=None)
    grant_membership(user=off, participation=cell, role="coach", by=None)
    doors = {"bare": Door(bare), "ended": Door(ended), "both": Door(both), "off": Door(off), "anonymous": Door()}
    User.objects.filter(pk=off.pk).update(is_active=False)
    return {name: Caller(name, door) for name, door in doors.items()}


def relate(actor, relation, whole, groups=tuple(FieldGroup)):
    """Give `actor` a relation to a dossier, or one that no longer (not yet, not in this cell) holds."""
    now, dossier = timezone.now(), whole.client.dossier
    if relation in {"kin", "sealed"}:
        # The lead all the same, but it is her own family, or the dossier is sealed and she is not named.
        relate(actor, "lead", whole)
        if relation == "sealed":
            Dossier.objects.filter(pk=dossier.pk).update(sealed=True)
            return
    if relation == "lead":
        # The one lead moves: the database refuses a second.
        rows = Involvement.objects.filter(dossier=dossier, relation="lead", valid_until=None)
        rows.update(user=actor.user, participation=actor.cell, ground=ground_of(actor.cell))
        return
    start, until, cell = now - 2 * WEEK, now + WEEK, actor.cell
    kind = relation
    if relation == "ended":
        kind, until = "team", now - WEEK
    elif relation == "future":
        kind, start = "team", now + WEEK / 7
    elif relation == "other cell":
        kind, cell = "team", whole.client.region.participations.exclude(pk=actor.cell.pk).first()
    elif relation == "self":
        cell = None
    row = Involvement.objects.create(
        dossier=dossier, user=actor.user, participation=cell, relation=kind, valid_from=start, valid_until=until,
        ground="self" if cell is None else ground_of(cell), created_by=actor.user,
        field_groups=[str(group) for group in groups] if kind == "support" else [],
    )  # fmt: skip
    if kind == "glass":
        Glass.objects.create(
            involvement=row, dossier=dossier, user=actor.user, participation=cell, reason="balie",
            explanation="De klant staat aan de balie.", taken_at=start,
        )  # fmt: skip
