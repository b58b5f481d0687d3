"""Which plans and parts of plans an actor may see."""

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject

from werkcentrum.access import policy
from werkcentrum.access.anchored import ScopedQuerySet, scope

AGREEMENT = {
    "pk": "pk",
    "kind": "kind",
    "text": "text",
    "article": "article",
    "consequence": "consequence",
    "valid_from": "valid_from",
    "valid_until": "valid_until",
    "end_reason": "end_reason",
    "due_on": "due_on",
    "kept_on": "kept_on",
    "owner": "owner__partner__name",
}
ANSWER = {
    name: name
    for name in (
        "pk", "step", "said", "way", "words", "step_version", "step_text", "said_on", "reply", "outcome", "replied_at"
    )
}  # fmt: skip
SIGNAL = {"pk": "pk", "kind": "kind", "on": "on", "reason": "aside_reason"}
CARD = {
    name: name
    for name in (
        "kind", "title", "status", "starts_on", "ends_on", "next_on", "contact", "changed_at", "withdrawn_at"
    )
} | {"owner": "owner__partner__name", "cell": "owner"}  # fmt: skip
ABOVE = {
    name: name for name in ("pk", "kind", "status", "next_on", "owner_name")
} | {"owner": "owner__partner__name", "cell": "owner"}  # fmt: skip
VERSION = {"number": "number", "answer": "answer", "answered_on": "answered_on", "content": "content"}


def _parts(model, name):
    """Rows that belong to the plan of the outer query, by the name a plan has for them."""
    return getattr(model, name).rel.related_model.objects.filter(plan=OuterRef("pk"))


class WerkplanQuerySet(ScopedQuerySet):
    """Plans."""

    @scope
    def visible_to(self, actor):
        """Plans of people whose dossier `actor` may open. This queryset *is* the rule."""
        return self.filter(client__in=policy.dossiers_open_to(actor))

    def whole(self):
        """Plans with their rows in the same row: one query.

        `agreement_rows`, `answer_rows`, `last_version`, `signal_rows` (the open ones of the person, the nearest first),
        `card_rows` and `above_rows` (what others do for her). Rows are dicts, dates as text.
        """
        signals = apps.get_model("werkplan", "Signal").objects.open().filter(client=OuterRef("client"))
        agreements = _parts(self.model, "agreements").order_by("pk")
        answers = _parts(self.model, "answers").order_by("-pk")
        versions = _parts(self.model, "versions").order_by("-number")
        cards, above = (
            apps.get_model("werkplan", name).objects.filter(client=OuterRef("client"))
            for name in ("ActivityCard", "OverarchingPlan")
        )
        return self.annotate(
            card_rows=ArraySubquery(cards.in_order().values(row=JSONObject(**CARD))),
            above_rows=ArraySubquery(above.open().values(row=JSONObject(**ABOVE))),
            agreement_rows=ArraySubquery(agreements.values(row=JSONObject(**AGREEMENT))),
            answer_rows=ArraySubquery(answers.values(row=JSONObject(**ANSWER))),
            signal_rows=ArraySubquery(signals.order_by("on", "pk").values(row=JSONObject(**SIGNAL))),
            last_version=Subquery(versions.values(row=JSONObject(**VERSION))[:1]),
        )


class PartQuerySet(ScopedQuerySet):
    """Goals, steps, agreements, inzet, versions and reports: always reached through a visible plan."""

    @scope
    def visible_to(self, actor):
        """Parts of plans that `actor` may open."""
        return self.filter(plan__client__in=policy.dossiers_open_to(actor))


class SignalQuerySet(ScopedQuerySet):
    """What is coming for people."""

    @scope
    def visible_to(self, actor):
        """Signals of people whose dossier `actor` may open."""
        return self.filter(client__in=policy.dossiers_open_to(actor))

    def open(self):
        """Those of which the reason stands."""
        return self.filter(closed_at=None)

    def waiting(self):
        """Those that nobody put aside either."""
        return self.open().filter(aside_at=None)


class ElsewhereQuerySet(ScopedQuerySet):
    """What others do for people."""

    @scope
    def visible_to(self, actor):
        """Of people whose dossier `actor` may open."""
        return self.filter(client__in=policy.dossiers_open_to(actor))

    @scope
    def brought_by(self, system):
        """Cards that the partner of this system brought itself; the second door asks whose key it is."""
        return self.filter(owner=system.cell)

    def in_order(self):
        """Cards: what comes first, first."""
        return self.order_by(F("next_on").asc(nulls_last=True), "pk")

    def open(self):
        """Overarching plans that still are."""
        return self.filter(ended_at=None)
