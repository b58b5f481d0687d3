"""What happens to the log and to checks every night. `seal_log --every 60` may run beside it: one seals at a time."""

from werkcentrum import outbox
from werkcentrum.access.review.late import escalate_reviews
from werkcentrum.audit.partitions import make_ahead
from werkcentrum.audit.seal import anchor
from werkcentrum.audit.seal.sealer import seal


@outbox.nightly("log_months", title="Maanden van het logboek klaarzetten", order=10)
def months(*, by, on):
    """So that no line of the log ever lacks a place."""
    made = make_ahead(today=on)
    return f"{len(made)} gemaakt." if made else "Alle maanden waren er al."


# Alone: a line in the anchor file must not stand there before its batch is committed.
@outbox.nightly("seal_log", title="Logboek verzegelen", order=90, alone=True)
def seal_log(*, by, on):
    """The same as `manage.py seal_log`."""
    batches = seal(file=anchor.path())
    return f"{sum(batch.count for batch in batches)} regels in {len(batches)} batches."


@outbox.nightly("escalate_reviews", title="Te late toetsen aan de privacy officer melden", order=25)
def late_reviews(*, by, on):
    """The same as `manage.py escalate_reviews`."""
    return f"{escalate_reviews(today=on, by=by)} toetsen gemeld."
