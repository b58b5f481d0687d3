"""Addresses of what is erased and what is kept, and of the register."""

from django.urls import path

from werkcentrum.privacy import views

app_name = "privacy"
urlpatterns = [
    path("bewaren/", views.retention, name="retention"),
    path("bewaren/klaarzetten/", views.prepare, name="prepare"),
    path("bewaren/vastgehouden/<int:pk>/opheffen/", views.lift, name="lift"),
    path("bewaren/<uuid:public_id>/", views.show, name="list"),
    path("bewaren/<uuid:public_id>/besluit/", views.decide, name="decide"),
    path("bewaren/<uuid:public_id>/vasthouden/", views.hold, name="hold"),
    path("verwerkingen/", views.processing, name="register"),
    path("verwerkingen/register.json", views.processing_file, name="register_json"),
]
