"""What pages are handed of a person, per group of fields (see `werkcentrum.access.shown`)."""

from clients.intake.fields import group_of
from clients.models import Intake
from werkcentrum.access.shown import Shown, register, show
from werkcentrum.permissions import FieldGroup as G

__all__ = ["ANSWERING", "EVERYBODY", "disputed", "intake", "person", "requested", "show"]

register("client", {G.EXISTS: "public_id", G.NAME: "call_name name"})
register("intake", {G.EXISTS: "pk state"})
register("income", {G.INCOME: "pk code label words valid_from valid_until leading"})
register("handover", {G.EXISTS: "public_id offered_at due_on"})
register("contact", {G.EXISTS: "public_id done_at call_name question"})  # of the desk where it was recorded
register("dossier", {G.EXISTS: "sealed"})
register("look_report", {G.EXISTS: "day words"})
register(
    "involved",
    {G.EXISTS: "pk relation get_relation_display valid_until user.name participation.partner.name cover_for.name"},
)

register(
    "request",
    {
        G.EXISTS: "public_id kind get_kind_display get_way_display state get_state_display asked_on last_day "
        "extended_to extension_reason subject text answer decided_at",
        G.NAME: "name",
        G.NOTES: "lead_note",
    },
)
register("dispute", {G.EXISTS: "subject statement since"})
# What stood there belongs to the group of the fact that the request is about.
for fact in G:
    register("request_fact", {fact: "before"})
    register("dispute_fact", {fact: "value"})

ANSWERING = frozenset(G) - {G.BSN, G.SEALED_ADDRESS}
"""Groups of who answers a request: all of the request, and nothing of the dossier."""
EVERYBODY = (G.EXISTS,)
"""Groups of who may see that something is there: what pages of the work itself show."""


def person(opened):
    """The person of an opened dossier, as far as the actor's groups go."""
    return show("client", opened.client, opened.stance.groups)


def intake(opened):
    """The intake of an opened dossier, or None."""
    return show("intake", Intake.objects.filter(client=opened.client).first(), opened.stance.groups)


def requested(row, groups):
    """A request about one's own data; what stood there only for who holds the group of that fact."""
    return _about("request", row, groups)


def disputed(row, groups):
    """What the client disputes, with her own words; what stands there only for who holds the group of that fact."""
    return _about("dispute", row, groups)


def _about(obj, row, groups):
    fact = show(f"{obj}_fact", row, {group_of(row.subject)} & set(groups))
    return Shown({**vars(show(obj, row, groups)), **vars(fact)})
