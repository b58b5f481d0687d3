"""Keep the filters of a list under a name, or forget them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from clients.actions.saved_views import forget_view, save_view
from clients.caseload import Filters
from clients.header import path_to
from clients.models import SavedView
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused

Page = SavedView.Page


def _list(page):
    return path_to("werkplan:today") if page == Page.TODAY else reverse("clients:list")


def _page(request):
    return Page.TODAY if request.POST.get("page") == Page.TODAY else Page.CLIENTS


@tagged("saved_view", "create", needs=P.CLIENT_READ)
@require_POST
@once
def keep(request):
    """Keep the filters of a list under a name."""
    page = _page(request)
    # SECURITY: what is kept is what the list understands of it, never what was sent.
    query = understood(page, request.POST.get("query", ""))
    try:
        row = save_view(page=page, name=request.POST.get("name", ""), query=query, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, f"Bewaard als “{row.name}”. Alleen u ziet deze weergave.")
    return redirect(f"{_list(page)}{f'?{query}' if query else ''}")


def understood(page, text) -> str:
    """The filters in a query string, as the list itself would write them."""
    from django.http import QueryDict

    return Filters.of(QueryDict(text[:300])).query if page == Page.CLIENTS else _reasons(QueryDict(text[:300]))


def _reasons(query):
    """Kinds of reasons are codes of the worklist above this floor: letters and commas only."""
    kinds = query.get("soort", "")
    return f"soort={kinds}" if kinds.replace(",", "").isalpha() and len(kinds) < 200 else ""


@tagged("saved_view", "edit", needs=P.CLIENT_READ)
@require_POST
@once
def forget(request):
    """Forget a view of one's own."""
    page = _page(request)
    forget_view(page=page, name=request.POST.get("name", ""), by=request.actor)
    messages.success(request, "De weergave is weg. De lijst zelf is niet veranderd.")
    return redirect(_list(page))
