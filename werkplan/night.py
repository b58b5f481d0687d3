"""What the night does for plans: planned changes begin, offers that wait too long reach a coordinator, then expire."""

from werkcentrum.outbox import nightly
from werkplan.actions import handover_clock as clock
from werkplan.actions.planned import begin_due_changes


@nightly("expire_handovers", title="Overdrachten zonder antwoord laten vervallen", order=20, alone=True)
def expire_handovers(*, by, on):
    """Close what nobody answered in time; the giver reads what to do next."""
    return f"{clock.expire_handovers(on=on, by=by)} overdrachten vervallen."


@nightly("escalate_handovers", title="Late overdrachten aan de regiocoördinator laten zien", order=22, alone=True)
def escalate_handovers(*, by, on):
    """Put what is late in front of the coordinators."""
    return f"{clock.escalate_handovers(on=on, by=by)} overdrachten bij de regiocoördinator."


@nightly("begin_changes", title="Aangekondigde veranderingen laten ingaan", order=30, alone=True)
def begin_changes(*, by, on):
    """What ends on the day of a change ends; what begins then begins."""
    return f"{begin_due_changes(on=on, by=by)} veranderingen ingegaan."
