"""A form of the desk: a page of its own, or a panel of the desk when htmx asks."""

from django.shortcuts import render
from django_htmx.http import reselect, reswap, retarget


def form_page(request, name, context, status=200):
    """Render `clients/<name>.html`, or its fragment `clients/_<name>.html` for htmx; a refusal stays in the panel."""
    if not request.htmx:
        return render(request, f"clients/{name}.html", context, status=status)
    response = render(request, f"clients/_{name}.html", context, status=status)
    return reswap(reselect(retarget(response, "#paneel"), "#formulier"), "innerHTML") if status >= 400 else response
