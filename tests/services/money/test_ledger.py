"""What the database itself refuses, whoever writes; and what one deed after the other leaves."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from services.money import actions, position
from services.money.models import CommitmentShare, Decision, LedgerAccount, Posting, PostingLine, RegionalBudget
from werkcentrum.refusal import Conflict, Refused


def test_money_goes_from_promise_to_invoice(pot):
    pot.filled(1000)
    kept = pot.reserve(400)
    assert (pot.euros("vrij"), pot.euros("gereserveerd")) == (600, 400)
    actions.commit(reference=kept.reference, by=pot.coach)
    assert (pot.euros("gereserveerd"), pot.euros("verplicht")) == (0, 400)
    actions.settle(reference=kept.reference, cents=350_00, by=pot.coach)
    assert (pot.euros("verplicht"), pot.euros("besteed"), pot.euros("vrij")) == (0, 350, 650)
    pot.budget.refresh_from_db()
    assert (pot.budget.received, pot.budget.spent) == (1000_00, 350_00)


def test_less_may_be_granted_than_was_reserved_and_the_rest_is_free_again(pot):
    kept = pot.filled(1000).reserve(400)
    actions.commit(reference=kept.reference, by=pot.coach, cents=300_00)
    assert (pot.euros("vrij"), pot.euros("gereserveerd"), pot.euros("verplicht")) == (700, 0, 300)
    with pytest.raises(Refused):
        actions.settle(reference=kept.reference, cents=301_00, by=pot.coach)
    actions.release(reference=kept.reference, by=pot.coach)
    assert (pot.euros("vrij"), pot.euros("verplicht")) == (1000, 0)
    with pytest.raises(Conflict):
        actions.release(reference=kept.reference, by=pot.coach)


def test_help_is_paid_in_parts(pot):
    kept = pot.filled(1000).reserve(400)
    actions.commit(reference=kept.reference, by=pot.coach)
    actions.settle(reference=kept.reference, cents=150_00, final=False, by=pot.coach)
    assert position.of(kept) == {"verplicht": {pot.uwv.pk: 250_00}, "besteed": {pot.uwv.pk: 150_00}}
    actions.settle(reference=kept.reference, by=pot.coach)
    assert pot.euros("besteed") == 400


def test_several_partners_pay_together(pot):
    pot.filled(1000, pot.uwv).filled(1000, pot.lwd)
    kept = pot.reserve(100, payers={pot.uwv.pk: 3_333, pot.lwd.pk: 6_667})
    assert position.of(kept)["gereserveerd"] == {pot.uwv.pk: 33_33, pot.lwd.pk: 66_67}
    with pytest.raises(Refused) as no:
        pot.reserve(100, payers={pot.uwv.pk: 3_000, pot.lwd.pk: 6_000})
    assert "90 procent" in no.value.sentence
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentShare.objects.create(commitment=kept, payer=pot.social, parts=1)
        connection.check_constraints()


def test_without_names_the_pot_pays_in_proportion(pot):
    pot.filled(900, pot.uwv).filled(100, pot.lwd)
    kept = pot.reserve(1000)
    assert position.of(kept)["gereserveerd"] == {pot.uwv.pk: 900_00, pot.lwd.pk: 100_00}
    with pytest.raises(Conflict) as no:
        pot.reserve(1)
    assert "niet genoeg" in no.value.sentence


def test_what_costs_nothing_is_noted_all_the_same(pot):
    kept = pot.reserve(0, price_model="om_niet")
    actions.commit(reference=kept.reference, by=pot.coach)
    actions.settle(reference=kept.reference, result="diploma", by=pot.coach)
    kept.refresh_from_db()
    assert kept.result == "diploma" and kept.closed_on and not kept.postings.exists()
    with pytest.raises(Refused):
        pot.reserve(0)


def test_the_cashier_pays_only_what_came_in(pot):
    pot.promise(1000)
    kept = pot.reserve(400)
    actions.commit(reference=kept.reference, by=pot.coach)
    with pytest.raises(Conflict) as no:
        actions.settle(reference=kept.reference, by=pot.coach)
    assert "Boek eerst de ontvangst" in no.value.sentence
    pot.receive(400)
    actions.settle(reference=kept.reference, by=pot.coach)


def test_nobody_receives_more_than_was_promised(pot):
    pot.promise(100)
    with pytest.raises(Conflict) as no:
        pot.receive(101)
    assert "toegezegd" in no.value.sentence
    assert pot.euros("ontvangen") == 0 and pot.waiting().exists()


def test_one_reference_is_reserved_once(pot):
    kept = pot.filled(1000).reserve(400)
    with pytest.raises(Conflict):
        pot.reserve(1, reference=kept.reference)
    actions.release(reference=kept.reference, by=pot.coach)
    pot.reserve(1, reference=kept.reference)


def test_a_closed_year_takes_no_posting(pot):
    kept = pot.filled(1000).reserve(400)
    with pytest.raises(Conflict):
        actions.close_budget(budget=pot.budget, by=pot.first)
    actions.release(reference=kept.reference, by=pot.coach)
    actions.close_budget(budget=pot.budget, by=pot.first)
    with pytest.raises(Conflict) as no:
        pot.reserve(1)
    assert "afgesloten" in no.value.sentence


def test_another_region_spends_nothing_here(pot):
    from django.core.exceptions import PermissionDenied

    pot.filled(1000)
    far = pot.world.coach("gemeente-ede", region="FoodValley")
    with pytest.raises(PermissionDenied):
        pot.reserve(1, by=far)


def test_an_annulled_posting_stays_and_says_why(pot):
    pot.filled(1000)
    kept = pot.reserve(400)
    posting = kept.postings.get()
    pot.annul(posting, "Verkeerd doel.")
    assert pot.euros("vrij") == 1000
    undo = Posting.objects.get(annuls=posting)
    assert undo.reason == "Verkeerd doel." and undo.decision.decided_by == pot.second.user
    with pytest.raises(Conflict):
        actions.propose_annulment(posting=posting, reason="Nog eens.", by=pot.first)
    with pytest.raises(Conflict):
        actions.propose_annulment(posting=undo, reason="Toch niet.", by=pot.first)


def test_what_went_on_is_annulled_in_order(pot):
    """Another commitment on the same account does not make up for it."""
    pot.filled(1000)
    kept, other = pot.reserve(300), pot.reserve(300)
    actions.commit(reference=kept.reference, by=pot.coach)
    with pytest.raises(Conflict) as no:
        pot.annul(kept.postings.get(deed="reservering"))
    assert "Annuleer eerst" in no.value.sentence
    assert position.of(other) == {"gereserveerd": {pot.uwv.pk: 300_00}}
    pot.annul(kept.postings.get(deed="verplichting"))
    assert position.of(kept) == {"gereserveerd": {pot.uwv.pk: 300_00}}


def test_a_payment_that_is_annulled_opens_the_commitment_again(pot):
    kept = pot.filled(1000).reserve(300)
    actions.commit(reference=kept.reference, by=pot.coach)
    actions.settle(reference=kept.reference, cents=200_00, by=pot.coach)
    pot.annul(kept.postings.get(deed="vaststelling"))
    kept.refresh_from_db()
    assert kept.closed_on is None and pot.euros("verplicht") == 300 and pot.euros("besteed") == 0


def refused(*names):
    return pytest.raises(IntegrityError, match="|".join(names))


def entry(pot, deed="reservering", **more):
    return Posting.objects.create(budget=pot.budget, deed=deed, booked_on=timezone.localdate(), **more)


def account(pot, kind):
    return LedgerAccount.objects.get(budget=pot.budget, kind=kind, payer=pot.uwv)


def test_the_database_takes_no_posting_that_does_not_sum_to_zero(pot):
    pot.filled(1000)
    for cents in ([], [100], [100, -99]):
        with refused("lines that sum to"), transaction.atomic():
            posting = entry(pot)
            for amount in cents:
                PostingLine.objects.create(posting=posting, account=account(pot, "vrij"), cents=amount)
            connection.check_constraints()


def test_the_database_overdraws_no_account(pot):
    pot.filled(1000)
    posting = entry(pot)
    with refused("account_never_overdrawn"), transaction.atomic():
        PostingLine.objects.create(posting=posting, account=account(pot, "vrij"), cents=1000_01)
    # Not within the savepoint: an entry without lines is refused at the end of a transaction.
    for cents in (1, -1):
        PostingLine.objects.create(posting=posting, account=account(pot, "vrij"), cents=cents)


def test_the_database_changes_and_removes_nothing(pot):
    kept = pot.filled(1000).reserve(1)
    line, share = PostingLine.objects.first(), kept.shares.get()
    decision = Decision.objects.first()
    for deed in (
        lambda: Posting.objects.filter(pk=line.posting_id).update(text="Anders"),
        lambda: PostingLine.objects.filter(pk=line.pk).update(cents=5),
        lambda: PostingLine.objects.filter(pk=line.pk).delete(),
        lambda: CommitmentShare.objects.filter(pk=share.pk).update(parts=1),
        lambda: Decision.objects.filter(pk=decision.pk).update(cents=1),
        lambda: Decision.objects.filter(pk=decision.pk)._raw_delete("default"),
    ):
        with refused("never changed"), transaction.atomic():
            deed()


def test_the_web_cannot_write_a_balance_or_a_total(pot):
    pot.filled(1000)
    assert LedgerAccount.web_may == Posting.web_may == PostingLine.web_may == ("SELECT", "INSERT")
    new = LedgerAccount.objects.create(
        budget=pot.budget, kind="vrij", payer=pot.social, purpose=pot.school, balance=-500
    )
    new.refresh_from_db()
    assert new.balance == 0
    with refused("never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE werkcentrum_app")
        RegionalBudget.objects.filter(pk=pot.budget.pk).update(received=9_999_99)


def test_nobody_decides_what_they_prepared(pot):
    decision = actions.propose_promise(budget=pot.budget, payer=pot.uwv, purpose=pot.free, cents=5, by=pot.first)
    with pytest.raises(Conflict) as no:
        actions.decide(decision=decision, approve=True, by=pot.first)
    assert "Een ander" in no.value.sentence
    with refused("decision_by_another"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(
            state="goedgekeurd", decided_by=pot.first.user, decided_at=timezone.now()
        )
    with pytest.raises(Refused):
        actions.decide(decision=decision, approve=False, by=pot.second)
    actions.decide(decision=decision, approve=False, reason="Bedrag klopt niet.", by=pot.second)
    with pytest.raises(Conflict):
        actions.decide(decision=decision, approve=True, by=pot.second)
    assert pot.euros("toegezegd") == 0


def test_no_contribution_is_booked_before_somebody_else_agreed(pot):
    with refused("posting_seen_by_two"), transaction.atomic():
        entry(pot, "toezegging")
    decision = actions.propose_promise(budget=pot.budget, payer=pot.uwv, purpose=pot.free, cents=5, by=pot.first)
    with refused("nobody else approved"), transaction.atomic():
        entry(pot, "toezegging", decision=decision)


def test_from_the_limit_on_a_commitment_waits_for_a_second_person(pot):
    pot.filled(60_000)
    kept = pot.reserve(25_000)
    actions.commit(reference=kept.reference, by=pot.coach)
    assert (pot.euros("gereserveerd"), pot.euros("verplicht")) == (25_000, 0)
    with pytest.raises(Conflict):
        actions.commit(reference=kept.reference, by=pot.coach)
    pot.agreed(pot.waiting().get())
    assert (pot.euros("gereserveerd"), pot.euros("verplicht")) == (0, 25_000)
    small = pot.reserve(24_999)
    actions.commit(reference=small.reference, by=pot.coach)
    assert not pot.waiting().exists() and pot.euros("verplicht") == 49_999


def test_only_the_cashier_books_what_comes_in(pot):
    pot.promise(100)
    with pytest.raises(Refused) as no:
        actions.propose_receipt(budget=pot.budget, payer=pot.uwv, purpose=pot.free, cents=5, by=pot.second)
    assert "UWV is kassier" in no.value.sentence


def test_a_number_that_nobody_reserved_for_is_told_so(pot):
    for deed in (actions.commit, actions.settle, actions.release):
        with pytest.raises(Conflict):
            deed(reference=uuid.uuid4(), by=pot.coach)
