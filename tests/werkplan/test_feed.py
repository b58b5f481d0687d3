"""The monthly file: read, compared, carried out as on the screen; bad lines never stop good ones."""

import datetime
import json

import pytest
from django.core.management import CommandError, call_command

from clients.models import Entry, Feed, FeedIssue, Handover, IncomePeriod
from tests.factories.world import test_bsn
from tests.werkplan.plans import running_plan
from werkcentrum.audit.models import Event
from werkcentrum.export import read_csv
from werkplan.models import CarryOver

HEAD = "bsn;codelijst;code;van;tot"


@pytest.fixture
def supplier(world):
    return world.actor("beheerder", partner="uwv", name="Bea")


@pytest.fixture
def read(world, supplier, tmp_path, capsys):
    """Writes the lines to a file and reads it; gives what was printed."""

    def reading(*lines, name="maand.csv", head=HEAD, encoding="utf-8", **options):
        path = tmp_path / name
        path.write_text("\n".join([*([head] if head else []), *lines]) + "\n", encoding=encoding)
        call_command("import_situations", str(path), by=supplier.user.email, workers=1, **options)
        out = capsys.readouterr()
        return out.out + out.err

    return reading


def person(world, number, **facts):
    return world.client_of(world.coach(), bsn=test_bsn(number), **facts)


def codes(client):
    return [(row.code, str(row.valid_from), row.valid_until and str(row.valid_until), row.leading)
            for row in client.income_periods.order_by("valid_from", "-leading")]  # fmt: skip


def test_a_new_benefit_goes_through_the_same_door_as_the_screen(world, read):
    coach = world.coach()
    world.team_leader("gemeente-leeuwarden")
    client = world.client_of(coach, bsn=test_bsn(1))
    running_plan(coach, client)
    said = read(f"{test_bsn(1)};soort_ikv;43;2026-11-01;")
    assert "1 wijzigingen" in said
    assert codes(client) == [("WW", "2026-01-01", "2026-10-31", True), ("BIJSTAND", "2026-11-01", None, True)]
    report = CarryOver.objects.get(client=client)
    assert (report.from_code, report.to_code) == ("WW", "BIJSTAND") and report.lines.exists()
    assert Handover.objects.get(client=client).to_participation.partner.kind == "municipality"
    event = Event.objects.get(action="werkplan.change_income", dossier=client.pk)
    assert event.actor.name == "Bea" and event.role == "systeem"
    assert Entry.objects.filter(client=client, deed="werkplan.change_income").exists()


def test_the_same_file_twice_changes_nothing_and_says_so(world, read):
    client = person(world, 1)
    line = f"{test_bsn(1)};soort_ikv;43;2026-11-01;"
    read(line)
    before, events = codes(client), Event.objects.count()
    assert "al ingelezen" in read(line) and Event.objects.count() == events
    said = read(line, again=True)
    assert "1  al bekend" in said and codes(client) == before
    # Another file with the same contents is compared, and finds everything there.
    assert "0 wijzigingen" in read(line, "", name="ander.csv")


def test_a_rehearsal_counts_and_keeps_nothing(world, read):
    client = person(world, 1)
    said = read(f"{test_bsn(1)};soort_ikv;43;2026-11-01;", dry_run=True)
    assert "1 wijzigingen" in said and "er is niets bewaard" in said
    assert [code for code, *_ in codes(client)] == ["WW"] and not Feed.objects.exists()


def test_bad_lines_never_stop_good_ones_and_nothing_is_lost(world, read, tmp_path):
    good = [person(world, number) for number in (1, 2)]
    said = read(
        f"{test_bsn(1)};soort_ikv;43;2026-11-01;",
        "123456789;soort_ikv;43;2026-11-01;",
        f"{test_bsn(2)};soort_ikv;99;2026-11-01;",
        f"{test_bsn(2)};soort_ikv;43;gisteren;",
        f"{test_bsn(2)};soort_ikv;43;2026-11-01;2026-10-01",
        f"{test_bsn(2)};soort_ikv;43",
        f"{test_bsn(2)};soort_ikv;43;2026-11-01;",
    )
    assert [codes(client)[-1][0] for client in good] == ["BIJSTAND", "BIJSTAND"]
    issues = dict(FeedIssue.objects.values_list("line", "sentence"))
    assert list(issues) == [3, 4, 5, 6, 7] and "5 regels vragen aandacht" in said
    assert "codelijst" in issues[4] and "datum" in issues[5] and "voor de begindatum" in issues[6]
    assert not any(test_bsn(n) in sentence for sentence in issues.values() for n in (1, 2))
    rest = (tmp_path / "maand.over.csv").read_text().splitlines()
    assert rest[0] == HEAD and len(rest) == 6 and rest[1].startswith("123456789")
    assert (tmp_path / "maand.over.csv").stat().st_mode & 0o077 == 0
    assert read_csv((tmp_path / "maand.csv.verslag.csv").read_bytes())[1][:2] == ["3", "Niet te lezen"]


def test_wages_stand_beside_a_benefit_and_what_goes_on_keeps_leading(world, read):
    client = person(world, 1)
    read(f"{test_bsn(1)};soort_ikv;33;2026-01-01;", f"{test_bsn(1)};soort_ikv;15;2026-11-01;")
    assert codes(client) == [("WW", "2026-01-01", None, True), ("LOONDIENST", "2026-11-01", None, False)]


