"""Addresses of the desk, people and their intake."""

app_name = "clients"
urlpatterns = []
