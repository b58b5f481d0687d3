"""Headers of every page that is not a static file, how long a session lasts, and the page of a refusal."""

import time

from django.conf import settings
from django.shortcuts import render

from werkcentrum.refusal import Refused

A_MINUTE = 60


class PrivateResponses:
    """Nothing of a person stays behind in a cache, and no feature of the browser is used."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
            response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class KeepSession:
    """Keeps a session alive while somebody works: its end moves along, at most a minute behind the last request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "_auth_user_id" in request.session:
            now = int(time.time())
            if now - request.session.get("seen", 0) >= A_MINUTE:
                request.session["seen"] = now
        return self.get_response(request)


class SaysNo:
    """A refusal that no view turned into a form becomes a page with its sentence; what the view wrote is undone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """The page of a `Refused`; anything else is not for here."""
        if not isinstance(exception, Refused):
            return None
        return render(request, "refused.html", {"sentence": exception.sentence}, status=exception.status)
