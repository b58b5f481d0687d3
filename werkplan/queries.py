"""Which plans and parts of plans an actor may see."""

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
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
        """Plans with `agreement_rows`, `answer_rows`, `last_version` and `signal_rows` in the same row: one query.

        Rows are dicts, dates as text; signals are the open ones of the person, the nearest first.
        """
        signals = apps.get_model("werkplan", "Signal").objects.open().filter(client=OuterRef("client"))
        agreements = _parts(self.model, "agreements").order_by("pk")
        answers = _parts(self.model, "answers").order_by("-pk")
        versions = _parts(self.model, "versions").order_by("-number")
        return self.annotate(
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
