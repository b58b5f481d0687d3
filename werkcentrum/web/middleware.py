"""Headers of every page that is not a static file, how long a session lasts, and the page of a refusal."""

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.shortcuts import render
from django.utils import timezone

from werkcentrum.refusal import Refused

A_MINUTE = 60
POLLING = "X-Polling"
"""Header of a request that nobody made: a page that refreshes itself keeps no session alive."""
FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "display-capture",
    "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
HEADERS = {
    "Cache-Control": "no-store",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
LEAVES_NOTHING = '"cache", "storage"'


class PrivateResponses:
    """Nothing of a person stays behind in a cache, and no feature of the browser is used."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path.startswith("/static/"):
            for name, value in HEADERS.items():
                response.headers[name] = value
        if getattr(request, "logged_out", False):
            response.headers["Clear-Site-Data"] = LEAVES_NOTHING
        return response


class KeepSession:
    """Keeps a session alive while somebody works: its end moves along, at most a minute behind the last request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if (
            POLLING not in request.headers
            and settings.SESSION_COOKIE_NAME in request.COOKIES
            and "_auth_user_id" in request.session
        ):
            now = int(timezone.now().timestamp())
            if not 0 <= now - request.session.get("seen", 0) < A_MINUTE:
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


@receiver(user_logged_out)
def _note(sender, request, user, **kwargs):
    if request is not None:
        request.logged_out = True
