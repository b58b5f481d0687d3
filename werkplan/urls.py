"""Addresses of the plan."""

app_name = "werkplan"
urlpatterns = []
