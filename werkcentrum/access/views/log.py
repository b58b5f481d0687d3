"""Who looked: the log as the privacy officer reads, searches and takes it away, without a name of a client."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from werkcentrum.access import logbook
from werkcentrum.access.routes import tagged
from werkcentrum.access.stepup import step_up_to_read
from werkcentrum.audit.record import record
from werkcentrum.export import csv_response
from werkcentrum.permissions import Permission

LABELS = {"medewerker": "Medewerker", "partner": "Organisatie", "rol": "Rol", "onderdeel": "Onderdeel"}
COLUMNS = (
    "Tijdstip", "Medewerker", "Rol", "Organisatie", "Onderdeel", "Dossier", "Relatie", "Grond", "Doel", "Uitkomst",
)  # fmt: skip


@tagged("log", "list", needs=Permission.AUDIT_READ)
@require_safe
def log(request):
    """Readings in the region that fit the filters, newest first; older ones by key, never by page number."""
    asked = logbook.LogFilter.of(request.GET)
    _note(request.actor, asked)
    fitting = logbook.readings(request.actor, asked)
    before = request.GET.get("voor", "")
    page = logbook.older(fitting, before).select_related("actor", "participation__partner", "dossier")
    found = list(page.order_by(*logbook.NEWEST)[: logbook.PAGE + 1])
    lines = [logbook.shown(row) for row in found[: logbook.PAGE]]
    context = {
        "rows": lines,
        "next_url": f"?{asked.query(voor=logbook.mark(lines[-1]))}" if len(found) > logbook.PAGE else "",
        "previous_url": f"?{asked.query()}" if before else "",
        "asked": asked,
        "counts": logbook.counts(fitting),
        "selects": [
            {"name": name, "label": LABELS[name], "value": getattr(asked, name), "options": options}
            for name, options in logbook.choices(request.actor).items()
        ],
        "query": asked.query(),
        "most": logbook.MOST_EXPORTED,
    }
    return render(request, "access/log.html", context)


def _note(actor, asked):
    """Asking for one dossier is a look at one person, and stands in her log."""
    dossier = logbook.dossier_of(actor, asked)
    if dossier is not None:
        actor.purpose = "toetsing"
        actor.saw([dossier], "log")


@tagged("log", "export", needs=Permission.AUDIT_READ)
@require_safe
@step_up_to_read
def log_export(request):
    """The lines that fit as CSV, at most ten thousand; that it was taken away is in the log itself."""
    asked = logbook.LogFilter.of(request.GET)
    _note(request.actor, asked)
    rows = logbook.readings(request.actor, asked).select_related("actor", "participation__partner", "dossier")
    lines = [logbook.shown(row) for row in rows.order_by(*logbook.NEWEST)[: logbook.MOST_EXPORTED]]
    filters = sorted(name for name, value in vars(asked).items() if value)
    record("access.export_log", request.actor.membership, by=request.actor, lines=len(lines), filters=filters)
    return csv_response("logboek", COLUMNS, [_cells(line) for line in lines])


def _cells(line):
    names = ("employee", "role", "partner", "part", "dossier", "relation", "ground", "purpose", "result")
    return (line["at"].isoformat(timespec="seconds"), *(line[name] for name in names))
