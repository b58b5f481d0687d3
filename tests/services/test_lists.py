"""A partner's own list: read whatever it looks like, reported row by row, taken over whole or not at all, and back."""

import csv
import datetime
import io
import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from services.imports import actions, cells, columns, sheet
from services.imports.models import OfferList
from services.models import Instrument, Offer
from werkcentrum.audit.models import Event
from werkcentrum.export import read_csv
from werkcentrum.refusal import Conflict, Refused

IMPORT, EXPORT = reverse("services:offer_import"), reverse("services:offer_export")
MUNICIPAL = "gemeente-leeuwarden"
HEAD = [
    "Nr.",
    "Regeling",
    "Naam aanbod",
    "Beschrijving",
    "Contactpersoon",
    "Aantal plekken",
    "Geldig vanaf",
    "Einddatum",
]
GOOD = ["L-1", "TAAL", "Taalles in de avond", "U leert Nederlands.", "taal@voorbeeld.example.nl", "12", "1-2-2026", ""]


def row(number, **changes):
    """A good row with other cells."""
    names = dict(
        zip(("number", "instrument", "title", "description", "contact", "places", "from", "until"), GOOD, strict=True)
    )
    return list((names | {"number": number, "title": f"Taalles {number}"} | changes).values())


def as_csv(rows, *, mark=";", end="\r\n", encoding="utf-8", head=HEAD):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark, lineterminator=end).writerows([head, *rows] if head else rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows, fill=None):
    book = Workbook()
    page = book.active
    for cells_ in rows:
        page.append(cells_)
    if fill:
        fill(page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(body):
    return json.loads(sheet.read({}, body)[1])


def key():
    return {"submit_key": str(uuid.uuid4())}


def text(answer):
    return answer.content.decode()


@pytest.fixture
def coach(menu):
    return menu.world.coach(MUNICIPAL)


def taken(body, by):
    return actions.take_over(offers=actions.bring_list(body=body, by=by), by=by)


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_delimiter_and_encoding(mark, encoding):
    body = as_csv([row("é1", title="Café, “taal” voor Oekraïne")], mark=mark, encoding=encoding)
    found = rows_of(body)
    assert [line for line, _ in found] == [1, 2]
    assert found[1][1][:3] == ["é1", "TAAL", "Café, “taal” voor Oekraïne"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_any_line_end_and_empty_rows(end):
    body = as_csv([row("1"), [""] * 8, [], row("2")], end=end)
    assert [line for line, _ in rows_of(body)] == [1, 2, 5]
    assert rows_of(b"sep=,\r\na,b\r\n1,2\r\n") == [[1, ["a", "b"]], [2, ["1", "2"]]]


def test_a_real_sheet_with_merged_headers_dates_and_formulas():
    def fill(page):
        page.merge_cells("A1:H1")
        page.merge_cells("A2:A3")
        page.merge_cells("G2:H2")
        page["C5"].data_type = "s"

    start = datetime.datetime(2026, 2, 1)  # noqa: DTZ001  as a sheet holds it
    body = as_xlsx(
        [
            ["Ons aanbod van 2026"],
            ["Nr.", None, None, None, None, None, "Wanneer", None],
            [None, *HEAD[1:]],
            [],
            ["L-1", "TAAL", "=1+1", "Een les\r\nper week_x000D_", "taal@x.example.nl", 12.0, start, "31-12-2026"],
        ],
        fill,
    )
    found = rows_of(body)
    header = columns.header_of(found)
    assert found[header][0] == 3
    assert columns.guess(found[header][1]) == {
        "number": 0, "instrument": 1, "title": 2, "description": 3, "contact": 4, "places": 5,
        "valid_from": 6, "valid_until": 7,
    }  # fmt: skip
    assert columns.is_heading(found[0][1]) and found[-1][0] == 5
    assert found[-1][1] == [
        "L-1", "TAAL", "=1+1", "Een les per week", "taal@x.example.nl", "12", "2026-02-01", "31-12-2026"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "staat niets"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 xls", "oud Excel-bestand"),
        (b"%PDF-1.7 x", "als xlsx of csv"),
        (b"PK\x03\x04 kapot", "kapot"),
        (b"a;b\n" * 2_100, "te veel regels"),
        (b";".join([b"x"] * 80), "te veel kolommen"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(menu, coach, body, words):
    with pytest.raises(Refused, match=words) as no:
        actions.bring_list(body=body, by=coach)
    assert no.value.field == "file" and not OfferList.objects.exists()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1-2-2026", (2026, 2, 1)), ("01/02/26", (2026, 2, 1)), ("1 feb 2026", (2026, 2, 1)),
        ("2026-02-01 00:00:00", (2026, 2, 1)), ("46054", (2026, 2, 1)),
    ],
)  # fmt: skip
def test_dates_as_people_and_spreadsheets_write_them(typed, day):
    assert cells.day(typed, "Geldig van") == datetime.date(*day)


def test_dates_and_numbers_that_are_none():
    for wrong in ("31-2-2026", "binnenkort", "1-2"):
        with pytest.raises(cells.Wrong, match="geen datum"):
            cells.day(wrong, "Geldig van")
    for wrong in ("-3", "3,5", "veel", "99999"):
        with pytest.raises(cells.Wrong, match="geen heel getal"):
            cells.number(wrong, "Plaatsen")
    assert (cells.number("12 plaatsen", "x"), cells.number("1.200", "x"), cells.number("onbeperkt", "x")) == (
        12,
        1200,
        None,
    )


BAD = [
    ({"instrument": "LIV"}, "Instrument", "bestaat niet meer"),
    ({"instrument": "Iets"}, "Instrument", "staat niet in de landelijke lijst"),
    ({"instrument": "PP_UWV_WW"}, "Instrument", "geen taak van"),
    ({"title": ""}, "Titel", "Deze cel is leeg"),
    ({"title": "x" * 121}, "Titel", "te lang"),
    ({"places": "-1"}, "Plaatsen", "geen heel getal"),
    ({"from": "morgen"}, "Geldig van", "geen datum"),
    ({"from": "1-3-2027", "until": "1-2-2027"}, "Geldig tot en met", "einde ligt voor het begin"),
    ({"until": "1-2-2020", "from": "1-1-2020"}, "Geldig tot en met", "is voorbij"),
]


def test_bad_rows_are_listed_with_their_column_and_good_ones_go_in(menu, coach):
    rows = [row(f"B{place}", **changes) for place, (changes, *_) in enumerate(BAD)]
    browser = menu.world.browser(coach)
    body = as_csv([row("G1"), ["Tussenkop"], *rows, row("G2"), row("G1", title="Nog een")])
    answer = browser.post(IMPORT, {"file": SimpleUploadedFile("lijst.csv", body)} | key())
    assert answer.status_code == 302 and not Offer.objects.exists()
    page = text(browser.get(answer.url))
    assert "2 regels zijn goed" in page and "10 regels kloppen" in page and "1 tussenkop" in page
    for _, column, words in BAD:
        assert f"<b>{column}</b>" in page and words in page
    assert "Dit staat ook op regel 2" in page
    lines = read_csv(browser.get(EXPORT, {"fouten": answer.url.split("=")[1]}).content)
    assert len(lines) == 11 and lines[0][:4] == ["Regel", "Kolom", "Wat is er mis?", "Nr."]
    assert lines[1][:4] == ["4", "Instrument", lines[1][2], "B0"] and "bestaat niet meer" in lines[1][2]
    assert browser.post(answer.url, {"take": "1"} | key()).status_code == 302
    made = Offer.objects.order_by("provider_number")
    assert [offer.provider_number for offer in made] == ["G1", "G2"]
    assert {offer.state for offer in made} == {"concept"} and made[0].places == 12
    assert made[0].cost_client == Instrument.objects.get(pk="TAAL").cost_client
    assert Event.objects.filter(action="services.create_offer").count() == 2
    again = browser.post(answer.url, {"take": "1"} | key())
    assert again.status_code == 409 and "al overgenomen" in text(again)


def test_the_same_list_twice_makes_nothing_new_and_a_changed_one_brings_drafts_up_to_date(menu, coach):
    first = as_csv([row("1"), row("2")])
    taken(first, coach)
    with pytest.raises(Refused, match="geen goede regel"):
        taken(first, coach)
    again = taken(as_csv([row("1", places="20"), row("2"), row("3")]), coach)
    assert (again.made, again.changed) == (1, 1)
    assert list(Offer.objects.order_by("provider_number").values_list("places", flat=True)) == [20, 12, 12]
    offer = Offer.objects.get(provider_number="1")
    for move, by in (("propose_offer", coach), ("publish_offer", menu.coordinator())):
        from services import actions as offers

        offer = getattr(offers, move)(offer=offer, by=by)
    listed = actions.bring_list(body=as_csv([row("1", places="30")]), by=coach)
    page = text(menu.world.browser(coach).get(f"{IMPORT}?lijst={listed.public_id}"))
    assert "al gepubliceerd en is nu anders" in page
    offer.refresh_from_db()
    assert offer.places == 20


def test_without_a_number_title_and_instrument_tell_it_apart(menu, coach):
    taken(as_csv([row("")]), coach)
    with pytest.raises(Refused, match="geen goede regel"):
        taken(as_csv([row("")]), coach)
    assert Offer.objects.count() == 1


def test_one_row_that_breaks_while_saving_takes_the_whole_list_back(menu, coach, monkeypatch):
    listed = actions.bring_list(body=as_csv([row("1"), row("2"), row("3")]), by=coach)
    made, really = [], actions.actions.create_offer

    def breaks(**kwargs):
        if len(made) == 2:
            raise Refused("Dit kan nu niet.")
        made.append(really(**kwargs))

    monkeypatch.setattr(actions.actions, "create_offer", breaks)
    with pytest.raises(Refused, match=r"Regel 4: Dit kan nu niet. Er is niets overgenomen."):
        actions.take_over(offers=listed, by=coach)
    listed.refresh_from_db()
    assert len(made) == 2 and not Offer.objects.exists() and listed.taken_at is None


def test_columns_that_are_not_recognised_are_pointed_out(menu, coach):
    browser = menu.world.browser(coach)
    strange = ["A", "B", "C", "D", "E", "F", "G", "H"]
    body = as_csv([row("1")], head=strange)
    address = browser.post(IMPORT, {"file": SimpleUploadedFile("l.csv", body)} | key()).url
    assert "Wijs nog kolommen aan" in text(browser.get(address))
    places = {"header": 0, "number": 0, "instrument": 1, "title": 2, "description": 3, "contact": 4}
    twice = browser.post(address, places | {"contact": 3} | key())
    assert twice.status_code == 422 and "Dezelfde kolom" in text(twice)
    assert browser.post(address, places | {"contact": 77} | key()).status_code == 422
    assert browser.post(address, places | key()).status_code == 302
    assert "1 regel is goed" in text(browser.get(address))


def test_whose_list_it_is(menu, coach):
    listed = actions.bring_list(body=as_csv([row("1")]), by=coach)
    address, bad = f"{IMPORT}?lijst={listed.public_id}", f"{EXPORT}?fouten={listed.public_id}"
    for stranger in (menu.world.coach("uwv"), menu.coordinator("FoodValley")):
        browser = menu.world.browser(stranger)
        assert browser.get(address).status_code == browser.get(bad).status_code == 404
        assert browser.post(address, {"take": "1"} | key()).status_code == 404
        with pytest.raises(PermissionDenied):
            actions.take_over(offers=listed, by=stranger)
        with pytest.raises(PermissionDenied):
            actions.bring_list(body=as_csv([row("1")]), cell=coach.cell, by=stranger)
    boss = menu.world.browser(menu.coordinator())
    assert boss.get(address).status_code == 200
    assert boss.get(f"{IMPORT}?lijst=x").status_code == 404


def test_what_goes_out_comes_back_as_the_same(menu, coach):
    nasty = '=HYPERLINK("http://x")'
    offer = menu.published(title=nasty, reach=["GM0080"], places=5, conditions="Een\nregel", provider_number="A1")
    browser = menu.world.browser(coach)
    for kind in ("xlsx", "csv"):
        body = browser.get(EXPORT, {"soort": kind}).content
        listed = actions.bring_list(body=body, by=coach)
        page = text(browser.get(f"{IMPORT}?lijst={listed.public_id}"))
        assert "1 stond er al." in page and "nog niet" not in page, kind
    cell = load_workbook(io.BytesIO(browser.get(EXPORT, {"soort": "xlsx"}).content)).active["C2"]
    assert cell.data_type == "s" and cell.value == f"'{nasty}"
    found = json.loads(browser.get(EXPORT, {"soort": "json"}).content)["services"]
    assert [(one["id"], one["name"], one["status"]) for one in found] == [(str(offer.public_id), nasty, "active")]
    assert found[0]["service_areas"] == [{"name": "Leeuwarden", "extent": "GM0080", "extent_type": "municipality"}]
    assert found[0]["capacities"][0]["maximum"] == 5
    assert found[0]["assured_date"] == timezone.localdate().isoformat()
    assert browser.get(EXPORT, {"soort": "exe"}).status_code == 404


def test_a_partner_takes_out_its_own_only(menu, coach):
    menu.published(title="Van Leeuwarden")
    other = menu.world.browser(menu.world.coach("uwv"))
    assert "Van Leeuwarden" not in other.get(EXPORT).content.decode("utf-8-sig")
    assert "Van Leeuwarden" in menu.world.browser(menu.coordinator()).get(EXPORT).content.decode("utf-8-sig")


def test_the_command(menu, coach, tmp_path, capsys):
    path = tmp_path / "lijst.csv"
    path.write_bytes(as_csv([row("1"), row("2", places="veel")]))
    cell = f"{MUNICIPAL}@Friesland"
    call_command("import_offers", path, cell=cell, dry_run=True)
    told = capsys.readouterr().out
    assert "regel 3, Plaatsen:" in told and "1 nieuw, 0 gewijzigd, 0 hetzelfde, 1 fout." in told
    assert not Offer.objects.exists()
    call_command("import_offers", path, cell=cell, by=coach.user.email)
    assert "Overgenomen: 1 nieuw" in capsys.readouterr().out
    assert Offer.objects.get().provider == coach.cell
    for wrong in ({"cell": "x@y"}, {"cell": cell, "by": "niemand@example.nl"}):
        with pytest.raises(CommandError):
            call_command("import_offers", path, **wrong)


def test_lists_are_forgotten_and_their_offers_stay(menu, coach):
    listed = taken(as_csv([row("1")]), coach)
    OfferList.objects.filter(pk=listed.pk).update(brought_at=timezone.now() - datetime.timedelta(days=31))
    from services.nightly import forget_lists

    assert forget_lists(by=None, on=timezone.localdate()) == "1 lijsten weg."
    assert Offer.objects.exists()
    with pytest.raises(OfferList.DoesNotExist):
        actions.take_over(offers=listed, by=coach)


def test_five_hundred_rows(menu, coach):
    body = as_xlsx([HEAD, *(row(str(number)) for number in range(500))])
    assert taken(body, coach).made == 500
    assert Offer.objects.filter(state="concept").count() == 500


def test_taking_over_twice_is_a_conflict(menu, coach):
    listed = taken(as_csv([row("1")]), coach)
    with pytest.raises(Conflict):
        actions.take_over(offers=listed, by=coach)
