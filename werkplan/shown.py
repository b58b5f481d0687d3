"""What pages are handed of a plan, per group of fields (see `werkcentrum.access.shown`)."""

from clients import shown as _people  # noqa: F401  names what is shown of a person
from werkcentrum.access.shown import register, show
from werkcentrum.permissions import FieldGroup as G

__all__ = ["show"]

register("plan", {G.PLAN: "pk state get_state_display evaluate_on own_view"})
register("goal", {G.PLAN: "pk text dropped_reason reached_on"})
register("obstacle", {G.BARRIERS: "pk kind get_kind_display words helps solved_on"})
register("step", {G.PLAN: "pk title due_on proof state"})
register("inzet", {G.PLAN: "pk step_id state decide_by reason"})
register("agreement", {G.PLAN: "pk kind get_kind_display text article due_on kept_on valid_until"})
register("review", {G.PLAN: "kind get_kind_display was becomes client_words outcome reason article recorded_at"})
register(
    "version",
    {
        G.PLAN: "pk number answer get_answer_display answered_on own_words digest recorded_by.name created_at seen_by "
        "has_document __str__"
    },
)
register("report", {G.PLAN: "pk on plan_id recorded_by.name recorded_at state reason correction settled_at"})
register(
    "offered",
    {G.EXISTS: "public_id due_on to_participation.partner.name from_participation.partner.name"},
)
# Without a person: a clock, two partners and a municipality.
register(
    "late",
    {G.EXISTS: ("number municipality giver receiver turn row.public_id row.due_on row.expires_on row.escalated_at")},
)
# A card says enough to choose by and too little to know somebody by; its titles are empty for who only assigns.
register(
    "card",
    {
        G.EXISTS: (
            "heading number municipality situation giver receiver clock talk late titles form row.pk row.public_id "
            "row.state row.get_state_display row.due_on row.refusal row.decided_at row.reason row.article "
            "row.assigned_to.name row.client.public_id was_mine turn escalated row.expires_on refused_because "
            "reminders other.to_participation.partner.name other.reason"
        )
    },
)
