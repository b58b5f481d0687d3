"""What a person reads when a page cannot be shown."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
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


def bad_request(request, exception=None):
    """An address or a request that no browser of ours sends, such as a wrong Host: known before there is a session."""
    # SECURITY: Django's own view asks for a csrf token, and that for a session, which is not there yet: a 500.
    return HttpResponse(render_to_string("400.html"), status=400)


def server_error(request):
    """Something broke: a page that needs nothing, neither session nor database."""
    return HttpResponse(render_to_string("500.html"), status=500)
