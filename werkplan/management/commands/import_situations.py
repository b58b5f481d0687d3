"""`manage.py import_situations FILE`: a monthly file of income situations, carried out as on the screen."""

import multiprocessing
import os
import time
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction
from django.utils import timezone
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from clients.feed.compare import CHANGES
from clients.feed.read import FeedError, check, digest_of
from clients.models import Feed, FeedPart
from werkcentrum.access.door import as_system
from werkcentrum.access.models import Membership
from werkcentrum.audit.record import record
from werkcentrum.export import csv_bytes
from werkcentrum.permissions import Permission as P
from werkcentrum.vocabulary import PartnerKind
from werkplan.feed import Share, finished, settle

JOB = "import_situations"
DEEDS = frozenset({P.SITUATION_CHANGE, P.HANDOVER_OFFER})
SUPPLIERS = {PartnerKind.UWV, PartnerKind.MUNICIPALITY}
"""Who knows the income of a person by task of law (Wet SUWI 62)."""
MOST_WORKERS = 4
WORDS = {
    "leidt": "nieuwe belangrijkste situatie",
    "ernaast": "nieuwe situatie ernaast",
    "eindigt": "einddatum vastgelegd",
    "gelijk": "al bekend, niets veranderd",
    "onbekend": "niet ingeschreven bij het Werkcentrum",
    "gesloten": "dossier gesloten of beperkt",
    "geen situatie": "code zonder eigen situatie",
    "dubbel": "dezelfde regel nog eens",
    "navragen": "eerst navragen",
    "verschil": "staat hier anders",
    "geweigerd": "kon niet worden vastgelegd",
    "fout": "niet te lezen",
}


