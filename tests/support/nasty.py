"""What somebody may send in place of a sensible value; the same seed gives the same requests."""

# ruff: noqa: E501 (a table reads by the line)
import json
import random
from urllib.parse import quote

BIG = 10 * 1024 * 1024
VALUES = [
    "", " ", "\0", "a\0b", "\r\n", "\t", "0", "-1", "1", "-0", "00", "1e308", "NaN", "inf", "-inf", "1.5", "0x10", "1_000",
    "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "9" * 40, "9" * 5000, "٣", "²", "１２",
    "true", "None", "null", "undefined", "[]", "{}", "[object Object]", "on",
    "0000-00-00", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "31-12-9999", "31-2-2026", "30-2", "1-1-0000",
    "2026-13-45", "2026-11-24T25:61:61Z", "24/11/26", "morgen", "29-02-2025", "1-1-1", "99-99-9999",
    "😀", "👩‍👩‍👧‍👦" * 50, "\u202eabc\u202c", "مرحبا", "שלום", "ﷺ" * 200, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A" * 20, "\ufeff", "\u200b", "\u2028", "\ud800",
    "\udfff", "a\ud83d", "ß", "İ", "ǆ", "\x7f", "\x1b[31m", "%00", "%ff", "%u0000", "+", "&a=b", "a=b&c=d",
    "'", '"', "`", "\\", "';--", "' OR 1=1--", "\\x", "$1", "%s", "%(x)s", "{0}", "{{ x }}", "{% x %}", "${7*7}",
    "<b>", "<script>", "]]>", "<!--", "../../etc/passwd", "/etc/passwd", "c:\\x", "file:///etc/passwd", "//x.example/",
    "javascript:x", "http://127.0.0.1:1/", "a" * 300, "a" * 5000, "a " * 20_000, "é" * 70_000,
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "not-a-uuid", "a@b", "a@" + "b" * 300,
    "0612345678" * 9, "1234AB", "0000AA", "123456782", "111222333", "999999999",
]  # fmt: skip
NAMES = [
    "q",
    "page",
    "sort",
    "order",
    "next",
    "tab",
    "filter",
    "kind",
    "from",
    "until",
    "on",
    "region",
    "partner",
    "step",
]
NAMES += [
    "need",
    "state",
    "who",
    "part",
    "id",
    "pk",
    "version",
    "submit_key",
    "csrfmiddlewaretoken",
    "__proto__",
    "\0",
    "",
]
NUMBERS = ["0", "-1", "9223372036854775807", "9223372036854775808", "9" * 30, "01", "1.0", "²"]
KEYS = ["00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "x", "0" * 36]
HEADERS = [
    {}, {}, {}, {"HX-Request": "true"}, {"HX-Request": "x", "HX-Target": "\u00e9"}, {"Referer": "/klanten/" + "9" * 50},
    {"Referer": "http://[::1"}, {"Accept-Language": "x" * 500}, {"Accept": "application/json"}, {"Range": "bytes=-1"},
    {"If-Modified-Since": "x"}, {"X-Forwarded-Host": "evil.example"}, {"Cookie": "werkcentrum=\x01"},
    {"HX-Current-URL": "http://[x"}, {"Content-Encoding": "gzip"}, {"X-HTTP-Method-Override": "DELETE"},
]  # fmt: skip


def text(rng: random.Random) -> str:
    """A value of the list, or a string of signs from everywhere."""
    if rng.random() < 0.8:
        return rng.choice(VALUES)
    return "".join(
        chr(rng.choice((rng.randrange(128), rng.randrange(0x3000), rng.randrange(0x110000)))) for _ in range(40)
    )


def form(rng, names) -> list[tuple[str, str]]:
    """Pairs for these names: some left out, some twice, some strangers."""
    pairs = [(name, text(rng)) for name in names if rng.random() < 0.9]
    if names and rng.random() < 0.3:
        pairs += [(rng.choice(names), text(rng)) for _ in range(rng.randrange(4))]
    if rng.random() < 0.3:
        pairs.append((rng.choice(NAMES), text(rng)))
    if rng.random() < 0.01:
        pairs += [(f"x{n}", "1") for n in range(3000)]
    return pairs


def encoded(pairs) -> bytes:
    """Pairs as a browser sends them, or nearly: lone surrogates and odd bytes go as they are."""
    return "&".join(
        f"{quote(name, errors='surrogatepass')}={quote(value, errors='surrogatepass')}" for name, value in pairs
    ).encode()


def deep(rng) -> bytes:
    """JSON that is deep, wide, wrong or no JSON."""
    return rng.choice(
        [
            b"[" * 100_000, b'{"a":' * 50_000, b"{}", b"[]", b"null", b"\xff\xfe", b'{"a": 1e999}',
            json.dumps({"a": ["x"] * 1000}).encode(), b'{"__proto__": {"x": 1}}', b'"' + b"a" * 100_000,
        ]
    )  # fmt: skip


def multipart(rng, pairs) -> tuple[bytes, str]:
    """A multipart body: whole, torn, or with files where there are none."""
    line = "wc-grens"
    parts = []
    for name, value in pairs:
        quoted = name.encode("utf-8", "surrogatepass").replace(b'"', b"%22").replace(b"\r", b"").replace(b"\n", b"")
        file = b'; filename="../x\0.pdf"\r\nContent-Type: application/pdf' if rng.random() < 0.2 else b""
        head = b'--wc-grens\r\nContent-Disposition: form-data; name="' + quoted + b'"' + file
        parts.append(head + b"\r\n\r\n" + value.encode("utf-8", "surrogatepass") + b"\r\n")
    body = b"".join(parts) + b"--wc-grens--\r\n"
    if rng.random() < 0.2:
        body = body[: rng.randrange(len(body) + 1)]
    if rng.random() < 0.1:
        line = rng.choice(["", "x" * 300, "\u00e9", "a b"])
    return body, f"multipart/form-data; boundary={line}"


def request(rng, names) -> dict:
    """Keyword arguments for `RequestFactory.generic`: body and its kind."""
    pairs = form(rng, names)
    chance = rng.random()
    if chance < 0.70:
        return {"data": encoded(pairs), "content_type": "application/x-www-form-urlencoded"}
    if chance < 0.85:
        body, kind = multipart(rng, pairs)
        return {"data": body, "content_type": kind}
    if chance < 0.95:
        kinds = ["application/json", "text/plain", "application/x-www-form-urlencoded", "image/png", "x", ""]
        return {"data": deep(rng), "content_type": rng.choice(kinds)}
    if chance < 0.96:
        name = rng.choice(names or ["x"])
        return {"data": encoded([(name, "a" * BIG)]), "content_type": "application/x-www-form-urlencoded"}
    charset = rng.choice(["utf-7", "utf-16", "x-unknown", "\u00e9"])
    return {"data": encoded(pairs), "content_type": f"application/x-www-form-urlencoded; charset={charset}"}
