"""The log as lines of the standard Logboek Dataverwerkingen (Logius): an adapter, not the core (ADR 12).

One line per processing and data subject, never sampled. No user: who it was is found through `trace_id` in our own log.
Fields as in "Component: Logboek, Interface" of the standard (Logius-standaarden/logboek-dataverwerkingen).
"""

import hmac
import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from werkcentrum.access.scoping import ACTIVITIES
from werkcentrum.audit.models import Reading
from werkcentrum.keys import keys

RESOURCE = "werkcentrum"
SUBJECT_TYPE = "urn:werkcentrum:dossier:hmac-sha256"
UNSET, ERROR = "STATUS_CODE_UNSET", "STATUS_CODE_ERROR"
ACTIVITY_OF_PART = {
    "plan": "plan", "timeline": "plan", "version": "plan", "pdf": "plan", "own_plan": "plan", "own_steps": "plan",
    "own_pdf": "plan", "carryover": "income", "income": "income", "bsn": "bsn", "handover": "handover",
    "card:handover": "handover", "sharing": "consent", "own_sharing": "consent", "glass": "access", "review": "access",
    "watchers": "access", "own_looks": "log", "log": "log", "lookup": "dossier", "double": "dossier",
    "list:light_contacts": "desk", "light_contact": "desk",
}  # fmt: skip
"""Which processing activity of the register a part belongs to; everything else is the dossier itself."""


def activity_of(part: str) -> str:
    """Key of the activity in the register of processing (AVG 30)."""
    key = ACTIVITY_OF_PART.get(part, "dossier")
    return key if key in ACTIVITIES else "dossier"


def subject_of(public_id) -> str:
    """The data subject as a keyed pseudonym: the same person is the same text, and without the key it leads nowhere."""
    return hmac.new(keys()[0].index, b"ldv:" + public_id.bytes, sha256).hexdigest()


def lines(start: datetime, end: datetime, *, base: str) -> Iterator[bytes]:
    """A line of JSON (UTF-8, with its end) for every reading of a person from `start` until `end`, in order of time.

    `base` is the address of the register of processing; an activity is `base` with its key behind it.
    """
    rows = Reading.objects.filter(at__gte=start, at__lt=end, dossier__isnull=False).order_by("at", "pk")
    values = rows.values_list("pk", "at", "part", "trace", "result", "dossier__public_id")
    for pk, at, part, trace, result, person in values.iterator(chunk_size=2000):
        yield json.dumps(_line(pk, at, part, trace, result, person, base), ensure_ascii=False).encode() + b"\n"


def _line(pk, at, part, trace, result, person, base):
    moment = int(at.timestamp() * 1000)
    return {
        "trace_id": trace.hex,
        "span_id": sha256(b"reading:%d" % pk).hexdigest()[:16],
        "status_code": ERROR if result == "failed" else UNSET,
        "name": f"read {part}",
        "start_time": moment,
        "end_time": moment,
        "resource": {"attributes": {"service.name": RESOURCE}},
        "attributes": {
            "dpl.core.processing_activity_id": f"{base}{activity_of(part)}",
            "dpl.core.data_subject_id": subject_of(person),
            "dpl.core.data_subject_id_type": SUBJECT_TYPE,
        },
    }
