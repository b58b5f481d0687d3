"""Addresses for the systems of partners; each tagged, so that the matrix of access knows them."""

from django.urls import URLPattern, path

from werkcentrum.access.routes import for_systems
from werkplan.api.cards import api
from werkplan.api.document import openapi
from werkplan.api.door import guarded

app_name = "api"
TAGS = {
    "card": ("activity_card", "edit", ("PUT", "DELETE")),
    "minimum": ("activity_card", "read", ("GET",)),
}


def _routes():
    found = [row for row in api.urls[0] if isinstance(row, URLPattern)]
    views = {(str(row.pattern), str(row.name)): row.callback for row in found}
    for (address, name), view in views.items():
        if name not in TAGS:
            continue
        obj, action, verbs = TAGS[name]
        yield path(address, for_systems(guarded(view, verbs), obj, action, *verbs), name=name)


urlpatterns = [path("openapi.json", openapi, name="openapi"), *_routes()]
