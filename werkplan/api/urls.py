"""Addresses for the systems of partners; each tagged, so that the matrix of access knows them."""

from django.urls import path

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
    views = {(str(row.pattern), row.name): row.callback for row in api.urls[0] if row.name in TAGS}
    for (address, name), view in views.items():
        obj, action, verbs = TAGS[name]
        yield path(address, for_systems(guarded(view, verbs), obj, action, *verbs), name=name)


urlpatterns = [path("openapi.json", openapi, name="openapi"), *_routes()]
