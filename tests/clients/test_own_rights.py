"""The rights of a person: asked in the portal or at the desk, answered in time, and everything to take along."""

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from clients.actions import rights
from clients.models import Client, Dispute, HiddenAddress, RightsRequest
from clients.rights import month_later
from tests.support import canaries
from tests.support.doors import pdf_text
from tests.support.dossiers import full, offer_of
from tests.support.whole_database import everything
from werkcentrum.access import door
from werkcentrum.access.models import Dossier, Involvement
from werkcentrum.access.scoping import CLASSES, PERSONAL, SECRET, SPECIAL
from werkcentrum.audit.models import Event, Reading
from werkcentrum.privacy.models import EraseWish
from werkcentrum.privacy.told import LABELS, NOT_TOLD, NOT_TOLD_FIELDS, everything_about
from werkcentrum.refusal import Conflict, Refused

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


class Scene:
    """One person with a row of everything and a token in every field, another one, and who has to do with her."""

    def __init__(self, world):
        from services.load import load_catalogue

        load_catalogue()
        self.world, self.lead, self.officer = world, world.coach(), world.actor("privacyofficer")
        offer = offer_of(world, "gepubliceerd")
        self.whole, self.other = (full(world, self.lead, n, offer=offer) for n in (1, 2))
        self.klant = world.actor("klant", name="Fatima")
        Involvement.objects.create(
            dossier=self.whole.client.dossier, user=self.klant.user, relation="self", ground="self",
            valid_from=timezone.now() - DAY, created_by=self.lead.user,
        )  # fmt: skip

    def ask(self, kind, by=None, **fields):
        RightsRequest.objects.filter(client=self.whole.client, state="ontvangen").delete()
        return rights.ask(client=self.whole.client, kind=kind, way="portaal", by=by or self.klant, **fields)


@pytest.fixture
def scene(world):
    return Scene(world)


def test_a_client_asks_and_reads_the_answer(scene):
    Dispute.objects.all().delete()
    RightsRequest.objects.all().delete()
    mine = scene.world.browser(scene.klant)
    url = reverse("clients:my_rights")
    page = mine.post(url, {"kind": "verbetering"})
    assert page.status_code == 422 and "Kies welk gegeven niet klopt" in page.content.decode()
    typed = {"kind": "verbetering", "subject": "phone_email", "text": "Mijn nummer is veranderd."}
    assert "binnen een maand" in mine.post(url, typed, follow=True).content.decode()
    row = RightsRequest.objects.get()
    assert row.before and row.due_on == month_later(timezone.localdate())
    desk = scene.world.browser(scene.officer)
    assert row.name in desk.get(reverse("clients:requests")).content.decode()
    address = reverse("clients:request", args=[row.public_id])
    assert "Mijn nummer is veranderd" in desk.get(address).content.decode()
    done = desk.post(address, {"granted": "nee", "answer": "Wij belden u op dit nummer."}, follow=True)
    assert "Het antwoord staat bij het verzoek" in done.content.decode()
    text = mine.get(url).content.decode()
    assert "Wij belden u op dit nummer" in text and "Autoriteit Persoonsgegevens" in text
    for browser, route, args in (
        (mine, "clients:my_data", []),
        (scene.world.browser(scene.lead), "clients:person", [scene.whole.client.public_id]),
    ):
        page = browser.get(reverse(route, args=args)).content.decode()
        assert "betwist" in page and "Mijn nummer is veranderd" in page and row.before in page


def test_the_officer_sees_the_request_and_not_the_dossier(scene):
    row = scene.ask("inzage")
    desk = scene.world.browser(scene.officer)
    desk.get(reverse("clients:request", args=[row.public_id]))
    assert Reading.objects.filter(actor=scene.officer.user, dossier=scene.whole.client.dossier, part="rights").exists()
    for route in ("clients:person", "clients:rights", "werkplan:plan"):
        assert desk.get(reverse(route, args=[scene.whole.client.public_id])).status_code in (403, 404)
    far = scene.world.actor("privacyofficer", "werkcentrum-foodvalley", "FoodValley")
    assert scene.world.browser(far).get(reverse("clients:request", args=[row.public_id])).status_code == 404
    with pytest.raises(PermissionDenied):
        rights.decide(request=row, granted=True, answer="Ja.", by=far)
    with pytest.raises(PermissionDenied):
        rights.decide(request=row, granted=True, answer="Ja.", by=scene.lead)


