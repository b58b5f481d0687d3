"""Addresses of the logbook."""

app_name = "audit"
urlpatterns = []
