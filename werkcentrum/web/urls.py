"""Addresses of the frame itself."""

from django.urls import path

from werkcentrum.web import views
from werkcentrum.web.style import style

urlpatterns = [
    path("", views.home, name="home"),
    path("stijl/", style, name="style"),
]