def test_an_answer_asks_once_more_who_gives_it(scene, monkeypatch):
    """AVG 12.6 the other way round: an open screen of the officer answers nothing."""
    asked = scene.ask("beperking")
    desk, now = scene.world.browser(scene.officer), timezone.now() + datetime.timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: now)
    url = reverse("clients:request", args=[asked.public_id])
    assert "Verzoek van" in desk.get(url).content.decode(), "reading it asks nothing"
    answer = desk.post(url, {"granted": "ja", "answer": "Akkoord."})
    assert answer.status_code == 302 and answer.url.startswith(reverse("account_reauthenticate"))
    asked.refresh_from_db()
    assert asked.state == "ontvangen"


def test_a_restriction_works_at_once_and_is_lifted_by_who_answered(scene):
    row = scene.ask("beperking")
    rights.decide(request=row, granted=True, answer="Ja, wij laten het even rusten.", by=scene.officer)
    coach = scene.world.browser(scene.lead)
    goal = reverse("werkplan:goal_add", args=[scene.whole.client.public_id])
    assert coach.get(reverse("werkplan:plan", args=[scene.whole.client.public_id])).status_code == 200
    refused = coach.post(goal, {"text": "Ik wil meer.", "kind": "betaald_werk"})
    assert refused.status_code == 409
    assert not scene.whole.plan.goals.filter(text="Ik wil meer.").exists()
    rights.ask(client=scene.whole.client, kind="bezwaar", way="balie", text="Niet delen.", by=scene.lead)
    page = scene.world.browser(scene.officer).post(reverse("clients:request_lift", args=[row.public_id]), follow=True)
    assert "De beperking is opgeheven" in page.content.decode()
    assert Dossier.objects.get(client=scene.whole.client).restricted_at is None
    with pytest.raises(Conflict):
        rights.lift_restriction(request=row, by=scene.officer)


def test_a_granted_wish_to_erase_waits_for_a_second_person(scene):
    rights.decide(request=scene.ask("wissen"), granted=True, answer="Ja.", by=scene.officer)
    assert EraseWish.objects.get().dossier == scene.whole.client.dossier
    assert scene.whole.client.income_periods.exists()


