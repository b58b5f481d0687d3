"""Who changes, deletes or cuts off a sealed row is found, and an untouched log is whole (B15).

Red without its guards: the anchor (`test_without_the_anchor_a_cut_tail_is_not_seen`) and the seal of a batch.
"""

import io
import json
import random

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from tests.support.results import result
from tests.support.size import size
from werkcentrum.audit.models import Event, LogBatch, Reading
from werkcentrum.audit.record import record, record_readings
from werkcentrum.audit.seal import anchor, merkle, sealer
from werkcentrum.audit.seal.rows import TABLES, read
from werkcentrum.audit.seal.verify import verify
from werkcentrum.refusal import Refused

LET_GO = """CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF; RETURN NEW; END'"""
"""What somebody with the keys of the database does first."""


def run(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@pytest.fixture
def log(committed_world, tmp_path):
    """Three batches of each table, sealed in three runs, with the anchor beside them."""
    lead = committed_world.coach()
    client = committed_world.client_of(lead)
    file = tmp_path / "anchor"
    for turn in range(3):
        for number in range(7 + turn):
            with transaction.atomic():
                lead.saw([client.pk], ("plan", "intake", "mine")[number % 3])
                record_readings(lead)
                record("test.note", client, by=lead, dossier=client.pk, number=number, words="ë")
        assert sealer.seal(file=file)
    assert LogBatch.objects.count() == 6
    return file


def test_an_untouched_log_is_whole(log):
    found = verify(file=log)
    assert found.whole and found.batches == 6 and found.waiting == 0
    assert found.rows == Event.objects.count() + Reading.objects.count() >= 48


def test_sealing_again_seals_nothing_twice(log):
    before = log.read_bytes()
    assert sealer.seal(file=log) == [] and log.read_bytes() == before


def test_a_running_transaction_is_waited_for(log, committed_world):
    """A row of a transaction that commits later is not missed: it falls in a later batch."""
    import psycopg2

    target = connection.settings_dict
    other = psycopg2.connect(
        dbname=target["NAME"], user=target["USER"], host=target["HOST"], port=target["PORT"], password=""
    )
    with other.cursor() as cursor:
        cursor.execute("SELECT set_config('app.door', 'test', true)")
        cursor.execute(
            """INSERT INTO audit_event (id, at, role, action, object_type, object_id, detail)
               VALUES (gen_random_uuid(), now(), '', 'slow', 'x.y', '1', '{}')"""
        )
        with transaction.atomic():
            record("test.note", committed_world.client_of(committed_world.coach()), by=committed_world.coach())
        assert sealer.seal(file=log) == []
        other.commit()
    other.close()
    made = sealer.seal(file=log)
    sealed = {key for batch in made for key, _ in TABLES[batch.table].entries(batch.leaves)}
    assert set(Event.objects.filter(action__in=["slow", "test.note"]).values_list("pk", flat=True)) & sealed
    assert Event.objects.get(action="slow").pk in sealed
    assert verify(file=log).whole


# --- tampering ---------------------------------------------------------------------------------------------------


TEXTS = {"audit_event": ("role", "action", "object_type", "object_id"), "audit_reading": ("role", "part", "purpose")}


def flip(chance):
    """Change one bit of one column of one row."""
    table = chance.choice(list(TABLES))
    ((key,),) = run(f"SELECT id FROM {table} ORDER BY md5(id::text || %s) LIMIT 1", str(chance.random()))
    kind = chance.choice(["text", "at", "trace", "turn", "detail" if table == "audit_event" else "relation"])
    if kind == "text":
        name = chance.choice(TEXTS[table])
        ((old,),) = run(f"SELECT {name} FROM {table} WHERE id = %s", str(key))
        at = chance.randrange(len(old) or 1)
        new = old[:at] + chr((ord(old[at]) if old else 96) ^ 1 << chance.randrange(5)) + old[at + 1 :]
        new = new.replace("\x00", "q")
        changed = run(f"UPDATE {table} SET {name} = %s WHERE id = %s", new, str(key))
    elif kind == "at":
        change = f"{1 << chance.randrange(30)} microseconds"
        changed = run(f"UPDATE {table} SET at = at - interval %s WHERE id = %s", change, str(key))
    elif kind == "trace":
        changed = run(f"UPDATE {table} SET trace = gen_random_uuid() WHERE id = %s", str(key))
    elif kind == "turn":
        changed = run(f"UPDATE {table} SET turn = turn # %s WHERE id = %s", 1 << chance.randrange(20), str(key))
    elif kind == "detail":
        changed = run(f"""UPDATE {table} SET detail = detail || '{{"number": 99}}' WHERE id = %s""", str(key))
    else:
        changed = run(f"UPDATE {table} SET relation = 'glass' WHERE id = %s", str(key))
    assert changed == 1
    return str(key)


def drop(chance):
    """Delete one row, wherever it stands."""
    table = chance.choice(list(TABLES))
    ((key,),) = run(f"SELECT id FROM {table} ORDER BY md5(id::text || %s) LIMIT 1", str(chance.random()))
    assert run(f"DELETE FROM {table} WHERE id = %s", str(key)) == 1
    return str(key)


def cut_rows(chance):
    """Delete the last rows of a table; their batch stays."""
    table = chance.choice(list(TABLES))
    number = chance.randrange(1, 6)
    gone = run(
        f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} ORDER BY turn DESC LIMIT %s) RETURNING id", number
    )
    return str(gone[0][0])


