"""What happens to documents and checks every night."""

from datetime import timedelta

from clients.actions.documents import check_document
from clients.actions.patterns import sample_week
from clients.models import Document
from werkcentrum import outbox
from werkcentrum.uploads import scanner

MONDAY = 1


@outbox.nightly("check_documents", title="Wachtende documenten laten scannen", order=15, alone=True)
def check_documents(*, by, on):
    """The same as `manage.py check_documents`; a scanner that does not answer is tried again later."""
    if not scanner.is_there():
        return "Er is geen scanner ingesteld."
    waiting = list(Document.objects.waiting().order_by("pk"))
    good = sum(check_document(document=row, by=by) for row in waiting)
    return f"{len(waiting)} wachtten, {good} zijn nu te openen."


@outbox.nightly("sample_reviews", title="Opvallend gebruik voorleggen (maandag)", order=85)
def sample_reviews(*, by, on):
    """The same as `manage.py sample_reviews`, in the night after Sunday."""
    if on.isoweekday() != MONDAY:
        return "Alleen op maandag."
    number = sample_week(until=on - timedelta(days=1), by=by)
    return f"{number} medewerkers staan in de lijst van de teamleiders."
