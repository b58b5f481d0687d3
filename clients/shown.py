"""What pages are handed of a person, per group of fields (see `werkcentrum.access.shown`)."""

from clients.models import Intake
from werkcentrum.access.shown import register, show
from werkcentrum.permissions import FieldGroup as G

__all__ = ["EVERYBODY", "intake", "person", "show"]

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

EVERYBODY = (G.EXISTS,)
"""Groups of who may see that something is there: what pages of the work itself show."""


def person(opened):
    """The person of an opened dossier, as far as the actor's groups go."""
    return show("client", opened.client, opened.stance.groups)


def intake(opened):
    """The intake of an opened dossier, or None."""
    return show("intake", Intake.objects.filter(client=opened.client).first(), opened.stance.groups)
