"""The bill of materials: every package that is installed, with version, licence and checksum, as CycloneDX 1.6."""

import base64
import json
import uuid
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from werkcentrum.hardening.versions import own_version

NPM = "package-lock.json"
LONGEST_LICENCE = 80


def bill() -> dict:
    """The document: ourselves, and a component per package of Python and npm; sorted, so that two can be compared."""
    parts = sorted([*python_parts(), *npm_parts()], key=lambda part: part["purl"])
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": timezone.now().isoformat(timespec="seconds"),
            "component": {
                "type": "application", "bom-ref": "werkcentrum", "name": "werkcentrum", "version": own_version(),
                "licenses": [{"license": {"id": "EUPL-1.2"}}],
            },
        },
        "components": parts,
        "dependencies": [{"ref": "werkcentrum", "dependsOn": [part["bom-ref"] for part in parts]}],
    }  # fmt: skip


def python_parts():
    """One component per installed distribution."""
    seen = set()
    for found in distributions():
        name, version = (found.metadata["Name"] or "").lower().replace("_", "-"), found.version
        if not name or name in seen or name == "werkcentrum":
            continue
        seen.add(name)
        licence = found.metadata["License-Expression"] or found.metadata["License"] or ""
        yield _part(f"pkg:pypi/{name}@{version}", name, version, licence)


def npm_parts():
    """One component per package of the lock of npm, with its checksum."""
    path = Path(settings.BASE_DIR) / NPM
    if not path.is_file():
        return
    for where, found in json.loads(path.read_text())["packages"].items():
        if not where or found.get("link"):
            continue
        name = where.rpartition("node_modules/")[2]
        part = _part(f"pkg:npm/{name.replace('@', '%40')}@{found['version']}", name, found["version"],
                     found.get("license", ""))  # fmt: skip
        if found.get("integrity", "").startswith("sha512-"):
            content = base64.b64decode(found["integrity"].removeprefix("sha512-")).hex()
            part["hashes"] = [{"alg": "SHA-512", "content": content}]
        yield part


def _part(purl, name, version, licence):
    part = {"type": "library", "bom-ref": purl, "purl": purl, "name": name, "version": version}
    words = licence.strip().splitlines()[0] if licence.strip() else ""
    if words and len(words) <= LONGEST_LICENCE:
        part["licenses"] = [{"license": {"name": words}}]
    return part
