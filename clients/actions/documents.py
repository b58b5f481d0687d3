"""Adding a document, opening it, withdrawing it, and having it looked at again by the scanner."""

import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.documents import GROUP, readable
from clients.models import Document, DocumentBody
from clients.timeline import tell
from werkcentrum import uploads
from werkcentrum.access import policy
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.uploads import scanner

AT_MOST = 100
WAITS = "Dit document wordt nog gecontroleerd. Kijk over een uur nog eens."


def _needs(by) -> P:
    """What one must be allowed: the client has a permission of her own."""
    return P.OWN_DOCUMENTS if by.is_client else P.DOCUMENT_ADD


@transaction.atomic
def add_document(*, client, kind, note, file, name, size, by) -> Document:
    """Add a file (bytes) to a dossier, made anew without harm and sealed.

    Raises uploads.NotAccepted (422), Refused (422) above a hundred documents, Conflict (409) when it is there already.
    """
    policy.require(by, _needs(by), client.pk)
    if Document.objects.filter(client=client).there().count() >= AT_MOST:
        raise Refused(f"Er staan al {AT_MOST} documenten in dit dossier. Trek eerst een oud document in.", "file")
    taken = uploads.accept(file, name=name, size=size)
    document = Document(
        client=client,
        kind=kind,
        name=taken.name,
        note=note,
        format=taken.kind,
        size=len(taken.body),
        digest=hashlib.sha256(file).hexdigest(),
        by_client=by.is_client,
        added_by=by.user,
        participation=by.cell if not by.is_client else None,
        checked_at=timezone.now() if taken.scanned else None,
    )
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError:
        raise Conflict("Dit document staat al in het dossier. Kies een ander bestand.", "file") from None
    body = DocumentBody(document=document, client=client)
    body.put_body(taken.body)
    body.save(force_insert=True)
    event = record("clients.add_document", document, by=by, dossier=client.pk, kind=kind, group=str(GROUP[kind]))
    text = f"Document toegevoegd: {document.get_kind_display().lower()}."
    tell(client=client, kind="document", text=text, event=event, by=by)
    return document


def read_document(*, opened, public_id, by) -> tuple[Document, bytes] | None:
    """A document of an opened client with its bytes; None when there is none that this actor may see.

    Raises Conflict while a scanner has not seen it. That it was opened is an event of its own, besides the reading.
    """
    document = readable(opened.client, opened.stance).filter(public_id=public_id).select_related("content").first()
    if document is None:
        return None
    if document.checked_at is None:
        raise Conflict(WAITS)
    document.content.document = document
    record("clients.read_document", document, by=by, dossier=opened.client.pk, kind=document.kind)
    return document, document.content.body()


@transaction.atomic
def withdraw_document(*, document, by):
    """Take a document back, by who added it: the file and its name are gone at once.

    Raises Refused (422) for somebody else, Conflict (409) when it is gone already.
    """
    policy.require(by, _needs(by), document.client_id)
    row = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if row.added_by_id != by.user.pk:
        raise Refused("Alleen wie dit document toevoegde trekt het in. Vraag het aan die persoon.")
    if row.gone_at:
        raise Conflict("Dit document is al ingetrokken.")
    _gone(row, Document.Why.WITHDRAWN, by.user)
    event = record("clients.withdraw_document", row, by=by, dossier=row.client_id, kind=row.kind)
    text = f"Document ingetrokken: {row.get_kind_display().lower()}."
    tell(client=row.client_id, kind="document", text=text, event=event, by=by)


@transaction.atomic
def check_document(*, document, by=None) -> bool:
    """Let the scanner look at a document that waits; whether it may be opened now. Raises ScannerDown."""
    row = Document.objects.select_for_update(of=("self",)).select_related("content").get(pk=document.pk)
    if row.gone_at or row.checked_at:
        return row.checked_at is not None
    row.content.document = row
    if scanner.finds_virus(row.content.body()):
        _gone(row, Document.Why.VIRUS, None)
        event = record("clients.refuse_document", row, by=by, dossier=row.client_id, kind=row.kind)
        text = "Document niet bewaard: er zat een virus in."
        tell(client=row.client_id, kind="document", text=text, event=event, by=by)
        return False
    row.checked_at = timezone.now()
    row.save(update_fields=["checked_at"])
    record("clients.check_document", row, by=by, dossier=row.client_id, kind=row.kind)
    return True


def _gone(row, why, user):
    # AVG 17: nothing stays but that there was one, of which kind, and when.
    DocumentBody.objects.filter(document=row).delete()
    row.gone_at, row.gone_by, row.gone_why, row.name, row.note = timezone.now(), user, why, "", ""
    row.save(update_fields=["gone_at", "gone_by", "gone_why", "name", "note"])
