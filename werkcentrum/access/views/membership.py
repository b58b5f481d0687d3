"""Choosing the membership one works under."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from werkcentrum.access.middleware import SESSION_KEY
from werkcentrum.access.models import Membership
from werkcentrum.access.routes import tagged


@tagged("membership", "choose", open=False, needs_membership=False)
@require_http_methods(["GET", "POST"])
def choose_membership(request):
    """Show the memberships that hold today, and work under the chosen one from now on."""
    if request.method == "POST":
        chosen = request.POST.get("membership", "")
        rows = Membership.objects.on(timezone.localdate()).filter(user=request.user)
        row = get_object_or_404(rows, pk=chosen if chosen.isdecimal() else 0)
        request.session[SESSION_KEY] = row.pk
        return redirect("home")
    return render(request, "access/choose_membership.html", {"rows": request.memberships})
