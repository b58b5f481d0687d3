"""A half-filled form is never lost: kept, sealed, until its writer has shown who she is; then she sends it on."""

import json
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from werkcentrum.access.models import KeptForm
from werkcentrum.access.sessions import ended_for

FOR = timedelta(days=1)
MOST = 5
LARGEST = 200_000
FIELD = "kept_form"
"""Name of the field with which a form says that it was kept; then it is handled and forgotten."""
RESUME = "resume"
"""Key in the session: the form that goes on by itself, once its writer has shown who she is."""
WAS = "was"
"""Key in the session before login: whose session ended in this browser."""
NEVER = ("csrfmiddlewaretoken", "password", "code", FIELD)


@dataclass(frozen=True)
class Kept:
    """A kept form as its writer gets it back: where it goes, every field, and the texts that she typed herself."""

    id: str
    at: object
    path: str
    fields: list[tuple[str, str]]

    @property
    def typed(self) -> list[str]:
        """Texts to recognise it by: no keys, no numbers of rows."""
        return [value for name, value in self.fields if name not in {"submit_key", "version", "back"} and " " in value]


def from_own_page(request) -> bool:
    """Whether the browser says that the form stood on a page of ours; without its word: no."""
    # SECURITY: another site must not be able to have its form kept and then sent on by somebody who trusts us.
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    parts = urlsplit(origin)
    same = (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
    return same and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def keep(request, user_id) -> KeptForm | None:
    """Keep the typed fields of a POST for this user; None for files, passwords and what is too large."""
    if request.method != "POST" or request.path.startswith("/account/"):
        return None
    fields = [(name, value) for name, values in request.POST.lists() if not name.startswith(NEVER) for value in values]
    text = json.dumps({"path": request.get_full_path(), "fields": fields})
    if len(text) > LARGEST:
        return None
    forget_old(user_id)
    row = KeptForm(user_id=user_id)
    row.put(text)
    row.save(force_insert=True)
    return row


def forget_old(user_id):
    """Forms of more than a day old, of anybody, and all but the newest few of this user."""
    KeptForm.objects.filter(at__lt=timezone.now() - FOR).delete()
    newest = KeptForm.objects.filter(user=user_id).order_by("-at").values_list("pk", flat=True)[: MOST - 1]
    KeptForm.objects.filter(user=user_id).exclude(pk__in=list(newest)).delete()


def kept_for(user) -> list[Kept]:
    """What this user still has to send, newest first; a draft waits on its own page (`drafts`)."""
    rows = KeptForm.objects.filter(user=user, at__gte=timezone.now() - FOR).order_by("-at")
    return [_opened(row, found) for row in rows if not (found := json.loads(row.text())).get("draft")]


def _opened(row, found):
    return Kept(str(row.pk), row.at, found["path"], [(name, value) for name, value in found["fields"]])


def forget(user, kept_id: str):
    """Throw one away; of somebody else, or no id at all: nothing happens."""
    try:
        KeptForm.objects.filter(user=user, pk=kept_id).delete()
    except (ValueError, TypeError):
        return
    except Exception as error:
        if type(error).__name__ != "ValidationError":
            raise


def writer_of(request):
    """Whose form this is: of who is logged in, or was until her session ended."""
    if request.user.is_authenticated:
        return request.user.pk
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return (ended_for(cookie) if cookie else None) or request.session.get(WAS)


def send_to(request, address):
    """A redirect that htmx follows as a whole page too."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def login_and_back(request):
    """To the login page, and after it back to this page, or to the form that was sent."""
    user_id = writer_of(request) if request.method == "POST" and from_own_page(request) else None
    row = keep(request, user_id) if user_id else None
    if row:
        request.session[WAS] = user_id  # the cookie of the ended session is gone now; another tab may still send
    back = reverse("access:resume") if row else request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    return send_to(request, f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back})}")
