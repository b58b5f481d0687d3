"""Addresses of people and roles."""

from django.urls import path

from werkcentrum.staff import jobs, keys, views

app_name = "staff"
urlpatterns = [
    path("taken/", jobs.show, name="jobs"),
    path("taken/<int:pk>/opnieuw/", jobs.retry, name="job_retry"),
    path("koppelingen/", keys.keys, name="keys"),
    path("koppelingen/<int:pk>/intrekken/", keys.revoke, name="key_revoke"),
    path("medewerkers/", views.people, name="people"),
    path("medewerkers/voorstellen/", views.propose, name="propose"),
    path("medewerkers/<int:pk>/", views.member, name="member"),
    path("voorstellen/<uuid:public_id>/", views.proposal, name="proposal"),
    path("voorstellen/<uuid:public_id>/besluit/", views.decide, name="decide"),
    path("voorstellen/<uuid:public_id>/intrekken/", views.withdraw, name="withdraw"),
    path("voorstellen/<uuid:public_id>/link/", views.send_link, name="send_link"),
]
