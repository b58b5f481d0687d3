"""A second registration of a sealed person, brought into the first: nothing typed is lost, and it happens once."""

from uuid import uuid4

import pytest
from django.urls import reverse

from clients.actions import merging as actions
from clients.actions.intake import Typed, save_answers, start_intake
from clients.actions.number import add_bsn
from clients.intake.fields import FIELDS
from clients.intake.lens import lens_of
from clients.merging import compare, twin_of
from clients.models import Client, Entry, IntakeAnswer
from tests.factories.world import test_bsn
from tests.support.racing import one_won, race
from werkcentrum.access import actions as access
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Dossier, Involvement
from werkcentrum.access.policy import stance
from werkcentrum.audit.models import Event, Reading
from werkcentrum.refusal import Conflict

NUMBER = test_bsn(7)


class Case:
    """A sealed dossier of Ulla, and the registration of the same person at a desk, sealed and given to her as well."""

    def __init__(self, world):
        self.world, self.officer = world, world.actor("privacyofficer")
        self.lead, self.desk = world.coach(name="Ulla"), world.gids(name="Gerda")
        self.first = world.client_of(self.lead, bsn=NUMBER, phone="0612345678", email="")
        self.seal(self.first, self.lead)
        self.second = world.client_of(self.desk, phone="0687654321", email="fatima@example.nl", call_name="Fati")
        add_bsn(client=self.second, number=NUMBER, by=self.desk)
        self.address = reverse("clients:merge", args=[self.first.public_id])

    def seal(self, client, lead):
        """Seal a dossier with `lead` as the only one who opens it."""
        mine = Involvement.objects.live().filter(dossier=client.pk, user=lead.user, relation="lead")
        given = None if mine.exists() else (lead.user, lead.cell)
        named = list(mine.values_list("pk", flat=True))
        access.seal(dossier=client.dossier, reason="bekend", named=named, lead=given, by=self.officer)

    def both(self):
        """Let Ulla lead the second one too, with answers that differ."""
        self.seal(self.second, self.lead)
        by = of_user(self.lead.user)
        for client in (self.first, self.second):
            start_intake(client=client, by=by)
        return self

    def by(self):
        """Ulla afresh: a thread has her own."""
        return of_user(self.lead.user)

    def found(self):
        """What differs, for Ulla."""
        return compare(self.by(), Client.objects.get(pk=self.first.pk), Client.objects.get(pk=self.second.pk))

    def merge(self, **chosen):
        """Merge with what is on the screen now."""
        found = self.found()
        chosen = {row.code: chosen.get(row.code, "ours") for row in found.differs}
        return actions.merge(client=self.first, twin=self.second, chosen=chosen, proof=found.proof, by=self.by())

    def post(self, **data):
        """Send the form."""
        return self.world.browser(self.lead).post(self.address, {"submit_key": str(uuid4()), **data})


@pytest.fixture
def case(world):
    return Case(world)


def text(page):
    return page.content.decode()


def test_only_who_leads_both_sealed_dossiers_finds_the_second(world, case):
    browser = world.browser(case.lead)
    empty = text(browser.get(case.address))
    assert "Er is niets samen te voegen" in empty and "Fati," not in empty and "0687654321" not in empty
    assert case.post(proof="x").status_code == 422
    assert world.browser(case.desk).get(case.address).status_code == 404
    case.both()
    watchers = text(browser.get(reverse("clients:watchers", args=[case.first.public_id])))
    assert "twee keer ingeschreven" in watchers and case.address in watchers
    page = text(browser.get(case.address))
    for words in ("Dit dossier: ", "Tweede inschrijving: ", "0612345678", "0687654321", "Fati"):
        assert words in page, words
    assert Reading.objects.filter(actor=case.lead.user, dossier=case.second.pk, part="person").exists()
    assert NUMBER not in page


def test_what_was_chosen_goes_along_and_nothing_is_lost(case):
    case.both()
    found = case.found()
    choices = {row.code: "theirs" if row.code == "phone_email" else "ours" for row in found.differs}
    assert {"phone_email", "name"} <= set(choices)
    half = case.post(proof=found.proof, phone_email="theirs")
    assert (
        half.status_code == 422
        and "Kies welk antwoord blijft" in text(half)
        and not Event.objects.filter(action="clients.merge")
    )
    assert case.post(proof=found.proof, **choices).status_code == 302
    first, second = Client.objects.get(pk=case.first.pk), Client.objects.get(pk=case.second.pk)
    assert (first.phone, first.email, first.call_name) == ("0687654321", "fatima@example.nl", "Fatima")
    assert (second.phone, second.call_name) == ("0687654321", "Fati"), "the second one stays as it was"
    assert second.dossier.closed_at and not first.dossier.closed_at
    event = Event.objects.get(action="clients.merge")
    assert event.dossier_id == first.pk and event.detail["twin"] == second.pk
    assert event.detail["taken"] == ["phone_email"]
    assert Event.objects.get(action="clients.merged_away").dossier_id == second.pk
    assert "0612345678" in first.history.values_list("phone", flat=True), "what stood here is in the history"
    for client in (first, second):
        assert Entry.objects.filter(client=client, milestone=True, kind="person").exists()
    page = case.world.browser(case.lead).get(reverse("clients:person", args=[second.public_id]))
    assert page.status_code == 200, "its lead still reads it"
    access.reopen_dossier(dossier=second.dossier, by=case.by())
    assert twin_of(case.by(), first) is not None, "and can take it back"


def test_what_only_the_second_knows_goes_along_with_its_source(case):
    case.both()
    value = "Werken in een tuin."
    lens = lens_of(stance(case.by(), case.first.pk))
    code = next(c for c, f in FIELDS.items() if f.kind == "answer" and f.type == "text" and lens.may_change(c))
    save_answers(client=case.second, typed={code: Typed(value)}, source="partner", by=case.by())
    assert code in {row.code for row in case.found().fills}
    case.merge()
    answer = IntakeAnswer.objects.get(client=case.first, field=code)
    assert (answer.value, answer.source) == (value, "partner")


def test_an_answer_that_changed_meanwhile_asks_to_look_again(case):
    case.both()
    found = case.found()
    Client.objects.filter(pk=case.second.pk).update(phone="0600000000")
    choices = {row.code: "theirs" for row in found.differs}
    stale = case.post(proof=found.proof, **choices)
    assert stale.status_code == 409 and "Intussen is er iets veranderd" in text(stale) and "0600000000" in text(stale)
    assert text(stale).count("checked") >= len(choices), "what was chosen stays chosen"
    assert not Dossier.objects.get(pk=case.second.pk).closed_at


@pytest.mark.django_db(transaction=True)
def test_two_at_once_merge_once(committed_world):
    case = Case(committed_world).both()
    found = case.found()
    chosen = {row.code: "theirs" for row in found.differs}

    def deed(_):
        return actions.merge(client=case.first, twin=case.second, chosen=chosen, proof=found.proof, by=case.by())

    wrong = one_won(race(3, deed))
    assert not wrong, wrong
    assert Event.objects.filter(action="clients.merge").count() == 1
    with pytest.raises(Conflict, match="geen tweede inschrijving"):
        case.merge()
