"""A light test client for many requests: keeps its session, rolls back what a request wrote, and remembers failures."""

from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.test import RequestFactory
from django.test.client import ClientHandler

from werkcentrum.access.middleware import SESSION_KEY

HTMX = {"HX-Request": "true"}
A_DAY = 86_400
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Answer:
    """What came back, with the SQL that was run and the exception behind a 500."""

    response: HttpResponse
    sql: list[str] = field(default_factory=list)
    error: BaseException | None = None

    @property
    def status(self):
        """The status code; being sent elsewhere by htmx is being sent elsewhere."""
        sent = "HX-Redirect" in self.response.headers and not self.response.content
        return 302 if sent else self.response.status_code

    @property
    def kind(self):
        """The media type without its charset."""
        return self.response.headers.get("Content-Type", "").split(";")[0]

    @property
    def location(self):
        """Where one is sent, or ""."""
        return self.response.headers.get("Location", "") or self.response.headers.get("HX-Redirect", "")

    @property
    def text(self):
        """The body as text; the text of a PDF."""
        if self.kind == "application/pdf":
            return pdf_text(self.response.content)
        return self.response.content.decode(self.response.charset or "utf-8", "replace")


def pdf_text(content):
    """The text and the metadata of a PDF."""
    import io

    from pypdf import PdfReader

    pdf = PdfReader(io.BytesIO(content))
    return "\n".join([*(page.extract_text() for page in pdf.pages), str(pdf.metadata)])


class Door(RequestFactory):
    """Knocks at routes as one user (None: nobody) under one membership (None: the only one)."""

    def __init__(self, user=None, membership=None):
        super().__init__()
        self.handler = ClientHandler(enforce_csrf_checks=False)
        if user is not None:
            browser = Browser()
            browser.force_login(user, backend=BACKEND)
            session = browser.session
            # What a request writes is rolled back, its clock too: a sweep may take longer than one may idle.
            session["idle"] = A_DAY
            if membership is not None:
                session[SESSION_KEY] = membership.pk
            session.save()
            self.key = browser.cookies["werkcentrum"].value
        else:
            self.key = None

    def request(self, **request):
        """Send one request through the whole stack of middleware."""
        return self.handler(self._base_environ(**request))

    def knock(self, method, path, data=None, *, htmx=False, keep=False) -> Answer:
        """Answer of one request; unless `keep`, what it wrote is rolled back."""
        self.cookies.clear()
        if self.key:
            self.cookies["werkcentrum"] = self.key
        answer = Answer(HttpResponse())
        headers = HTMX if htmx else {}
        with _noting(answer), transaction.atomic() if not keep else _open():
            send = getattr(self, method.lower())
            answer.response = (
                send(path, data or {}, headers=headers) if method in FORMS else send(path, headers=headers)
            )
            if not keep:
                transaction.set_rollback(True)
        return answer


FORMS = {"GET", "POST", "HEAD"}


@contextmanager
def _open():
    yield


@contextmanager
def _noting(answer):
    def failed(sender, request=None, **kwargs):
        import sys

        answer.error = sys.exc_info()[1]

    def note(execute, sql, params, many, context):
        answer.sql.append(sql)
        return execute(sql, params, many, context)

    got_request_exception.connect(failed)
    try:
        with connection.execute_wrapper(note):
            yield
    finally:
        got_request_exception.disconnect(failed)
