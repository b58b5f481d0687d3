"""`manage.py explain_transition --from WW --to BIJSTAND --on 2027-01-01 …`: what an income change does to a plan."""

import json
import sys
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand

from clients.responsibility import Facts, FactsError, read_facts
from clients.responsibility.parse import parse_day, shown
from clients.responsibility.source import read_text
from werkcentrum.regions.reference import municipality_codes
from werkcentrum.vocabulary import SITUATIONS, START
from werkplan.carryover import explain_transition, known_item


class Command(BaseCommand):
    """Prints the transition report as JSON; what it cannot use gives exit code 2 and one sentence on stderr."""

    help = "Wat gebeurt er met een plan als het inkomen verandert? Heeft geen dossier nodig."
    requires_system_checks = []

    def add_arguments(self, parser):
        """The change, the items of the plan, and what is known of the person."""
        parser.add_argument("--from", dest="from_code", help="oude inkomenssituatie, zoals WW")
        parser.add_argument("--to", dest="to_code", help="nieuwe inkomenssituatie, zoals BIJSTAND")
        parser.add_argument("--on", help="eerste dag van de nieuwe situatie, zoals 2027-01-01")
        parser.add_argument("--items", default="", help="onderdelen van het plan, met komma's ertussen")
        parser.add_argument("--facts", help="bestand met FACTS in JSON, of - voor de invoer")
        parser.add_argument("--to-municipality", help="gemeentecode van de nieuwe woonplaats bij een verhuizing")

    def handle(self, *args, **options):
        """Read, explain, print."""
        try:
            report = explain_transition(**_question(options))
        except FactsError as error:
            self.stderr.write(str(error), self.style.NOTICE)
            sys.exit(2)
        self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))


def _question(options: dict[str, Any]) -> dict[str, Any]:
    on = _day(options["on"])
    return {
        "from_code": _situation("--from", options["from_code"]),
        "to_code": _situation("--to", options["to_code"]),
        "on": on,
        "items": _items(options["items"]),
        "to_municipality": _municipality(options["to_municipality"]),
        "before": _facts(options["facts"], on),
    }


def _day(text: str | None) -> date:
    if not text:
        raise FactsError("--on", "geef de eerste dag van de nieuwe situatie, zoals 2027-01-01.")
    day = parse_day("--on", text)
    if not START < day < date(2200, 1, 1):
        raise FactsError("--on", f"de regels gelden na {START.isoformat()} en tot het jaar 2200; kies een dag daarin.")
    return day


def _situation(option: str, code: str | None) -> str:
    if not code:
        raise FactsError(option, "dit is nodig voor een antwoord; geef een inkomenssituatie, zoals WW of BIJSTAND.")
    if code not in SITUATIONS:
        raise FactsError(option, f"{shown(code)} is geen inkomenssituatie; gebruik een code als WW of BIJSTAND.")
    return code


def _items(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in names:
        if not known_item(name):
            raise FactsError("--items", f"{shown(name)} ken ik niet; gebruik een code als TAAL, SCHOLING_WW of GOAL.")
    return names


def _municipality(code: str | None) -> str | None:
    if code is not None and code not in municipality_codes():
        raise FactsError("--to-municipality", f"{shown(code)} is geen gemeente van 2026; gebruik een code als GM0080.")
    return code


def _facts(name: str | None, on: date) -> Facts | None:
    if name is None:
        return None
    try:
        last_day = (on - timedelta(days=1)).isoformat()
        return read_facts(read_text(name, "FACTS"), date=last_day, situations=[])
    except FactsError as error:
        raise FactsError("--facts", f"{error.field}: {error.sentence}") from None
