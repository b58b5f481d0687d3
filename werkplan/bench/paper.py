"""P9: the plan as PDF (tagged and archivable), beside the same page through WeasyPrint alone."""

from django.template.loader import render_to_string
from weasyprint import HTML

from clients.models import Client
from werkcentrum.access.actor import Actor
from werkcentrum.paper.document import style
from werkcentrum.paper.fetcher import OwnFilesOnly
from werkplan.bench.harness import Scenario
from werkplan.pdf.document import STYLE, context_of, plan_document
from werkplan.snapshot import snapshot


def scenario(coach):
    """One plan of six steps."""
    client = Client.objects.visible_to(Actor(coach.user, coach)).select_related("plan").order_by("pk").first()
    content = snapshot(client.plan)

    def raw(at):
        html = render_to_string("pdf/plan.html", context_of(client, content, None))
        head = f"<style>{style(STYLE)}</style></head>"
        HTML(string=html.replace("</head>", head), url_fetcher=OwnFilesOnly()).write_pdf()

    return Scenario("P9 plan as PDF", lambda at: plan_document(client, content), raw, 1.3, rounds=15)
