"""Headers of every page that is not a static file, and how long a session lasts."""

import time

from django.conf import settings

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
