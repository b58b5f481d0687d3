"""What every page frame shows: the menu, and for whom and where somebody works."""

from functools import cache
from pathlib import Path

from django.utils.functional import SimpleLazyObject

from werkcentrum.permissions import Permission
from werkcentrum.web.navigation import DESK, PORTAL, address, entries

LINKS = {
    "find": "clients:find",
    "switch": "access:choose_membership",
    "security": "mfa_index",
    "notices": "access:notices",
    "stay": "access:stay",
    "login": "account_login",
    "logout": "account_logout",
    "who_helps": "clients:who_helps",
}


def frame(request):
    """Context of the frames. Menu and links are lazy, so that a fragment which shows no frame pays nothing for them."""
    actor = getattr(request, "actor", None)
    return {
        "nav": SimpleLazyObject(lambda: _nav(request, actor)),
        "frame_links": SimpleLazyObject(lambda: _links(request, actor)),
        "frame_base": "portal/base.html" if getattr(actor, "is_client", False) else "desk/base.html",
        "session_seconds": request.session.get_expiry_age() if _of(actor, "user") else 0,
        "frame_look": look_of(str(_of(actor, "membership", "participation", "region", "slug"))),
        "frame_region": _cell(actor, "region"),
        "frame_partner": _cell(actor, "partner"),
        "frame_role": str(_of(actor, "membership", "role_label")),
        "frame_user": str(_of(actor, "user")),
        "frame_unread": _of(actor, "membership", "unread") or 0,
    }


@cache
def look_of(region):
    """Static path of the style sheet of a region (slug), or "": a region may set its own brand and tint."""
    name = f"web/regions/{region}.css"
    return name if region and (Path(__file__).parent / "static" / name).is_file() else ""


def _of(thing, *names):
    """The attribute at the end of the path `names`, or "" when something on the way is missing."""
    for name in names:
        thing = getattr(thing, name, None)
        if thing is None:
            return ""
    return thing() if callable(thing) else thing


def _cell(actor, side):
    return str(_of(actor, "membership", "participation", side, "name"))


def _links(request, actor):
    """Addresses that the frame itself uses; "" for what is no use to this person."""
    links = {name: address(route) for name, route in LINKS.items()}
    if not (actor and actor.may(Permission.CLIENT_LOOKUP)):
        links["find"] = ""
    if len(getattr(request, "memberships", ())) < 2:
        links["switch"] = ""
    return links


def _nav(request, actor):
    if not _of(actor, "user", "is_authenticated"):
        return []

    table = PORTAL if _of(actor, "membership", "role") == "klant" else DESK
    return entries(table, may=actor.may, path=request.path)