def cut_tail(chance):
    """Delete the last batches with all their rows: what only the anchor can tell."""
    keep = 6 - chance.randrange(1, 6)
    cut_after(keep)
    return f"batch {keep + 1} "


def cut_after(keep):
    for batch in LogBatch.objects.filter(number__gt=keep):
        keys = [str(key) for key, _ in TABLES[batch.table].entries(batch.leaves)]
        run(f"DELETE FROM {batch.table} WHERE id::text = ANY(%s)", keys)
    run("DELETE FROM audit_logbatch WHERE number > %s", keep)


def insert(chance):
    """Slip a row in between, as if it had always been there."""
    run(
        """INSERT INTO audit_event (id, at, role, action, object_type, object_id, detail, turn)
           SELECT gen_random_uuid(), at, role, 'slipped', object_type, object_id, detail, turn FROM audit_event
           ORDER BY turn LIMIT 1"""
    )
    return str(Event.objects.get(action="slipped").pk)


def change_batch(chance):
    """Change a column of a batch, its tree or the order."""
    number = chance.randrange(1, 7)
    change = chance.choice(
        ["count = count + 1", "root = repeat('0', 64)", "previous = repeat('1', 64)", "digest = repeat('2', 64)",
         "sealed_at = sealed_at + interval '1 microsecond'", "last_turn = last_turn + 1", "form = 9",
         "leaves = set_bit(leaves, 77, 1 - get_bit(leaves, 77))", "number = number + 100",
         "first_turn = first_turn - 1"]
    )  # fmt: skip
    assert run(f"UPDATE audit_logbatch SET {change} WHERE number = %s", number) == 1
    return f"{'atch' if 'number' not in change else ''} {number}"


TAMPERS = [flip, drop, cut_rows, cut_tail, insert, change_batch]


def test_every_tampering_is_found_and_named(log):
    chance, missed = random.Random(20261124), []
    number = size("B15 tampers")
    for turn in range(number):
        tamper = TAMPERS[turn % len(TAMPERS)]
        with transaction.atomic():
            run(LET_GO)
            named = tamper(chance)
            found = verify(file=log)
            if found.whole or not any(named in sentence for sentence in found.findings):
                missed.append((tamper.__name__, named, found.findings))
            transaction.set_rollback(True)
    result("B15", tampers=number, missed=len(missed))
    assert missed == []
    assert verify(file=log).whole, "every tampering was rolled back"


def test_every_changed_line_of_the_anchor_is_found(log):
    """One bit of one byte, a lost line, a lost tail, an empty file."""
    chance, whole = random.Random(7), log.read_bytes()
    for _turn in range(size("B15 tampers")):
        at = chance.randrange(len(whole))
        log.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        assert not verify(file=log).whole, at
    lines = whole.splitlines(keepends=True)
    for less in (lines[:-1], lines[:2] + lines[3:], lines[1:], []):
        log.write_bytes(b"".join(less))
        assert not verify(file=log).whole
    log.write_bytes(whole)
    assert verify(file=log).whole


def test_a_forged_chain_does_not_fit_the_anchor(log):
    """Somebody rewrites a row and every seal after it, with our own code: only the file outside the database tells."""
    with transaction.atomic():
        run(LET_GO)
        run("UPDATE audit_reading SET part = 'bsn' WHERE id = (SELECT min(id) FROM audit_reading)")
        run("DELETE FROM audit_logbatch")
        other = log.with_name("forged")
        # The rows of this transaction are not finished yet; the forger waits for that.
        below, unused = sealer.horizon()
        patch = pytest.MonkeyPatch()
        patch.setattr(sealer, "horizon", lambda: (below, unused))
        sealer.seal(file=other)
        patch.undo()
        assert verify(file=other).whole
        found = verify(file=log)
        assert not found.whole and "andere dan die in het ankerbestand" in " ".join(found.findings)
        transaction.set_rollback(True)


