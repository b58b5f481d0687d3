"""Addresses of one's own access, the roles and the log."""

from django.urls import path

from werkcentrum.access.views import incidents, kin, notices, own_account, review
from werkcentrum.access.views.log import log, log_export
from werkcentrum.access.views.membership import choose_membership
from werkcentrum.access.views.roles import roles

app_name = "access"
urlpatterns = [
    path("werkplek/", choose_membership, name="choose_membership"),
    path("rollen/", roles, name="roles"),
    path("logboek/", log, name="log"),
    path("logboek/csv/", log_export, name="log_export"),
    path("berichten/", notices.notices, name="notices"),
    path("berichten/gelezen/", notices.read, name="notices_read"),
    path("toetsen/", review.worklist, name="review"),
    path("toetsen/<uuid:public_id>/", review.task, name="review_task"),
    path("toetsen/<uuid:public_id>/uitleg/", review.answer, name="review_answer"),
    path("eigen-of-bekende/", kin.kin, name="kin"),
    path("incidenten/", incidents.incidents, name="incidents"),
    path("incidenten/nieuw/", incidents.add, name="incident_add"),
    path("incidenten/<uuid:public_id>/", incidents.incident, name="incident"),
    path("verder/", own_account.resume, name="resume"),
    path("sessies/", own_account.sessions, name="sessions"),
    path("blijf/", own_account.stay, name="stay"),
]
