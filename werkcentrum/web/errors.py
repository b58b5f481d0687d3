"""What a person reads when a page cannot be shown."""

from django.shortcuts import render
from django.urls import reverse

from werkcentrum.access.kept import from_own_page, keep, login_and_back, send_to


def csrf_failure(request, reason=""):
    """The form was too old: kept, and offered again. Or it came from elsewhere: then nothing is done with it."""
    if not request.user.is_authenticated:
        # The session ended while she typed: log in, and go on with what was typed.
        if request.path.startswith("/account/") or not from_own_page(request):
            return render(request, "403_csrf.html", status=403)
        return login_and_back(request)
    if from_own_page(request) and keep(request, request.user.pk):
        return send_to(request, reverse("access:resume"))
    return render(request, "403_csrf.html", status=403)
