"""The front door: everyone goes to what needs them today."""

from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse

from werkcentrum.access.routes import tagged

# First page per role; upper apps are named as strings.
FIRST_PAGE = {
    "gids": "clients:desk",
    "coach": "werkplan:today",
    "teamleider": "werkplan:inbox",
    "regiocoordinator": "services:manage",
    "programmamanager": "services:figures",
    "privacyofficer": "access:log",
    "beheerder": "staff:people",
    "klant": "werkplan:my_steps",
}


@tagged("home", "read")
def home(request):
    """Send each role to its own first page; without one, to the menukaart."""
    name = FIRST_PAGE.get(request.actor.role, "services:menu")
    try:
        return redirect(reverse(name))
    except NoReverseMatch:
        return redirect("services:menu")
