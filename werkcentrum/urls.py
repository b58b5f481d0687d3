"""Every address of the product; the apps are named as strings."""

from django.urls import include, path

urlpatterns = [
    path("", include("werkcentrum.web.urls")),
    path("", include("werkcentrum.hardening.urls")),
    path("account/", include("allauth.urls")),
    path("toegang/", include("werkcentrum.access.urls")),
    path("toegang/", include("werkcentrum.staff.urls")),
    path("", include("werkcentrum.privacy.urls")),
    path("", include("clients.urls")),
    path("menukaart/", include("services.urls")),
    path("", include("werkplan.urls")),
    path("api/v1/", include("werkplan.api.urls")),
]
handler400 = "werkcentrum.web.errors.bad_request"
handler500 = "werkcentrum.web.errors.server_error"
