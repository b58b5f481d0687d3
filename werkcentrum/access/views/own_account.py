"""One's own sessions, and the forms that waited until one had shown who one is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from werkcentrum.access.kept import FIELD, RESUME, forget, kept_for
from werkcentrum.access.models import Session
from werkcentrum.access.routes import tagged
from werkcentrum.access.sessions import row_key


@tagged("kept_form", "open", needs_membership=False)
@require_http_methods(["GET", "POST"])
def resume(request):
    """What could not be handled: send it on after all, or throw it away."""
    if request.method == "POST":
        forget(request.user, request.POST.get("away", ""))
        messages.success(request, "Weggegooid.")
    found = kept_for(request.user)
    if not found:
        return redirect("home")
    now = request.session.pop(RESUME, "")
    return render(request, "access/resume.html", {"kept": found, "field": FIELD, "now": now})


@tagged("session", "open", needs_membership=False)
@require_http_methods(["GET", "POST"])
def sessions(request):
    """Where one is logged in; a session elsewhere can be ended here."""
    own = Session.objects.filter(user=request.user, expire_date__gt=timezone.now())
    here = row_key(request.session.session_key)
    if request.method == "POST":
        own.filter(pk=request.POST.get("session", "")[:40]).exclude(pk=here).delete()
        messages.success(request, "Die sessie is beëindigd.")
        return redirect("access:sessions")
    rows = [{"row": row, "here": row.pk == here} for row in own.order_by("-began")]
    return render(request, "access/sessions.html", {"rows": rows})


@tagged("session", "keep", needs_membership=False)
@require_POST
def stay(request):
    """Go on working: the time without a request starts anew, as with any page."""
    return HttpResponse() if request.headers.get("HX-Request") else redirect("home")