def test_a_month_and_two_more_with_a_reason(scene):
    assert month_later(datetime.date(2026, 1, 31)) == datetime.date(2026, 2, 28)
    assert month_later(datetime.date(2026, 12, 5)) == datetime.date(2027, 1, 5)
    row = scene.ask("inzage")
    with pytest.raises(Refused, match="twee maanden"):
        rights.extend(request=row, until=row.due_on + 90 * DAY, reason="Veel werk.", by=scene.officer)
    rights.extend(request=row, until=row.due_on + 50 * DAY, reason="Veel stukken.", by=scene.officer)
    with pytest.raises(Conflict, match="al een keer"):
        rights.extend(request=row, until=row.due_on + 55 * DAY, reason="Nog meer.", by=scene.officer)
    rows = RightsRequest.objects.filter(pk=row.pk)
    for wrong in (
        {"extended_to": row.due_on + 80 * DAY},
        {"extension_reason": ""},
        {"due_on": row.asked_on + 40 * DAY},
        {"state": "ingewilligd"},
        {"state": "geweigerd", "decided_by": scene.officer.user, "decided_at": timezone.now(), "answer": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_everything_we_hold_is_in_the_export_and_nothing_of_another(scene):
    """Driven by the classes: every planted token, on paper and in the file; no name of an employee, no one else."""
    birds = canaries.Aviary()
    canaries.plant(birds, scene.whole, 1)
    canaries.plant(birds, scene.other, 2)
    hidden = HiddenAddress(client=scene.whole.client)
    hidden.put_parts({"street": "Schuilstraat"})
    hidden.save()
    Dossier.objects.filter(pk=scene.whole.client.pk).update(opened_at=timezone.now())
    mine = scene.world.browser(scene.klant)
    mine.get(reverse("clients:my_data"))
    answer = mine.get(reverse("clients:my_json"))
    file, paper = answer.content.decode(), pdf_text(mine.get(reverse("clients:my_pdf")).content)
    assert "Schuilstraat" in file and "Schuilstraat" not in str(everything_about(scene.whole.client.pk))
    assert "mijn-gegevens" in answer.headers["Content-Disposition"]
    stored = everything().lower()
    wanted = {
        bird.where
        for token, bird in birds.by_token.items()
        if bird.person == 1 and token in stored and "LightContact" not in bird.where
    }
    wanted = {where for where in wanted if where.rpartition(".")[0] not in NOT_TOLD} - set(NOT_TOLD_FIELDS)
    assert len(wanted) > 40
    for text in (file, " ".join(paper.split())):
        found = birds.found_in(text)
        assert wanted - {bird.where for bird in found} == set()
        assert {bird.person for bird in found} == {1}
        assert scene.whole.bsn in text and scene.other.bsn not in text
    data = json.loads(file)
    # The plan as she agreed to it names her coach, as the paper does that she has.
    rest = str([part for part in data["onderdelen"] if not part["naam"].startswith("Vastgelegde versies")])
    names = {scene.lead.user.name, scene.officer.user.name, scene.klant.user.name}
    assert not [name for name in names if name in rest.replace("Fatima", "")]
    titles = {part["naam"] for part in data["onderdelen"]}
    assert {"Wie in uw dossier keek (logboek)", "Uw toestemmingen", "Uw persoonsgegevens", "Het verloop"} <= titles
    assert any("eerdere versies" in title for title in titles)
    assert Event.objects.filter(action="clients.export", dossier=scene.whole.client.dossier).count() == 2


def test_every_class_of_field_is_told_or_excused():
    """A model about clients without a place in the export would be a hole in AVG 15."""
    from django.apps import apps

    from werkcentrum.access.scoping import BELONGS
    from werkcentrum.privacy.hooks import teller_of
    from werkcentrum.privacy.told import _told_fields

    for label in BELONGS:
        if label in NOT_TOLD or teller_of(label):
            continue
        told = {column.name for column in _told_fields(apps.get_model(label))}
        for column in _told_fields(apps.get_model(label)):
            plain = str(column.verbose_name) != column.name.replace("_", " ") or column.name in LABELS
            assert plain, f"{label}.{column.name} has no Dutch name: give it one, or a word in told.LABELS"
        for kind in (PERSONAL, SPECIAL, SECRET):
            for name in CLASSES[label].get(kind, "").split():
                assert name in told or f"{label}.{name}" in NOT_TOLD_FIELDS, f"{label}.{name}"


def test_the_lead_makes_it_within_an_open_request_only(scene):
    row = scene.ask("inzage")
    address = reverse("clients:right_json", args=[scene.whole.client.public_id, row.public_id])
    coach = scene.world.browser(scene.lead)
    assert scene.whole.bsn in coach.get(address).content.decode()
    rights.note(request=row, text="Meegegeven.", version=row.version, by=scene.lead)
    rights.decide(request=row, granted=True, answer="U kreeg het mee.", by=scene.officer)
    assert coach.get(address).status_code == 302
    union = scene.world.coach("sociale-partners")
    own = scene.world.client_of(union)
    asked = rights.ask(client=own, kind="inzage", way="balie", by=union)
    narrow = scene.world.browser(union).get(reverse("clients:right_json", args=[own.public_id, asked.public_id]))
    assert narrow.status_code == 302, "who may not see the BSN gets it in no file"
    elsewhere = reverse("clients:right_json", args=[scene.other.client.public_id, row.public_id])
    assert coach.get(elsewhere).status_code == 404


def test_who_answers_makes_it_herself_and_the_dossier_stays_shut(scene):
    """Complete, in the file of the one open request; before and after it nothing of the dossier opens (§2.4, 5)."""
    row = scene.ask("inzage")
    lead, desk = scene.world.browser(scene.lead), scene.world.browser(scene.officer)
    mine, theirs = (
        {part["naam"]: len(part["regels"]) for part in browser.get(address).json()["onderdelen"]}
        for browser, address in (
            (lead, reverse("clients:right_json", args=[scene.whole.client.public_id, row.public_id])),
            (desk, reverse("clients:request_json", args=[row.public_id])),
        )
    )
    logs = {title for title in mine if "logboek" in title or "verloop" in title}
    assert {title: mine[title] for title in mine.keys() - logs} == {
        title: theirs[title] for title in mine.keys() - logs
    }
    assert logs <= theirs.keys() and "Uw BSN" in theirs
    paper = desk.get(reverse("clients:request_pdf", args=[row.public_id]))
    assert paper["Content-Type"] == "application/pdf" and scene.whole.bsn in pdf_text(paper.content)
    assert Event.objects.filter(action="clients.export", actor=scene.officer.user).count() == 2
    assert Reading.objects.filter(part="export", actor=scene.officer.user, dossier=scene.whole.client.pk).exists()
    assert desk.get(reverse("clients:person", args=[scene.whole.client.public_id])).status_code in {403, 404}


def test_she_makes_it_for_an_open_request_for_inzage_in_her_region_only(scene, monkeypatch):
    desk = scene.world.browser(scene.officer)
    other = scene.ask("bezwaar", text="Niet meer bellen.")
    url = reverse("clients:request_json", args=[other.public_id])
    assert desk.get(url).status_code == 302
    row = scene.ask("inzage")
    url = reverse("clients:request_json", args=[row.public_id])
    assert scene.world.browser(scene.lead).get(url).status_code == 403
    elsewhere = scene.world.actor("privacyofficer", region="FoodValley")
    assert scene.world.browser(elsewhere).get(url).status_code == 404
    assert scene.world.browser(scene.klant).get(url).status_code == 403
    now = timezone.now() + datetime.timedelta(minutes=11)
    with monkeypatch.context() as later:
        later.setattr(timezone, "now", lambda: now)
        assert desk.get(url).url.startswith(reverse("account_reauthenticate"))
    rights.decide(request=row, granted=True, answer="U kreeg het mee.", by=scene.officer)
    assert desk.get(url).status_code == 302


def as_database(actor, request):
    """How many people the database shows this actor while an export for this request would be made."""
    with transaction.atomic():
        door.enter(actor)
        with door.exporting(request):
            found = list(Client.objects.values_list("pk", flat=True))
        after = Client.objects.count()
        door.leave()
    return found, after


def test_the_database_itself_knows_who_answers(scene):
    row, pk = scene.ask("inzage"), scene.whole.client.pk
    assert as_database(scene.officer, row) == ([pk], 0), "that one, and for as long as it is made"
    for actor in (
        scene.world.actor("privacyofficer", region="FoodValley"),
        scene.world.team_leader("gemeente-leeuwarden"),
    ):
        assert as_database(actor, row) == ([], 0)
    Involvement.objects.create(
        dossier_id=pk, user=scene.officer.user, participation=scene.officer.cell, relation="kin", ground="desk",
        valid_from=timezone.now() - DAY, created_by=scene.officer.user,
    )  # fmt: skip
    assert as_database(scene.officer, row) == ([], 0), "not of somebody whom she knows"
    Involvement.objects.filter(relation="kin").delete()
    assert as_database(scene.officer, scene.ask("wissen")) == ([], 0)


def test_parts_are_told_in_the_order_of_what_they_are_for(scene):
    parts = everything_about(scene.whole.client.pk)
    assert parts[0].title in {"Uw persoonsgegevens", "Uw intake", "Wat u vertelde in de intake"} or parts
    assert all(line.facts for part in parts for line in part.lines)
