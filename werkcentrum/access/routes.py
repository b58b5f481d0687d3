"""Every route carries a tag: the object and the action of the access matrix, and the role permission it asks for."""

from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from werkcentrum.permissions import Permission

SAFE = ("GET", "HEAD")
SYSTEMS = "/api/"
"""Below this path nobody has a session: the systems of partners show a key."""
READING = {"read", "list", "print", "export"}


@dataclass(frozen=True)
class Tag:
    """What a route is about. `needs` is asked of the role before the view runs; dossiers are asked for in the view."""

    obj: str
    action: str
    needs: Permission | None = None
    open: bool = False
    needs_membership: bool = True
    verbs: tuple[str, ...] = ()
    """Of a route for the systems of partners: the methods it knows. It asks for a key itself, and for no session."""

    @property
    def methods(self) -> tuple[str, ...]:
        """What the route may be asked with at all: reading is never a POST; a view may narrow it further."""
        if self.verbs:
            return self.verbs
        return SAFE if self.action in READING else (*SAFE, "POST")


def tagged(obj, action, *, needs=None, open=False, needs_membership=True):
    """Tag a view: `@tagged("visit", "create", needs=Permission.VISIT_RECORD)`."""

    def mark(view):
        view.tag = Tag(obj, action, needs, open, needs_membership)
        return view

    return mark


# Views of allauth cannot carry a decorator of ours; all of them concern one's own account only.
FOREIGN_OPEN = ("allauth.", "django.contrib.staticfiles.", "django.views.static")
_ACCOUNT = Tag("account", "use", open=True, needs_membership=False)


def for_systems(view, obj, action, *verbs):
    """Tag a view that the systems of partners call with a key: `for_systems(view, "card", "edit", "PUT", "DELETE")`."""
    view.tag = Tag(obj, action, needs_membership=False, verbs=verbs)
    return view


def tag_of(view) -> Tag | None:
    """The tag of a resolved view, or None: then it is not served."""
    tag = getattr(view, "tag", None) or getattr(getattr(view, "view_class", None), "tag", None)
    if tag is None and view.__module__.startswith(FOREIGN_OPEN):
        return _ACCOUNT
    return tag


def every_route(patterns=None, names=""):
    """(name, view, tag or None) of every route of the resolver, also those of allauth."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from every_route(entry.url_patterns, f"{names}{f'{entry.namespace}:' if entry.namespace else ''}")
        elif isinstance(entry, URLPattern):
            yield f"{names}{entry.name}", entry.callback, tag_of(entry.callback)
