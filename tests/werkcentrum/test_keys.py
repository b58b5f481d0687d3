"""The key file: every mistake gives a sentence, and no sentence shows a key."""

import json
import secrets

import pytest

from werkcentrum import keys as module
from werkcentrum.keys import KeysWrong, key_of, keys, parse, read


def row(key_id="2026a", **parts):
    return {"id": key_id, "encrypt": secrets.token_hex(32), "index": secrets.token_hex(32)} | parts


@pytest.fixture
def key_file(tmp_path, settings):
    def write(*rows, mode=0o600, text=None):
        path = tmp_path / "keys.json"
        path.write_text(text if text is not None else json.dumps(rows))
        path.chmod(mode)
        settings.KEY_FILE = str(path)
        keys.cache_clear()
        return path

    yield write
    keys.cache_clear()


def test_two_live_keys_the_first_is_the_newest(key_file):
    key_file(row("2027a"), row("2026a"))
    assert [key.id for key in keys()] == ["2027a", "2026a"]
    assert key_of("2026a").encrypt != keys()[0].encrypt


def test_keys_may_stand_in_the_environment_itself(settings):
    settings.KEY_FILE = json.dumps([row("env")])
    keys.cache_clear()
    assert keys()[0].id == "env"
    keys.cache_clear()


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o660, 0o602, 0o666])
def test_a_file_that_others_can_reach_is_refused(key_file, mode):
    path = key_file(row(), mode=mode)
    with pytest.raises(KeysWrong, match="chmod 600"):
        keys()
    path.chmod(0o640)
    assert keys()


def test_a_missing_file_is_a_sentence(settings, tmp_path):
    settings.KEY_FILE = str(tmp_path / "nowhere.json")
    keys.cache_clear()
    with pytest.raises(KeysWrong, match="niet te lezen"):
        keys()
    settings.KEY_FILE = ""
    settings.LOCAL = False
    keys.cache_clear()
    with pytest.raises(KeysWrong, match="WERKCENTRUM_KEYS"):
        keys()
    keys.cache_clear()


ONE = secrets.token_hex(32)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "één sleutel, of twee"),
        ([row("a"), row("b"), row("c")], "één sleutel, of twee"),
        ({"id": "a"}, "één sleutel, of twee"),
        ([row("a"), row("a")], "dezelfde id"),
        ([row("a", encrypt=ONE, index=ONE)], "komt twee keer voor"),
        ([row("a", encrypt=ONE), row("b", index=ONE)], "komt twee keer voor"),
        ([row("a", encrypt="zz" * 32)], "geen hexadecimale tekst"),
        ([row("a", encrypt=7)], "geen hexadecimale tekst"),
        ([row("a", index="ab" * 16)], "16 bytes; nodig zijn er 32"),
        ([row("a", index="00" * 32)], "geen toeval"),
        ([row("Sleutel 1")], "kleine letters"),
        ([row("a" * 17)], "kleine letters"),
        ([row("")], "kleine letters"),
        ([{"id": "a", "encrypt": ONE}], "precies id, encrypt en index"),
        (["a"], "precies id, encrypt en index"),
    ],
)
def test_every_mistake_says_what_is_wrong(rows, words):
    with pytest.raises(KeysWrong, match=words) as no:
        parse(json.dumps(rows))
    assert ONE not in str(no.value)


def test_no_key_is_the_secret_key(settings):
    hexed = secrets.token_hex(32)
    settings.SECRET_KEY = hexed
    with pytest.raises(KeysWrong, match="SECRET_KEY"):
        parse(json.dumps([row("a", encrypt=hexed)]))
    settings.SECRET_KEY = raw = "een-lange-geheime-sleutel-van-32b"[:32]
    with pytest.raises(KeysWrong, match="SECRET_KEY"):
        parse(json.dumps([row("a", index=raw.encode().hex())]))


def test_no_json_is_a_sentence(key_file):
    key_file(text="encrypt: geheim")
    with pytest.raises(KeysWrong, match="geen JSON"):
        keys()


def test_a_key_does_not_show_itself():
    (key,) = parse(json.dumps([row("a")]))
    assert key.encrypt.hex() not in repr(key) and repr(key.encrypt) not in repr(key)
    with pytest.raises(KeysWrong, match="“gone”"):
        key_of("gone")
    assert module.MOST == 2 and read
