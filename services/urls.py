"""Addresses of the menukaart."""

app_name = "services"
urlpatterns = []
