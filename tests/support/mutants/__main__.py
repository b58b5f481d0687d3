"""Tries every guard (or those whose name holds a word), and writes down which test caught each."""

import argparse
import json

MANY = 24

parser = argparse.ArgumentParser(prog="python -m tests.support.mutants", description=__doc__)
parser.add_argument("words", nargs="*", help="only guards whose name holds one of these")
parser.add_argument("--every", type=int, default=0, help="only each so many-th guard that has a known killer")
parser.add_argument("--missing", action="store_true", help="only guards that have none")
parser.add_argument("--tries", type=int, default=MANY, help="most tests to try on a guard")
parser.add_argument("--traced", action="store_true", help="only guards that a test was seen to meet")
parser.add_argument(
    "--trace", action="store_true", help="first run the tests (words: paths), and see which guards each meets"
)
parser.add_argument("--intact", action="store_true", help="take nothing away: then nothing may turn red")
parser.add_argument("--list", action="store_true", help="name the guards and stop")
parser.add_argument("--keep", action="store_true", help="write killers.json")
parser.add_argument("--json", action="store_true", help="end with one line of JSON")
chosen = parser.parse_args()


def main():
    """Find, try, tell."""
    from tests.support.mutants.guards import guards
    from tests.support.mutants.run import hunt, known, prepare, trace
    from tests.support.mutants.trace import meeting

    if chosen.trace:
        ran, failed = trace(chosen.words or ["tests"])
        print(f"{ran} tests traced, {len(failed)} of them not green: {failed}")
        return
    found = guards()
    if chosen.words:
        found = [guard for guard in found if any(word in guard.id for word in chosen.words)]
    if chosen.every:
        found = [guard for guard in found if guard.id in known()][:: chosen.every]
    if chosen.list:
        print("\n".join(guard.id for guard in found))
        return
    if chosen.traced:
        found = [guard for guard in found if meeting(guard)]
    if chosen.missing:
        found = [guard for guard in found if guard.id not in known()]
    prepare(sorted({known()[guard.id].split("::")[0] for guard in found}) if chosen.every else ["tests"])
    killed, survivors = hunt(found, tries=chosen.tries, keep=chosen.keep, intact=chosen.intact)
    print(f"{len(killed)} of {len(found)} guards caught")
    for guard in survivors:
        print(f"SURVIVES {guard.id}")
    if chosen.json:
        print(json.dumps({"guards": len(found), "caught": len(killed), "survivors": [g.id for g in survivors]}))


if __name__ == "__main__":
    main()
