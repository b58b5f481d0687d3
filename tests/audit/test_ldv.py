"""The log as lines of the standard Logboek Dataverwerkingen: the shape that Logius documents, and nobody's name."""

import io
import json
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from werkcentrum.access.ldv import ACTIVITY_OF_PART, activity_of, subject_of
from werkcentrum.access.scoping import ACTIVITIES
from werkcentrum.audit.models import Reading
from werkcentrum.audit.parts import PARTS
from werkcentrum.audit.record import record_readings

# "Component: Logboek", interface: field -> (required, form). Bytes are written as hexadecimal, as OpenTelemetry does.
FIELDS = {
    "trace_id": (True, r"[0-9a-f]{32}"),
    "span_id": (True, r"[0-9a-f]{16}"),
    "status_code": (True, r"STATUS_CODE_(UNSET|OK|ERROR)"),
    "name": (True, r".+"),
    "start_time": (True, r"\d{13}"),
    "end_time": (True, r"\d{13}"),
    "parent_span_id": (False, r"[0-9a-f]{16}"),
    "foreign_operation": (False, r".*"),
    "resource": (False, r".*"),
    "attributes": (True, r".*"),
}
CORE = ("processing_activity_id", "data_subject_id", "data_subject_id_type")
TODAY = timezone.localdate


def exported(tmp_path, start=None, end=None):
    file = tmp_path / "ldv.jsonl"
    start, end = start or TODAY(), end or TODAY() + timedelta(days=1)
    call_command("export_ldv", str(file), "--from", str(start), "--until", str(end), stdout=io.StringIO())
    assert file.stat().st_mode & 0o077 == 0 and not file.with_name("ldv.jsonl.half").exists()
    return [json.loads(line) for line in file.read_text().splitlines()]


@pytest.fixture
def log(world):
    lead = world.coach(name="Ulla Postma")
    people = [world.client_of(lead, surname=f"Kanarie{n}") for n in range(3)]
    lead.saw([one.pk for one in people], "list:caseload")
    lead.saw([people[0].pk], "plan")
    lead.saw([people[0].pk], "bsn")
    lead.saw([None], "lookup")
    record_readings(lead)
    return lead, people


def test_every_line_has_the_documented_shape(log, tmp_path):
    found = exported(tmp_path)
    assert len(found) == 5, "one line for each person and processing, none left out; a miss is about nobody"
    for line in found:
        assert set(line) <= set(FIELDS) and {name for name, (must, _) in FIELDS.items() if must} <= set(line)
        for name, (_must, form) in FIELDS.items():
            assert name not in line or re.fullmatch(form, str(line[name])), (name, line[name])
        assert set(line["attributes"]) == {f"dpl.core.{name}" for name in CORE}
        assert line["start_time"] <= line["end_time"]
    assert len({line["span_id"] for line in found}) == 5


def test_it_names_no_user_and_no_person(log, tmp_path):
    lead, people = log
    text = json.dumps(exported(tmp_path))
    for word in ("Ulla", "Postma", "Kanarie", lead.user.email, *(str(one.public_id) for one in people)):
        assert word not in text
    assert not {str(one.dossier.public_id) for one in people} & set(re.findall(r"[0-9a-f-]{36}", text))


def test_it_is_joined_to_our_own_log_by_its_trace(log, tmp_path):
    lead, people = log
    found = exported(tmp_path)
    assert {line["trace_id"] for line in found} == {lead.trace.hex}
    assert Reading.objects.filter(trace=lead.trace, actor=lead.user).count() == 6
    mine = subject_of(people[0].dossier.public_id)
    assert len([line for line in found if line["attributes"]["dpl.core.data_subject_id"] == mine]) == 3


def test_activities_are_those_of_the_register(log, tmp_path):
    given = {line["attributes"]["dpl.core.processing_activity_id"] for line in exported(tmp_path)}
    assert given == {f"urn:werkcentrum:verwerking:{key}" for key in ("dossier", "plan", "bsn")}
    assert set(ACTIVITY_OF_PART.values()) <= set(ACTIVITIES)
    assert {activity_of(part) for part in PARTS} <= set(ACTIVITIES)


def test_a_page_that_failed_is_an_error(world, tmp_path):
    lead = world.coach()
    lead.saw([world.client_of(lead).pk], "plan")
    record_readings(lead, result="failed")
    assert exported(tmp_path)[0]["status_code"] == "STATUS_CODE_ERROR"


def test_only_the_days_asked_for(log, tmp_path):
    assert exported(tmp_path, start=TODAY() - timedelta(days=9), end=TODAY()) == []
    with pytest.raises(CommandError, match="na --from"):
        exported(tmp_path, start=TODAY(), end=TODAY())
