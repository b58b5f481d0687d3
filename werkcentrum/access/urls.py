"""Addresses of one's own access, the roles and the log."""

from django.urls import path

from werkcentrum.access.views.log import log
from werkcentrum.access.views.membership import choose_membership
from werkcentrum.access.views.roles import people, roles

app_name = "access"
urlpatterns = [
    path("werkplek/", choose_membership, name="choose_membership"),
    path("rollen/", roles, name="roles"),
    path("medewerkers/", people, name="people"),
    path("logboek/", log, name="log"),
]
