"""Who may come in, how often, and how a refusal reads: problem+json with a Dutch sentence that says what to do."""

import functools
import time

from django.core.cache import cache
from django.http import JsonResponse
from ninja.security import HttpBearer

from werkcentrum.access.systems import key_of

VERSION = "1.0.0"
BODY_AT_MOST = 16_384
A_MINUTE, PER_MINUTE = 60, 120
"""How often one key may ask in a minute; a nightly load of a large partner spreads itself."""
TITLES = {
    400: "Ongeldig verzoek",
    401: "Geen geldige sleutel",
    403: "Niet toegestaan",
    404: "Niet gevonden",
    405: "Methode niet mogelijk",
    409: "Past niet bij wat wij hebben",
    413: "Bericht te groot",
    415: "Geen JSON",
    422: "Niet te verwerken",
    429: "Te veel verzoeken",
}
SENTENCES = {
    400: "Het bericht is geen geldige JSON. Controleer het en stuur het opnieuw.",
    401: "Stuur een geldige sleutel mee: Authorization: Bearer ... De functioneel beheerder van de regio geeft die.",
    404: "Dit kenmerk kennen wij niet van uw organisatie.",
    405: "Deze methode kan hier niet.",
    413: "Een bericht is ten hoogste 16 kB.",
    415: "Stuur het bericht als application/json.",
    429: "Stuur minder verzoeken, of wacht een minuut.",
}
NOT_TOLD = (
    "U mag over deze persoon niets aanleveren of opvragen. Er is geen betrokkenheid of toestemming, de koppelcode "
    "klopt niet, of de persoon is hier niet bekend. Vraag het de begeleider."
)
"""One answer for nobody, for somebody unknown and for who did not say yes: who is known here is not for asking."""


def problem(status, detail="", **more):
    """A refusal as RFC 9457 and the API Design Rules want it."""
    body = {"status": status, "title": TITLES[status], "detail": detail or SENTENCES[status], **more}
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Werkcentrum"'
    if status == 429:
        response["Retry-After"] = str(A_MINUTE)
    return response


class KeyOfAPartner(HttpBearer):
    """The key of a cell in `Authorization: Bearer`; sets `request.auth` to it."""

    def authenticate(self, request, token):
        """The key, or None: 401."""
        return key_of(token)


def too_often(key) -> bool:
    """Whether this key asked more than it may within this minute; counted in the cache of all processes."""
    name = f"api:{key.pk}:{int(time.time()) // A_MINUTE}"
    cache.add(name, 0, 2 * A_MINUTE)
    try:
        return cache.incr(name) > PER_MINUTE
    except ValueError:  # gone between the two
        return False


def guarded(view, verbs):
    """A view of ninja with what it does not do: size and kind of a body, other methods, and the version it speaks."""

    @functools.wraps(view)
    def answered(request, *args, **kwargs):
        response = _refused(request, verbs) or view(request, *args, **kwargs)
        response["API-Version"] = VERSION
        return response

    # SECURITY: no session opens it (`access.middleware`), so no page of another site can borrow one.
    answered.csrf_exempt = True  # type: ignore[attr-defined]
    return answered


def _refused(request, verbs):
    if request.method not in verbs:
        response = problem(405)
        response["Allow"] = ", ".join(verbs)
        return response
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > BODY_AT_MOST:
        return problem(413)
    if request.method == "PUT" and "Authorization" in request.headers and request.content_type != "application/json":
        return problem(415)
    return None
