"""Paper fetches nothing, reads nothing and always ends, whatever somebody wrote in a plan (B21).

Red without its guards: `test_the_attacks_work_without_the_fetcher` renders the same attacks with the renderer's own
fetcher and sees the network asked and the file on the page.
"""

import datetime
import io
import re
import socketserver
from http.server import BaseHTTPRequestHandler
from threading import Thread

import pikepdf
import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from pypdf import PdfReader

from tests.support.results import result
from tests.werkplan.plans import running_plan
from werkcentrum.paper import TooMuchForPaper, document, paper
from werkplan.models import Agreement, Goal, PlanVersion, Step, Werkplan
from werkplan.pdf.document import plan_document
from werkplan.snapshot import snapshot

SECRET = "kanarie-in-een-bestand"
NOW = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def listener():
    """A web server on loopback that counts who comes, and sends everybody on to a file."""
    asked = []

    class Redirects(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", "file://" + str(listener_file))
            self.end_headers()

        def log_message(self, *args):
            pass

    import tempfile
    from pathlib import Path

    with (
        tempfile.TemporaryDirectory() as folder,
        socketserver.ThreadingTCPServer(("127.0.0.1", 0), Redirects) as server,
    ):
        listener_file = Path(folder) / "secret.txt"
        listener_file.write_text(SECRET)
        Thread(target=server.serve_forever, daemon=True).start()
        server.asked, server.file = asked, listener_file
        server.base = f"http://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


def attacks(base, file):
    """Thirty pieces of HTML, CSS and XML that make a renderer fetch, read or choke."""
    url, path = f"{base}/x", f"file://{file}"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
    return {
        "img file": f'<img src="{path}">',
        "img http": f'<img src="{url}">',
        "img protocol-relative": f'<img src="{url[5:]}">',
        "img data svg": f"<img src='data:image/svg+xml,{svg}<image href=%22{url}%22/></svg>'>",
        "srcset": f'<img srcset="{url} 2x" src="">',
        "picture": f'<picture><source srcset="{url}"><img src="{url}"></picture>',
        "css import": f'<style>@import "{url}";</style>',
        "css import file": f'<style>@import url("{path}");</style>',
        "css background": f'<p style="background:url({url})">x</p>',
        "css content": f'<style>p::before {{ content: url("{path}") }}</style>',
        "css list": f'<ul style="list-style-image:url({url})"><li>x</li></ul>',
        "css attr": f'<style>p::before {{ content: attr(title url) }}</style><p title="{path}">x</p>',
        "font-face": f'<style>@font-face {{ font-family: F; src: url("{url}") }} p {{ font-family: F }}</style>',
        "font-face file": f'<style>@font-face {{ font-family: F; src: url("{path}") }} p {{ font-family: F }}</style>',
        "link stylesheet": f'<link rel="stylesheet" href="{url}">',
        "link attachment": f'<link rel="attachment" href="{path}">',
        "a attachment": f'<a rel="attachment" href="{path}">x</a>',
        "link icon": f'<link rel="icon" href="{url}">',
        "svg image": f'{svg}<image xlink:href="{path}" width="9" height="9"/></svg>',
        "svg use": f'{svg}<use xlink:href="{url}#a"/></svg>',
        "svg script": f"{svg}<script>location='{url}'</script></svg>",
        "svg style": f'{svg}<style>@import "{url}";</style></svg>',
        "object": f'<object data="{path}"></object>',
        "embed": f'<embed src="{url}">',
        "iframe": f'<iframe src="{path}"></iframe>',
        "base": f'<base href="{base}/"><img src="x">',
        "xinclude": f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{path}" parse="text"/>',
        "entity": f'<!DOCTYPE x [<!ENTITY e SYSTEM "{path}">]><p>&e;</p>',
        "meta refresh": f'<meta http-equiv="refresh" content="0;url={url}">',
        "close and image": f'"\'></p></li></ul><img src="{url}"><!--',
        "3,000 deep": "<div>" * 3000,
        "a word of a megabyte": "a" * 1_000_000,
        "500,000 elements": "<b>x</b>" * 100_000,
    }  # fmt: skip


NAMES = list(attacks("http://x", "/x"))


def text_of(body):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def everything_in(body):
    """All bytes of a PDF, unpacked."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        streams = [item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        assert not pdf.attachments and "/Names" not in pdf.Root
    return b"".join(streams)


def fill(plan, words):
    """The words in every text of a plan that reaches paper, as long as the column allows."""
    for model, names in (
        (Goal, "text"),
        (Step, "title proof"),
        (Agreement, "text article"),
        (Werkplan, "own_view"),
    ):
        rows = model.objects.filter(pk=plan.pk) if model is Werkplan else model.objects.filter(plan=plan)
        for name in names.split():
            most = model._meta.get_field(name).max_length
            rows.update(**{name: words[:most]})


@pytest.fixture
def printed(world, settings):
    """Prints a plan with these words everywhere, through the page: the answer."""
    coach = world.coach()
    client = world.client_of(coach)
    plan, _, _ = running_plan(coach, client)
    browser = world.browser(coach)

    def run(words):
        fill(plan, words)
        client.call_name = words[:60]
        client.save()
        return browser.get(reverse("werkplan:plan_pdf", args=[client.public_id]))

    return run


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_in_a_plan_is_only_text(printed, listener, name):
    process = document.press.process
    words = attacks(listener.base, listener.file)[name]
    answer = printed(words)
    assert answer.headers["Content-Type"] == "application/pdf", "the columns keep it short enough to print"
    assert not listener.asked and SECRET.encode() not in everything_in(answer.content)
    shown = re.sub(r"\s", "", text_of(answer.content))
    assert re.sub(r"\s", "", words[:40]) in shown, "what was typed is text, not markup"
    assert process is None or document.press.process is process, "the process did not die of it"
    result("B21", payloads=1, fetched=len(listener.asked), read=0, deaths=0)
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert words[:20] not in str(pdf.docinfo) + str(pdf.Root.Metadata.read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_even_as_markup_it_fetches_nothing(listener, name):
    """As if a template forgot to escape."""
    started = document.press.started
    try:
        body = paper(f"<p>a</p>{attacks(listener.base, listener.file)[name]}", title="x", created=NOW)
    except TooMuchForPaper as no:
        assert name[0].isdigit() or name.startswith("a word") or "font-face" in name, name
        assert no.sentence.endswith(".")
    else:
        assert SECRET.encode() not in everything_in(body) and SECRET not in text_of(body)
    assert not listener.asked
    assert paper("<p>a</p>", title="x", created=NOW), "the next document is made"
    assert document.press.started <= started + 1
    result("B21", payloads=1, fetched=len(listener.asked), read=0, deaths=0)


def test_the_attacks_work_without_the_fetcher(listener):
    from weasyprint import HTML

    asked = len(listener.asked)
    for name in ("img http", "css import", "link stylesheet"):
        HTML(string=attacks(listener.base, listener.file)[name]).write_pdf()
    assert len(listener.asked) >= asked + 3
    body = HTML(string=attacks(listener.base, listener.file)["link attachment"]).write_pdf()
    with pikepdf.open(io.BytesIO(body)) as pdf:
        assert pdf.attachments
    listener.asked.clear()


def test_a_plan_too_large_for_paper_says_so(world):
    coach = world.coach()
    client = world.client_of(coach)
    plan, _, _ = running_plan(coach, client)
    content = snapshot(plan)
    content["goals"][0]["text"] = "woord " * 200_000
    with pytest.raises(TooMuchForPaper, match="te groot"):
        plan_document(client, content)
    content["goals"][0]["text"] = "a" * 13_000
    with pytest.raises(TooMuchForPaper, match="lang woord"):
        plan_document(client, content)


def test_the_page_says_it_too(world, monkeypatch):
    coach = world.coach()
    client = world.client_of(coach)
    running_plan(coach, client)
    monkeypatch.setattr(document, "MOST_BYTES", 10)
    answer = world.browser(coach).get(reverse("werkplan:plan_pdf", args=[client.public_id]))
    assert answer.url == reverse("werkplan:documents", args=[client.public_id])
    assert "te groot" in str(next(iter(get_messages(answer.wsgi_request))))
    assert not PlanVersion.objects.filter(number=9).exists()
