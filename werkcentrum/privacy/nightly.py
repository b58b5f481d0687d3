"""What is erased at night: only what stands on a list that two people made."""

from werkcentrum import outbox
from werkcentrum.privacy.actions.destruction import carry_out
from werkcentrum.privacy.models import Destruction


@outbox.nightly("retention", title="Goedgekeurde lijsten wissen", order=80, alone=True)
def retention(*, by, on):
    """The same as `manage.py retention`."""
    lists = Destruction.objects.filter(state=Destruction.State.APPROVED).order_by("decided_at")
    gone = [carry_out(destruction=row, by=by) for row in lists]
    return f"{sum(gone)} mensen gewist van {len(gone)} lijsten." if gone else "Er was geen goedgekeurde lijst."