class Command(BaseCommand):
    """Can be stopped, killed and started again; the same file twice changes nothing."""

    help = (
        "Leest een maandbestand met inkomenssituaties (CSV of JSON Lines). Kolommen: bsn, codelijst (soort_ikv, "
        "aard_arbeidsverhouding of situatie), code, van, tot (leeg: loopt). Regels van één persoon staan bij elkaar."
    )

    def add_arguments(self, parser):
        """FILE, --by, --dry-run, --encoding, --report, --again, --workers."""
        parser.add_argument("file", type=Path, metavar="FILE", help="het bestand (.csv, of .jsonl)")
        parser.add_argument(
            "--by", required=True, help="e-mailadres van wie het bestand namens UWV of gemeente inleest"
        )
        parser.add_argument("--dry-run", action="store_true", help="alles proberen, niets bewaren")
        parser.add_argument("--encoding", default="utf-8", help="codering van het bestand (standaard utf-8)")
        parser.add_argument("--report", type=Path, help="waar het verslag komt (standaard naast het bestand)")
        parser.add_argument("--again", action="store_true", help="een bestand dat al klaar is nog eens vergelijken")
        parser.add_argument("--workers", type=int, default=min(MOST_WORKERS, os.cpu_count() or 1), help="processen")

    def handle(self, *, file, by, dry_run, encoding, report, again, workers, **options):
        """Check, read, report. Exit code 2 with a sentence when the file as a whole cannot be used."""
        try:
            check(file, encoding)
        except FeedError as error:
            raise CommandError(str(error), returncode=2) from None
        member = _supplier(by)
        started = time.monotonic()
        if dry_run:
            counts = self._run(file, encoding, None, member, workers)
            self._say(counts, started, "Dit was een proef: er is niets bewaard.")
            return
        feed = self._feed(digest_of(file), member, workers, again)
        if feed is None:
            return
        counts = self._run(file, encoding, feed, member, feed.workers)
        with transaction.atomic(), as_system(JOB, user=member.user, cell=member.participation) as system:
            finished(feed, timezone.now())
            record(
                "werkplan.import_situations", feed, by=system, **{key.replace(" ", "_"): n for key, n in counts.items()}
            )
        self._say(counts, started, _report(feed, file, encoding, report))

    def _feed(self, digest, member, workers, again):
        """The row of this file: new, half done (go on there), or done (None unless `again`)."""
        feed = Feed.objects.filter(digest=digest).first()
        if feed and feed.finished_at and not again:
            day = timezone.localtime(feed.finished_at)
            self.stdout.write(
                f"Dit bestand is al ingelezen op {day:%d-%m-%Y om %H:%M}. Er is niets veranderd. "
                "Toch nog eens vergelijken kan met --again."
            )
            return None
        if feed and feed.finished_at:
            feed.parts.all().delete()
            feed.issues.all().delete()
            Feed.objects.filter(pk=feed.pk).update(finished_at=None, workers=workers)
            feed.refresh_from_db()
        if feed and (line := max(feed.parts.values_list("line", flat=True), default=0)):
            self.stderr.write(f"Dit bestand was niet af. Het gaat verder waar het was, bij regel {line}.")
        return feed or Feed.objects.create(
            digest=digest, participation=member.participation, started_by=member.user, workers=workers
        )

    def _run(self, file, encoding, feed, member, workers) -> Counter:
        with file.open("rb") as body:
            total = sum(1 for _ in body)
        done = max(sum(FeedPart.objects.filter(feed=feed).values_list("line", flat=True)) // workers, 0) if feed else 0
        columns = (TextColumn("Inlezen"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns) as bar:
            task = bar.add_task("", total=total, completed=done)
            shares = [Share(file, encoding, part, workers) for part in range(workers)]
            if workers == 1:
                return _settle(shares[0], feed, member, lambda number: bar.advance(task, number))
            return side_by_side(shares, feed, member, lambda number: bar.advance(task, number))

    def _say(self, counts, started, last):
        for key, words in WORDS.items():
            if counts[key]:
                self.stdout.write(f"{counts[key]:>9}  {words}")
        changed = sum(counts[str(what)] for what in CHANGES)
        seconds = time.monotonic() - started
        self.stdout.write(f"{sum(counts.values())} regels, {changed} wijzigingen, in {seconds:.1f} s. {last}")


def _supplier(email) -> Membership:
    rows = Membership.objects.on(timezone.localdate()).filter(user__email=email.lower(), user__is_active=True)
    found = rows.filter(participation__partner__kind__in=SUPPLIERS).select_related("user", "participation__partner")
    if member := found.first():
        return member
    raise CommandError(
        f"{email} werkt niet bij UWV of een gemeente. Alleen die kennen het inkomen van mensen.", returncode=2
    )


def _settle(share, feed, member, say) -> Counter:
    with as_system(JOB, user=member.user, cell=member.participation, deeds=DEEDS) as system:
        return settle(share, feed, system, say)


def side_by_side(shares, feed, member, say) -> Counter:
    """One process a share, each with a connection of its own; ends with a sentence when one of them fell."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    told: multiprocessing.SimpleQueue = context.SimpleQueue()
    workers = [context.Process(target=_worker, args=(share, feed, member, told)) for share in shares]
    for worker in workers:
        worker.start()
    counts: Counter = Counter()
    going = len(workers)
    while going:
        kind, what = told.get()
        if kind == "lines":
            say(what)
        else:
            going -= 1
            counts += what or Counter()
            if what is None:
                counts["gestopt"] += 1
    for worker in workers:
        worker.join()
    if counts["gestopt"]:
        raise CommandError("Een proces is gestopt. Wat klaar was, is bewaard; draai de opdracht nog eens.")
    return counts


def _worker(share, feed, member, told):
    try:
        told.put(("done", _settle(share, feed, member, lambda number: told.put(("lines", number)))))
    except BaseException:
        told.put(("done", None))
        raise


def _report(feed, file, encoding, wanted) -> str:
    """Write which lines need a person, and those lines again, to correct and feed anew; returns where."""
    issues = {row.line: row for row in feed.issues.all()}
    if not issues:
        return "Geen enkele regel vraagt aandacht."
    target = wanted or file.with_name(f"{file.name}.verslag.csv")
    lines = ((row.line, row.get_kind_display(), row.sentence) for row in issues.values())
    target.write_bytes(csv_bytes(["regel", "soort", "wat"], lines))
    rest = file.with_name(f"{file.stem}.over{file.suffix}")
    # AVG: the rest holds numbers of persons, as the file itself does; only who ran this reads it.
    with (
        os.fdopen(
            os.open(rest, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding=encoding, newline=""
        ) as out,
        file.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as body,
    ):
        for at, line in enumerate(body, start=1):
            if at in issues or (at == 1 and file.suffix.lower() == ".csv"):
                out.write(line)
    return f"{len(issues)} regels vragen aandacht: zie {target.name}; diezelfde regels staan in {rest.name}."
