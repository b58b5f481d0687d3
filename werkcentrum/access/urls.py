"""Addresses of one's own access."""

from django.urls import path

from werkcentrum.access import views

app_name = "access"
urlpatterns = [
    path("werkplek/", views.choose_membership, name="choose_membership"),
]
