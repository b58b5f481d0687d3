"""The bill of materials names every package that is there, with what one needs to look it up."""

import json
from importlib.metadata import version

from django.core.management import call_command

from werkcentrum.hardening.sbom import bill


def test_every_package_of_python_and_npm_is_in_the_bill(tmp_path, capsys):
    path = tmp_path / "sbom.json"
    call_command("sbom", output=str(path))
    found = json.loads(path.read_text())
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    parts = {part["purl"]: part for part in found["components"]}
    assert f"pkg:pypi/django@{version('django')}" in parts and len(parts) > 50
    assert len(parts) == len(found["components"]) == len({part["bom-ref"] for part in found["components"]})
    npm = [part for purl, part in parts.items() if purl.startswith("pkg:npm/")]
    assert npm and all(len(part["hashes"][0]["content"]) == 128 for part in npm)
    assert all(part["version"] and part["name"] for part in parts.values())
    assert found["dependencies"][0]["dependsOn"] == sorted(parts)
    assert f"{len(parts)} pakketten" in capsys.readouterr().out


def test_two_bills_differ_in_name_and_time_only():
    one, other = bill(), bill()
    assert one["components"] == other["components"] and one["serialNumber"] != other["serialNumber"]


def test_no_path_of_a_machine_is_in_it():
    text = json.dumps(bill())
    assert "/home/" not in text and "site-packages" not in text and "file://" not in text
