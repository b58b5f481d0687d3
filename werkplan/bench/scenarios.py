"""The hot paths, each beside the raw SQL of the same answer."""

import datetime

from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from clients import doubles
from clients.models import Client
from services.load import load_demo_offers
from services.models import Offer
from services.search import search
from werkcentrum.access.middleware import SESSION_KEY
from werkplan.bench import change, coverage, log, paper
from werkplan.bench.harness import Scenario

TODAY = datetime.date(2026, 11, 21)


def fetch(sql, *args):
    """All rows of one bare statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, args)
        return cursor.fetchall()


def scenarios(*, coach, persons):
    """Every scenario, ready to run, for the coach who leads twelve thousand people."""
    browser = Browser()
    browser.force_login(coach.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    session[SESSION_KEY] = coach.pk
    session.save()
    people = list(Client.objects.order_by("pk").values_list("pk", "public_id")[:400])
    yield caseload(browser, coach)
    yield plan_page(browser, people, 6)
    yield plan_page(browser, people, 60)
    yield double_warning(people)
    yield from change.scenarios(coach)
    yield menu_search()
    yield paper.scenario(coach)
    yield from log.scenarios(coach)
    yield coverage.scenario(TODAY)


def get(browser, url):
    """The page, which must be there."""
    answer = browser.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer


def caseload(browser, coach):
    """P1: the first page of a caseload of twelve thousand, through the whole stack."""
    url = reverse("clients:list")
    size = len(get(browser, url).content)
    raw = """SELECT c.public_id, c.call_name, c.prefix, c.surname, m.name, i.next_on, i.relation, p.code, p.valid_until
               FROM access_involvement i JOIN clients_client c ON c.dossier_id = i.dossier_id
               JOIN regions_municipality m ON m.id = c.municipality_id
               LEFT JOIN clients_incomeperiod p ON p.client_id = c.dossier_id AND p."leading"
                AND p.valid_from <= %s AND (p.valid_until IS NULL OR p.valid_until >= %s)
              WHERE i.user_id = %s AND i.participation_id = %s AND i.valid_until IS NULL
              ORDER BY i.next_on, i.dossier_id LIMIT 50"""
    return Scenario(
        "P1 caseload, 50 of 12.000",
        lambda at: get(browser, url),
        lambda at: fetch(raw, TODAY, TODAY, coach.user_id, coach.participation_id),
        20,
        extra={"html_kb": round(size / 1000, 1)},
    )


def plan_page(browser, people, steps):
    """P2: the page of a plan with 6 or 60 steps."""
    mine = people[:100] if steps == 6 else people[100:200]
    if steps > 6:
        change.more_steps([pk for pk, _public in mine], steps - 6)

    def raw(at):
        pk = mine[at % len(mine)][0]
        fetch("SELECT * FROM clients_client WHERE dossier_id = %s", pk)
        fetch("SELECT * FROM clients_incomeperiod WHERE client_id = %s ORDER BY valid_from", pk)
        ((plan,),) = fetch("SELECT id FROM werkplan_werkplan WHERE client_id = %s", pk)
        fetch("SELECT * FROM werkplan_goal WHERE plan_id = %s ORDER BY position", plan)
        fetch("SELECT * FROM werkplan_step WHERE plan_id = %s ORDER BY position", plan)
        fetch("SELECT * FROM werkplan_agreement WHERE plan_id = %s", plan)
        fetch("SELECT * FROM access_involvement WHERE dossier_id = %s", pk)

    return Scenario(
        f"P2 plan page, {steps} steps",
        lambda at: get(browser, reverse("werkplan:plan", args=[mine[at % len(mine)][1]])),
        raw,
        6,
    )


def double_warning(people):
    """P3: possible doubles with one typo and a birth date a few days off; recall of the person meant."""
    rows = list(Client.objects.filter(pk__in=[pk for pk, _ in people]).values_list("pk", "surname", "birth_on"))

    def typed(at):
        pk, surname, born = rows[at % len(rows)]
        broken = surname[0] + surname[2] + surname[1] + surname[3:] if len(surname) > 4 else surname
        return pk, broken, born + datetime.timedelta(days=at % 7 - 3)

    def ours(at):
        _pk, surname, born = typed(at)
        return doubles.find(birth_on=born, surname=surname)

    def raw(at):
        _pk, surname, born = typed(at)
        days = [born + datetime.timedelta(days=step) for step in range(-9, 10)]
        return fetch(
            """SELECT dossier_id, similarity(search_name, %s) s FROM clients_client WHERE birth_on = ANY(%s)
                ORDER BY s DESC LIMIT 3""",
            surname.lower(),
            days,
        )

    found = sum(typed(at)[0] in {card.dossier_id for card in ours(at)} for at in range(len(rows)))
    return Scenario("P3 possible doubles", ours, raw, 4, extra={"recall_at_3": round(found / len(rows), 3)})


def menu_search():
    """Menu search: Dutch, with typos, only what this person may use."""
    load_demo_offers()
    words = ["nederlands leren", "schuldne", "heftruck", "werk in de zorg", "kinderopvang"]
    region = Offer.objects.filter(region__name="Friesland").values_list("region_id", flat=True).first()

    def ours(at):
        usable = Offer.objects.usable_by(
            region=region, municipality_code="GM0080", situations=["WW"], age=31, date=TODAY
        )
        return list(search(usable, words[at % len(words)])[:30])

    def raw(at):
        return fetch(
            """SELECT o.* FROM services_offer o JOIN services_instrument i ON i.code = o.instrument_id
                WHERE o.region_id = %s AND o.state = 'gepubliceerd' AND o.valid_from <= %s
                  AND (o.valid_until IS NULL OR o.valid_until >= %s)
                  AND (o.reach = '{}' OR o.reach @> ARRAY['GM0080']::varchar[])
                  AND (o.situations = '{}' OR o.situations && ARRAY['WW']::varchar[])
                  AND (o.search @@ websearch_to_tsquery('werkcentrum_dutch', %s) OR %s <%% o.search_text)
                ORDER BY ts_rank(o.search, websearch_to_tsquery('werkcentrum_dutch', %s)) DESC LIMIT 30""",
            *(region, TODAY, TODAY, words[at % 5], words[at % 5], words[at % 5]),
        )

    return Scenario("menu search", ours, raw, 4)
