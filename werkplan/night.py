"""What the night does for plans: offers that wait too long reach a coordinator, and then expire."""

from werkcentrum.outbox import nightly
from werkplan.actions import handover_clock as clock


@nightly("expire_handovers", title="Overdrachten zonder antwoord laten vervallen", order=20, alone=True)
def expire_handovers(*, by, on):
    """Close what nobody answered in time; the giver reads what to do next."""
    return f"{clock.expire_handovers(on=on, by=by)} overdrachten vervallen."


@nightly("escalate_handovers", title="Late overdrachten aan de regiocoördinator laten zien", order=22, alone=True)
def escalate_handovers(*, by, on):
    """Put what is late in front of the coordinators."""
    return f"{clock.escalate_handovers(on=on, by=by)} overdrachten bij de regiocoördinator."
