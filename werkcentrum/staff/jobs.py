"""The page about work for later: does it run, and what got stuck. It names no people."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.outbox import actions
from werkcentrum.outbox.health import health
from werkcentrum.outbox.models import Message
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused


@tagged("job", "list", needs=P.JOBS_WATCH)
@require_safe
def show(request):
    """Whether workers live, what waits, how the night went, and what a person has to look at."""
    return render(request, "staff/jobs.html", {"health": health()})


@tagged("job", "retry", needs=P.JOBS_WATCH)
@require_POST
@once
def retry(request, pk):
    """Try a stuck task again."""
    message = get_object_or_404(Message, pk=pk)
    try:
        actions.retry(message=message, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, "De taak wordt nu opnieuw geprobeerd. Vernieuw de pagina om te zien of het lukt.")
    return redirect("staff:jobs")