def test_without_the_anchor_a_cut_tail_is_not_seen(log, monkeypatch):
    """The guard that finds it is the file: take it away and the cut stays unseen."""
    monkeypatch.setattr("werkcentrum.audit.seal.verify._anchor", lambda report, lines, file: None)
    with transaction.atomic():
        run(LET_GO)
        cut_after(4)
        assert verify(file=log).whole
        transaction.set_rollback(True)


# --- commands ----------------------------------------------------------------------------------------------------


def told(command, *args, code=0):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(command, *args, stdout=out, stderr=err)
    except SystemExit as stop:
        assert stop.code == code
    else:
        assert code == 0, out.getvalue()
    return out.getvalue() + err.getvalue()


def test_the_command_says_whether_the_log_is_whole(log):
    assert "Alles klopt" in told("verify_log", "--anchor", str(log))
    key = Reading.objects.order_by("pk").first().pk
    with transaction.atomic():
        run(LET_GO)
        run("UPDATE audit_reading SET part = 'bsn' WHERE id = %s", key)
        said = told("verify_log", "--anchor", str(log), code=2)
        assert f"Batch 2 (inzagen): regel {key} is gewijzigd" in said and "is 1 fout" in said
        transaction.set_rollback(True)


def test_the_proof_of_a_row_leads_to_the_root(log):
    for row in [*Event.objects.all()[:3], *Reading.objects.all()[:3]]:
        assert "Deze regel is wat er is verzegeld" in told("verify_log", "--row", str(row.pk))
    assert "geen verzegelde regel" in told("verify_log", "--row", "00000000-0000-0000-0000-000000000000", code=2)


def test_rows_after_the_last_seal_are_counted_as_waiting(log, committed_world):
    with transaction.atomic():
        record("test.note", LogBatch.objects.first(), by=None)
    assert "1 regels wachten" in told("verify_log", "--anchor", str(log))
    assert "Verzegeld: 1 regels in 1 batches" in told("seal_log", "--anchor", str(log))


def test_a_crash_between_commit_and_file_is_caught_up(log, committed_world, monkeypatch):
    record("test.note", LogBatch.objects.first(), by=None)
    monkeypatch.setattr(anchor, "append", lambda file, batches: (_ for _ in ()).throw(OSError(28, "vol")))
    with pytest.raises(OSError, match="vol"):
        sealer.seal(file=log)
    monkeypatch.undo()
    assert "afgeknipt" in " ".join(verify(file=log).findings)
    assert sealer.seal(file=log) == []
    assert verify(file=log).whole


def test_the_sealer_refuses_a_file_that_does_not_fit(log):
    whole = log.read_bytes()
    log.unlink()
    with pytest.raises(Refused, match="ontbreekt"):
        sealer.seal(file=log)
    last = json.loads(whole.splitlines()[-1]) | {"digest": "0" * 64}
    log.write_bytes(json.dumps(last).encode() + b"\n")
    with pytest.raises(Refused, match="past bij geen batch"):
        sealer.seal(file=log)


def test_after_a_restore_the_numbers_go_on(log, committed_world):
    """A dump that is put back in another cluster starts at low transaction numbers."""
    with transaction.atomic():
        back = "CREATE OR REPLACE FUNCTION audit_turn_shift() RETURNS bigint LANGUAGE sql IMMUTABLE AS"
        run(f"{back} 'SELECT -500::bigint'")
        with pytest.raises(Refused, match="--after-restore"):
            sealer.seal(file=log)
        sealer.shift_after_restore()
        record("test.note", LogBatch.objects.first(), by=None)
        ((turn, last),) = run("SELECT max(turn), (SELECT max(last_turn) FROM audit_logbatch) FROM audit_event")
        assert turn > last
        transaction.set_rollback(True)


# --- the tree ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 7, 8, 9, 31, 33])
def test_every_leaf_climbs_to_the_root(number):
    leaves = [merkle.leaf(bytes([place])) for place in range(number)]
    top = merkle.root(leaves)
    for place in range(number):
        assert merkle.climb(leaves[place], merkle.path(leaves, place)) == top
    assert merkle.root([*leaves, leaves[-1]]) != top


def test_the_tree_is_that_of_certificate_transparency():
    """Test vectors of the reference implementation of RFC 6962."""
    data = [b"", b"\x00", b"\x10", b"\x20\x21", b"\x30\x31", b"\x40\x41\x42\x43",
            bytes(range(0x50, 0x58)), bytes(range(0x60, 0x70))]  # fmt: skip
    leaves = [merkle.leaf(each) for each in data]
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.root(leaves[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert merkle.root(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_rows_read_the_same_whatever_the_session_speaks(log):
    with transaction.atomic():
        plain = [row.leaf for table in TABLES.values() for row in read(table)]
        run("SET LOCAL timezone = 'Asia/Tokyo'")
        assert [row.leaf for table in TABLES.values() for row in read(table)] == plain
