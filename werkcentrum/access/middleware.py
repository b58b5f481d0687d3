"""The actor of every request, and the rule that a page without its log row is not sent."""

import logging

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone

from werkcentrum.access import anchored, door
from werkcentrum.access.actor import Actor
from werkcentrum.access.kept import FIELD, forget, login_and_back
from werkcentrum.access.models import Membership
from werkcentrum.access.notices import number_unread
from werkcentrum.access.review.patterns import budget_of, watch
from werkcentrum.access.routes import SYSTEMS, tag_of
from werkcentrum.audit.record import record_readings

SESSION_KEY = "membership"
log = logging.getLogger(__name__)


def membership_of(request):
    """The membership one works under, fresh from the database: the chosen one if it still holds, else the only one."""
    rows = Membership.objects.on(timezone.localdate()).filter(user=request.user)
    rows = rows.select_related("participation__partner", "participation__region", "desk").order_by("pk")
    rows = list(rows.annotate(unread=number_unread()))
    chosen = [row for row in rows if row.pk == request.session.get(SESSION_KEY)]
    if chosen:
        return chosen[0], rows
    return (rows[0] if len(rows) == 1 else None), rows


def result_of(response) -> str | None:
    """What a line of the log says came instead of the page: "refused" (no right), "failed" (our fault), or None."""
    if response.status_code >= 500:
        return "failed"
    return "refused" if response.status_code in {403, 404, 405} else None


class ActorContext:
    """Resolves the actor, refuses untagged routes, and writes who was shown in the transaction of the page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # SECURITY: a session opens nothing of what is for systems, so no page of another site can call them.
        if request.path.startswith(SYSTEMS) or not request.user.is_authenticated:
            request.actor = None
            return self.get_response(request)
        try:
            with transaction.atomic(), anchored.watched():
                membership, request.memberships = membership_of(request)
                request.actor = Actor(request.user, membership)
                door.enter(request.actor)
                _set_idle(request)
                response = self.get_response(request)
                # SECURITY: outer transaction: the log survives a failed view, and no log row means no page.
                budget = budget_of(request.actor)
                record_readings(request.actor, result=result_of(response))
                watch(request.actor, budget)
                if request.method == "POST" and FIELD in request.POST and response.status_code < 500:
                    forget(request.user, request.POST[FIELD])
        except DatabaseError:
            log.exception("page not sent: its log could not be written")
            return render(request, "503.html", status=503)
        finally:
            door.leave()
        return response

    def process_view(self, request, view, args, kwargs):
        """Deny by default: an untagged view is not served; a tagged one first asks for its role permission."""
        tag = tag_of(view)
        if tag is None:
            raise PermissionDenied("route without a tag")
        if tag.verbs and request.path.startswith(SYSTEMS):
            return None  # asks for a key, and refuses in its own words
        if tag.open:
            return _wrong_method(request, tag)
        if request.actor is None:
            return login_and_back(request)
        if tag.needs_membership:
            if second_factor_missing(request):
                return redirect("mfa_index")
            if request.actor.membership is None:
                return (
                    redirect("access:choose_membership")
                    if request.memberships
                    else render(request, "403.html", status=403)
                )
        if tag.needs is not None and not request.actor.may(tag.needs):
            raise PermissionDenied(tag.needs)
        return _wrong_method(request, tag)


def _wrong_method(request, tag):
    """405 for a method that the tag does not name; None goes on to the view."""
    return None if request.method in tag.methods else HttpResponseNotAllowed(tag.methods)


def _set_idle(request):
    """How long this session lasts without a request; known as soon as the role is, and the shortest until then."""
    role = request.actor.role or "klant"
    idle = settings.SESSION_IDLE.get(role, settings.SESSION_COOKIE_AGE)
    if request.session.get("idle") != idle:
        request.session["idle"] = idle


def second_factor_missing(request):
    """Whether this account has no second factor now; demo accounts are excused under the demo setting.

    SECURITY: asked of the database at every request, so that a factor that is taken away is missed at the next one.
    """
    if settings.TESTING or (settings.DEMO and request.user.is_demo):
        return False
    return not has_second_factor(request.user)


def has_second_factor(user) -> bool:
    """Whether the account has an app or a passkey; recovery codes alone are none. One query."""
    from allauth.mfa.models import Authenticator

    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=user, type__in=kinds).exists()
