"""The plan on paper: readable by a screen reader, fit for the archive, and never with the number."""

import datetime
import io
import re

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tests.werkplan.plans import add_step, make_offer, running_plan
from werkcentrum.audit.models import Event, Reading
from werkcentrum.paper.fetcher import NotOurs, OwnFilesOnly
from werkcentrum.web.dates import long_date
from werkplan.actions import agreements, consent
from werkplan.actions.inzet import move_inzet
from werkplan.pdf.document import TITLE, plan_document
from werkplan.snapshot import snapshot

BSN = "999990019"


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach, bsn=BSN, call_name="Kanárie")


@pytest.fixture
def body(world, coach, client):
    plan, goal, _ = running_plan(coach, client)
    add_step(coach, plan, goal, title="Haal het certificaat ‘Zorg’ <b>& meer</b>")
    agreements.add_duty(plan=plan, key="ww_zoeken", by=coach)
    return world.browser(coach).get(reverse("werkplan:plan_pdf", args=[client.public_id]))


def text_of(content):
    reader = PdfReader(io.BytesIO(content))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def test_it_says_what_she_does(body):
    text = text_of(body.content)
    assert body.headers["Content-Type"] == "application/pdf"
    for words in ("Mijn stappen", "Bel de taalschool 0", "Klaar als", "Dit wil ik", "WW 24.1.b.1°", "Wie helpt mij?"):
        assert words in text, words
    assert "Haal het certificaat ‘Zorg’ <b>& meer</b>" in text, "what was typed is text, not markup"
    assert "Kanárie" in text
    first = PdfReader(io.BytesIO(body.content)).pages[0].extract_text()
    assert "Bel de taalschool 0" in first and "Wie helpt mij?" not in first


def test_it_never_holds_the_number(body):
    assert BSN not in text_of(body.content)
    with pikepdf.open(io.BytesIO(body.content)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                assert BSN.encode() not in item.read_raw_bytes()
        assert "Kan" not in str(pdf.docinfo), "the file says nothing about whom it is"
    assert body.headers["Content-Disposition"] == 'inline; filename="werkplan.pdf"'


def test_it_is_tagged_and_archivable(body):
    with pikepdf.open(io.BytesIO(body.content)) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked and root.StructTreeRoot.K
        assert (str(root.Lang), str(pdf.docinfo.Title), root.ViewerPreferences.DisplayDocTitle) == (
            "nl-NL",
            TITLE,
            True,
        )
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert "/Filter" not in root.Metadata, "an archive reads the metadata without unpacking"
        xmp = root.Metadata.read_raw_bytes().decode()
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert fonts and all("Atkinson" in str(font.FontName) for font in fonts)
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        levels = [
            str(item.S)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/P" in item
        ]
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert {"/H1", "/H2", "/L", "/LI", "/P"} <= set(levels)


def test_both_standards_hold(body):
    checker = pytest.importorskip("page", reason="page-validation is not installed")
    for profile in ("ua1", "2a"):
        report = checker.validate_pdf_bytes(body.content, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]


def test_the_same_version_gives_the_same_bytes(world, coach, client):
    plan, _, _ = running_plan(coach, client)
    browser, url = world.browser(coach), reverse("werkplan:version_pdf", args=[client.public_id, 1])
    first = browser.get(url).content
    assert browser.get(url).content == first
    version = plan.versions.get()
    assert plan_document(client, version.content, version=version) == first
    assert "Versie 1" in text_of(first) and "ja gezegd tegen dit plan" in text_of(first)


def test_it_is_logged(body, client, coach):
    assert Reading.objects.filter(dossier=client.pk, part="pdf", actor=coach.user).count() == 1
    assert Event.objects.filter(dossier=client.pk, action="werkplan.print_plan").count() == 1


def test_own_words_on_paper(world, coach, client):
    plan, _, _ = running_plan(coach, client)
    plan.versions.get()
    add_step(coach, plan, plan.goals.get(), title="Iets nieuws")
    version = consent.agree_version(
        plan=plan, answer="besproken", on=plan.versions.get().answered_on, own_words="Te snel voor mij", by=coach
    )
    text = text_of(plan_document(client, version.content, version=version))
    assert "“Te snel voor mij”" in text and "niet mee eens" in text


def test_what_runs_on_and_what_she_thinks_stand_on_it(coach, client, world):
    plan, goal, _ = running_plan(coach, client)
    inzet = add_step(coach, plan, goal, title="Op proef", offer=make_offer(world)).inzetten.get()
    for move in ("request", "grant", "start"):
        inzet = move_inzet(inzet=inzet, move=move, by=coach)
    last = timezone.localdate() + datetime.timedelta(days=20)
    type(inzet).objects.filter(pk=inzet.pk).update(ends_on=last)
    plan.own_view = "Ik vind het spannend."
    text = text_of(plan_document(client, snapshot(plan)))
    assert f"Taaltraining NT2: tot en met {long_date(last)}" in text
    assert "“Ik vind het spannend.”" in text


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://localhost/",
        "https://example.org/x.png",
        "werkcentrum:../../settings",
        "data:text/css,x",
    ],
)
def test_nothing_else_is_fetched(url):
    with pytest.raises(NotOurs):
        OwnFilesOnly().fetch(url)


def test_paper_has_an_end(client):
    step = {
        "id": 1,
        "title": "Stap",
        "who": "klant",
        "due_on": None,
        "proof": "",
        "offer": "",
        "helper": "",
        "state": "bezig",
    }
    content = {
        "lead": {"partner": "UWV", "coach": ""},
        "evaluate_on": None,
        "goals": [{"id": 1, "text": "Doel", "steps": [step | {"done_on": None}] * 5000}],
        "agreements": [],
    }
    assert len(PdfReader(io.BytesIO(plan_document(client, content))).pages) < 40
