"""What the demonstration shows of who may look: emergency access, a sealed dossier, a document and a cover."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from clients import bsn as numbers
from clients.actions.documents import add_document
from clients.actions.sealing import seal
from clients.models import Client, Document, NumberIndex
from werkcentrum.access.actions import arrange_cover
from werkcentrum.access.glass.actions import take_glass
from werkcentrum.access.models import Cover, Glass, Involvement, Seal
from werkcentrum.audit.record import record_readings
from werkcentrum.paper import paper
from werkplan.demo.cast import actor
from werkplan.demo.clock import days_ago
from werkplan.demo.friesland_more import HASAN, OMAR


def load_watched():
    """Each once: a second start of the demonstration leaves what is there alone."""
    for model, story in ((Glass, _in_an_emergency), (Seal, _sealed), (Document, _document), (Cover, _cover)):
        if not model.objects.exists():
            with transaction.atomic():
                story()


def client_of(person):
    """The record of somebody of the cast who has a BSN."""
    rows = NumberIndex.objects.filter(index__in=numbers.indexes(person.bsn).values())
    return Client.objects.select_related("dossier").get(pk__in=rows.values("client"))


def _in_an_emergency():
    """Yesterday Joost had Omar at the desk and could reach nobody; Rients has to check it."""
    with days_ago(1):
        joost, omar = actor("Joost"), client_of(OMAR)
        why = "De klant staat aan de balie. De uitkering stopt vandaag en de gemeente neemt niet op."
        joost.saw([omar.pk], "lookup")
        record_readings(joost)
        take_glass(dossier=omar.pk, by=joost, reason="inkomen", explanation=why)
        joost.saw([omar.pk], "glass")
        record_readings(joost)


def _sealed():
    """Hasan works for a partner now: only Marijke opens his dossier."""
    with days_ago(5):
        dossier = client_of(HASAN).dossier
        lead = Involvement.objects.live().get(dossier=dossier, relation="lead")
        seal(dossier=dossier, reason=Seal.Reason.EMPLOYEE, named=[lead.pk], by=actor("Fenna"))


def _document():
    """Sanne added her own certificate."""
    sanne = actor("Sanne")
    created = timezone.now()
    text = "<h1>Certificaat</h1><p>Verzonnen, voor de demonstratie.</p>"
    body = paper(text, title="Certificaat", created=created)
    client = Client.objects.visible_to(sanne).get()
    facts = {"kind": Document.Kind.DIPLOMA, "note": "Van de cursus"}
    add_document(client=client, file=body, name="certificaat.pdf", size=len(body), by=sanne, **facts)


def _cover():
    """Pieter is away next week, and Ulla stands in."""
    start = timezone.localdate() + timedelta(days=7)
    people = {"covered": actor("Pieter").user, "colleague": actor("Ulla").user}
    arrange_cover(start=start, end=start + timedelta(days=6), by=actor("Tineke"), **people)