def test_an_end_that_was_not_known(world, read):
    client = person(world, 1)
    read(f"{test_bsn(1)};soort_ikv;33;2026-01-01;2026-12-31")
    assert codes(client) == [("WW", "2026-01-01", "2026-12-31", True)]


def test_under_27_assistance_is_another_situation(world, read):
    client = person(world, 1, birth_on=datetime.date(2003, 5, 1))
    read(f"{test_bsn(1)};soort_ikv;43;2026-11-01;")
    assert codes(client)[-1][0] == "BIJSTAND_JONG"


def test_what_the_code_does_not_say_is_asked_first(world, read):
    client = person(world, 1)
    said = read(f"{test_bsn(1)};soort_ikv;31;2026-11-01;", f"{test_bsn(1)};soort_ikv;46;2026-11-01;")
    assert "1  eerst navragen" in said and "1  code zonder eigen situatie" in said
    assert [code for code, *_ in codes(client)] == ["WW"]
    assert "zwangerschap" in FeedIssue.objects.get().sentence


def test_another_first_day_is_for_a_person_to_decide(world, read):
    client = person(world, 1)
    read(f"{test_bsn(1)};soort_ikv;33;2026-02-01;")
    assert codes(client) == [("WW", "2026-01-01", None, True)]
    assert FeedIssue.objects.get().kind == FeedIssue.Kind.DIFFERS


def test_who_is_not_here_is_only_counted(world, read):
    said = read(f"{test_bsn(7)};soort_ikv;43;2026-11-01;", f"{test_bsn(7)};soort_ikv;43;2026-11-01;")
    assert "2  niet ingeschreven" in said and not FeedIssue.objects.exists()


def test_the_same_line_again_is_taken_once(world, read):
    client = person(world, 1)
    line = f"{test_bsn(1)};soort_ikv;43;2026-11-01;"
    assert "1  dezelfde regel" in read(line, line)
    assert CarryOver.objects.filter(client=client).count() == 1


def test_json_lines(world, read):
    client = person(world, 1)
    line = {"bsn": test_bsn(1), "codelijst": "situatie", "code": "BIJSTAND", "van": "2026-11-01", "tot": None}
    read(json.dumps(line), "{kapot", name="maand.jsonl", head="")
    assert codes(client)[-1][0] == "BIJSTAND" and FeedIssue.objects.get().line == 2


@pytest.mark.parametrize(
    ("lines", "head", "encoding", "words"),
    [
        ([], HEAD, "utf-8", "geen enkele regel"),
        (["2026-11-01;soort_ikv;43;999990019;"], HEAD, "utf-8", "nergens een BSN"),
        (["x"], "bsn;codelijst;code;van", "utf-8", "kolom tot ontbreekt"),
        ([f"{test_bsn(1)};soort_ikv;43;2026-11-01;"], HEAD, "utf-16", "UTF-16"),
        ([f"{test_bsn(1)};soort_ikv;43;2026-11-01;é"], HEAD, "cp1252", "UTF-8"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_changes_nothing(world, read, lines, head, encoding, words):
    client = person(world, 1)
    with pytest.raises(CommandError, match=words) as told:
        read(*lines, head=head, encoding=encoding)
    assert told.value.returncode == 2 and not Feed.objects.exists()
    assert [code for code, *_ in codes(client)] == ["WW"]


def test_only_who_knows_the_income_by_law_supplies(world, read, tmp_path):
    outsider = world.coach("sociale-partners", name="Sanne")
    path = tmp_path / "x.csv"
    path.write_text(f"{HEAD}\n{test_bsn(1)};soort_ikv;43;2026-11-01;\n")
    with pytest.raises(CommandError, match="werkt niet bij UWV"):
        call_command("import_situations", str(path), by=outsider.user.email, workers=1)


def test_a_dossier_that_stands_still_is_left_alone(world, read):
    client = person(world, 1)
    client.dossier.closed_at = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    client.dossier.save()
    assert "1  dossier gesloten" in read(f"{test_bsn(1)};soort_ikv;43;2026-11-02;")
    assert [code for code, *_ in codes(client)] == ["WW"]


def test_stopped_half_way_it_goes_on_where_it_was(world, read, monkeypatch):
    from werkplan import feed

    people = [person(world, number) for number in range(1, 7)]
    lines = [f"{test_bsn(number)};soort_ikv;43;2026-11-01;" for number in range(1, 7)]
    monkeypatch.setattr(feed, "BATCH", 2)
    seen, real = [], feed.take_over

    def falls(*, compared, by):
        seen.append(compared.row.line)
        if len(seen) == 4:
            raise KeyboardInterrupt
        return real(compared=compared, by=by)

    monkeypatch.setattr(feed, "take_over", falls)
    with pytest.raises(KeyboardInterrupt):
        read(*lines)
    monkeypatch.setattr(feed, "take_over", real)
    said = read(*lines)
    assert "gaat verder" in said and Feed.objects.get().finished_at
    for client in people:
        assert codes(client)[-1][0] == "BIJSTAND"
        assert CarryOver.objects.filter(client=client).count() == 1
    assert IncomePeriod.objects.filter(code="BIJSTAND").count() == 6


def test_a_line_costs_the_same_whatever_else_is_in_the_file(world, read, django_assert_max_num_queries):
    for number in range(1, 4):
        person(world, number)
    lines = [f"{test_bsn(number)};soort_ikv;33;2026-01-01;" for number in range(1, 4)]
    lines += [f"{test_bsn(number)};soort_ikv;43;2026-11-01;" for number in range(50, 90)]
    with django_assert_max_num_queries(30):
        read(*lines)
