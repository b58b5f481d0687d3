"""The batteries: what each does, where, what it measures, and the goal of the access design (§4)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Battery:
    """One row of docs/security.md; `figures` are those it leaves with `tests.support.results.result`, as a sentence."""

    id: str
    what: str
    where: str
    figures: str
    goal: str


BATTERIES = [
    Battery(
        "B1",
        "every route × role × relation × method, also htmx, compared with the matrix; on every answer the referee "
        "looks for undefined variables, forms without csrf or submit key, inline script, and a GET that writes",
        "tests/test_rights.py, tests/support/referee.py",
        "{routes} routes, {requests} requests, {deviations} deviations",
        "every route, 0 deviations",
    ),
    Battery(
        "B2",
        "a token in every personal, special and secret field; no answer, title, address, header, PDF, log line or "
        "mail shows one that is not theirs",
        "tests/test_canaries.py",
        "{most_fields} fields, {answers} answers searched, {leaks} leaks",
        "0 outside the reader's groups",
    ),
    Battery(
        "B5",
        "another's child under one's own parent: in the path, in every field of every form that names an object, "
        "in filters, ordering and `next`",
        "tests/test_nesting.py",
        "{requests} requests, {accepted} accepted",
        "0 × 2xx, 0 writes",
    ),
    Battery(
        "B8",
        "hidden and absent give the same body, headers and statements; a look-up works equally hard for hit and miss, "
        "and a sealed person is nobody: at the look-up, the registration, the number, the cards",
        "tests/test_oracle.py, tests/test_sealed_oracle.py",
        "{pairs} pairs of answers, {different} different; by time hit and miss are told apart with AUC {most_auc}",
        "0 bytes apart, AUC ≤ 0.55",
    ),
    Battery(
        "B36",
        "offers, answers, nights, advice, moves and changes of income in any order over two regions; after each: "
        "every step, goal, comment, signature and document is there with the same hash, one lead at every instant, "
        "plan, offer and lead agree, and dossier, person and plan are of the region of the lead",
        "tests/test_passing.py, tests/support/passing.py, tests/support/kept.py",
        "{operations} operations of which {done} were allowed, {violations} violations",
        "100,000 operations, 0 violations",
    ),
    Battery(
        "B37",
        "promises, receipts, reservations, grants, invoices, releases and annulments in any order, by two people; "
        "after each: every posting sums to zero, means equal uses, no account and no commitment below what it may be",
        "tests/services/money/test_random.py",
        "{operations} operations of which {done} were allowed, {violations} violations",
        "100,000 operations, 0 violations",
    ),
    Battery(
        "B10",
        "anybody tries any deed in any order, also those that change who may see; after each: one intake, one open "
        "handover and one lead, no moment without; no way into what is sealed, closed or over; steps untouched by a "
        "change of income or a handover; history and log only grow, byte for byte; no relation works outside its "
        "dates; every state is reached by a listed transition; every deed and every page leaves its line",
        "tests/test_stateful.py, tests/support/machine.py, tests/support/machine_access.py, "
        "tests/support/invariants.py",
        "{operations} operations of which {done} were allowed, {violations} violations",
        "100,000 operations, 0 violations",
    ),
    Battery(
        "B11",
        "the same person is registered at two desks by eight at once, round after round",
        "tests/test_races.py",
        "{people} people, {intakes} intakes, {most_threads} threads, {wrong} rounds with another end",
        "one intake each, the others are told",
    ),
    Battery(
        "B12",
        "every move of every life-cycle by many at once: one deed, and a sentence for the others",
        "tests/test_races.py",
        "{races} races of {most_threads} threads, {wrong} with another end than one deed",
        "exactly one each",
    ),
    Battery(
        "B15",
        "views × people is lines in the log, also when a view fails, and without the log no page; a changed, deleted, "
        "slipped-in or cut-off row, and a changed seal, is found and named",
        "tests/audit/test_complete.py, tests/audit/test_seal.py",
        "{views} views, {lines} lines, {missing} missing; {tampers} tampers, {missed} missed",
        "0 missing, 1,000 of 1,000 found",
    ),
    Battery(
        "B16",
        "the client's list of who looked holds no name, on screen and on paper, and is right at the next request",
        "tests/clients/test_looks.py",
        "{looks} looks, {names} names",
        "0 names",
    ),
    Battery(
        "B17",
        "walks through one's own list, by look-up, once a minute, with five accounts, and a normal day: the look-up "
        "refuses, and a check is opened in the same request",
        "tests/test_harvest.py",
        "{most_dossiers} dossiers or 20 look-ups before a check, {most_look_ups} look-ups a day, {false_alarms} false "
        "alarms on a normal day",
        "≤ 60 an hour, at once, ≤ 1 false alarm a week",
    ),
    Battery(
        "B18",
        "guessing from one place and from many, planted and stolen sessions, idle and longest time, codes twice and "
        "guessed, a lost password asked for, used twice and with another host",
        "tests/hardening/test_accounts.py, tests/werkcentrum/test_sessions.py, tests/werkcentrum/test_stepup.py",
        "{guesses} guesses, {most_looked_at} looked at per account, {inside} got in, {locked_out} owners shut out",
        "0 through, ≤ 5 tries each place, owner never locked out",
    ),
    Battery(
        "B19",
        "anything sent to every route: unicode, NUL, ten megabytes, deep JSON, torn forms, wrong content types, huge "
        "and negative numbers, dates that are none",
        "tests/hostile/test_fuzz.py",
        "{routes} routes, {requests} requests, {broken} that broke",
        "50,000 requests, 0 × 500, 0 over 5 s, 0 traces",
    ),
    Battery(
        "B20",
        "scripts in every text of every model, on every page; a parser looks for what would run",
        "tests/hostile/test_scripts.py",
        "{most_payloads} payloads in {most_fields} fields, {pages} pages, {executed} that would run",
        "fields × 60, 0 executions",
    ),
    Battery(
        "B21",
        "markup that fetches, reads or chokes, in every text that reaches paper and as if nothing were escaped",
        "tests/hostile/test_paper.py, tests/werkcentrum/test_limited.py",
        "{payloads} documents, {fetched} addresses asked, {read} files read, {deaths} deaths of the press",
        "30 payloads, 0 network, 0 files, 0 deaths",
    ),
    Battery(
        "B22",
        "formulas, DDE and hidden signs in every cell that leaves; reading back gives what was written",
        "tests/werkcentrum/test_export.py",
        "{attacks} attacks and {examples} tables of any text, {run} cells that run",
        "100 % text cells, round trip equal",
    ),
    Battery(
        "B23",
        "hostile files: not what they say, unfolding, carrying, fetching, two things at once, odd names",
        "tests/hostile/test_uploads.py, tests/clients/test_documents.py",
        "{files} files, {through} that got through",
        "60 of 60 refused or without harm",
    ),
    Battery(
        "B24",
        "a dump of the database, both logs, mails and temporary files after a day's work, searched for every BSN, "
        "hidden address, key, password, session and typed text, also in hexadecimal and base64",
        "tests/hardening/test_dump.py",
        "{most_secrets} secrets in {most_places} places, {hits} hits",
        "0 hits",
    ),
    Battery(
        "B31",
        "strange hosts, forwarded headers, and addresses to go back to after login, proof, logout and a form",
        "tests/hardening/test_hosts.py",
        "{hosts} hosts, {headers} headers, {away} addresses, {accepted} accepted",
        "30 hosts, 40 addresses, 0 accepted",
    ),
    Battery(
        "B9",
        "every form of every role sends along every field of every model (`is_staff`, `lead`, `state` …): the same is "
        "written as without; nobody works under another's membership",
        "tests/test_attacks.py",
        "{forms} forms with {fields} fields too many, {changed} that changed something",
        "0 changes",
    ),
    Battery(
        "B13",
        "two people change the same field of the same form, for every field of every form that changes something",
        "tests/test_lost_updates.py",
        "{most_fields} fields, {clashes} clashes, {silent} silent overwrites",
        "0 silent; both texts shown",
    ),
    Battery(
        "B28",
        "the postmaster is killed with -9 while forms come in through the web and dossiers are handed over; what got "
        "no answer is sent again with the same key",
        "tests/test_chaos.py, tests/support/chaos.py",
        "{kills} kills, {acked} acknowledged, {lost} lost, {twice} there twice, {half} half handovers, back within "
        "{most_recovery_ms} ms",
        "0 lost, 0 twice, 0 half, ≤ 10 s",
    ),
    Battery(
        "B32",
        "identifiers guessed, walked and spelled otherwise; method overrides, other Accept headers, fragments, ids in "
        "the question, other hosts, forms without a token",
        "tests/test_attacks.py",
        "{guesses} guesses, {found} found",
        "0 found; identifiers are UUIDv4",
    ),
    Battery(
        "B35",
        "a hole planted on purpose (a forgotten scope in a list, a PDF or a fragment, 403 for 404, an unlogged page, a "
        "debug page, a GET that writes, a field too many in a card, a stale membership …), one at a time",
        "tests/test_holes.py",
        "{holes} holes, {found} seen",
        "25 of 25",
    ),
    Battery(
        "B4",
        "every guard in the source (scope, permission, field group, refusal, reading) taken away from the running "
        "program, one at a time, until a test turns red",
        "tests/test_mutants.py, tests/support/mutants",
        "{guards} guards, {caught} caught",
        "100 %, at least 95 %",
    ),
    Battery(
        "B33",
        "as many queries for few rows as for many, and everybody shown is logged",
        "tests/test_budgets.py",
        "{pages} pages of all roles, at most {most_queries} queries, {over} above 30, {grown} that grow with the rows",
        "≤ 30, 0 that grow",
    ),
]
