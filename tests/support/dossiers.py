"""Rich dossiers for the batteries: every kind of row a person can have, so that every route has something to show."""

import datetime
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from clients.actions import appointments, notes, rights
from clients.intake.fields import FIELDS
from clients.models import (
    ContactAttempt,
    Dispute,
    Document,
    DocumentBody,
    Entry,
    Handover,
    Intake,
    IntakeAnswer,
    LightContact,
    LookReport,
    RightsRequest,
    Visit,
)
from clients.timeline import tell
from services.load import load_catalogue
from services.models import Instrument, Offer
from tests.factories.world import World, test_bsn
from werkcentrum.access.actions import involve, make_key, propose_change
from werkcentrum.access.glass.actions import take_glass
from werkcentrum.access.models import Cover, Review
from werkcentrum.access.review.actions import open_review
from werkcentrum.access.review.incidents import add_incident
from werkcentrum.audit.record import record
from werkcentrum.outbox.models import Message
from werkcentrum.privacy.models import Destruction, DestructionLine, LegalHold
from werkplan.actions import agreements, answers, consent, goals, steps
from werkplan.actions import plan as plans
from werkplan.models import (
    ActivityCard,
    CarryOver,
    CarryOverLine,
    ClosingReview,
    Inzet,
    Obstacle,
    OverarchingPlan,
    PlanReview,
    Signal,
)

TODAY = timezone.localdate
SOON = datetime.timedelta(days=20)
INSTRUMENT = "TAAL"
MUNICIPAL = "gemeente-leeuwarden"


@dataclass
class Full:
    """One person with a row of every kind; `parts` holds them by name, as the kwargs of routes ask for them."""

    client: Any
    lead: Any
    bsn: str
    parts: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name):
        try:
            return self.__dict__["parts"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass
class Rich:
    """A world with a running dossier, one that waits for a handover, and one of another region."""

    world: World
    main: Full
    offered: Full
    elsewhere: Full
    offer: Offer
    draft: Offer
    proposed: Offer
    proposal: Any = None
    destruction: Any = None
    hold: Any = None
    glass: Any = None
    review: Any = None
    incident: Any = None
    stranger: Any = None
    stuck: Any = None
    key: Any = None


def rich() -> Rich:
    """Make the world; call it inside a transaction that is rolled back."""
    world = World()
    load_catalogue()
    offer, draft, proposed = (offer_of(world, state) for state in ("gepubliceerd", "concept", "voorgesteld"))
    main = full(world, world.coach(name="Lead"), 1, offer=offer)
    away, stays = world.coach(name="Stand-in"), world.coach(name="Helper")
    main.parts["cover"] = Cover.objects.create(
        participation=main.lead.cell, covered=away.user, colleague=stays.user, arranged_by=main.lead.user,
        valid_from=TODAY(), valid_until=TODAY() + SOON,
    )  # fmt: skip
    offered = full(world, world.coach(name="Giver"), 2, offer=offer)
    hand_over(world, offered)
    far = world.actor("coach", "gemeente-ede", "FoodValley", name="Far")
    elsewhere = full(world, far, 3, municipality="Ede", offer=offer_of(world, "gepubliceerd", region="FoodValley"))
    made = Rich(world, main, offered, elsewhere, offer, draft, proposed)
    _checks(made)
    made.proposal = proposal_of(world)
    made.stuck = Message.objects.create(name="signals", payload={}, run_at=timezone.now(), stuck_at=timezone.now())
    _retention(made)
    admin = world.actor("beheerder", name="Gives keys")
    made.key, _token = make_key(participation=main.lead.cell, name="Volgsysteem", valid_until=TODAY() + SOON, by=admin)
    return made


def _retention(made):
    """A list that waits, and a dossier that is kept although its term is over."""
    by, region = made.world.user("beheerder", name="Prepares"), made.main.client.region
    made.destruction = Destruction.objects.create(region=region, as_of=TODAY(), prepared_by=by)
    DestructionLine.objects.create(destruction=made.destruction, dossier=made.main.client.dossier, term="wish")
    made.hold = LegalHold.objects.create(dossier=made.offered.client.dossier, reason="Beroep.", placed_by=by)


def proposal_of(world):
    """A proposal of an administrator that somebody of UWV gets another role."""
    membership = world.coach(name="Moves").membership
    admin = world.actor("beheerder", name="Proposer")
    return propose_change(membership=membership, role="teamleider", since=TODAY(), reason="Nieuw werk.", by=admin)


def _checks(made):
    """Emergency access to the running dossier, the check of it, and an incident."""
    by, dossier = made.world.coach(MUNICIPAL, name="Breaker"), made.main.client.dossier
    made.glass = take_glass(dossier=dossier.pk, by=by, reason="balie", explanation="De klant staat aan de balie.")
    made.review, made.stranger = made.glass.review, by.user
    officer = made.world.actor("privacyofficer", name="Officer")
    made.incident = add_incident(what="Een brief ging naar een verkeerd adres.", by=officer)


def offer_of(world, state, partner=MUNICIPAL, region=None, **fields):
    """An offer in a state, for everybody in its region, of the language course."""
    partner = partner if region is None else f"werkcentrum-{world.region(region).slug}"
    cell, by = world.cell(partner, region), world.user("regiocoordinator", region=region)
    done = {"published_by": by, "published_at": timezone.now()} if state == "gepubliceerd" else {}
    values = {"title": f"Taal {state} {partner}", "description": "Een cursus Nederlands.", "places": 50} | done | fields
    return Offer.objects.create(
        instrument=Instrument.objects.get(pk=INSTRUMENT),
        provider=cell,
        region=cell.region,
        valid_from=TODAY() - SOON,
        state=state,
        **values,
    )


def full(world, lead, number, *, offer=None, municipality="Leeuwarden", **fields) -> Full:
    """A person led by `lead` (a coach) with intake, income, a running plan and everything in it."""
    bsn = test_bsn(number)
    since = (TODAY() - datetime.timedelta(days=300)).isoformat()
    client = world.client_of(lead, bsn=bsn, since=since, municipality=municipality, **fields)
    whole = Full(client, lead, bsn)
    _intake(whole)
    _plan(whole, offer)
    _reports(whole)
    _light(whole)
    _document(whole)
    whole.parts["asked"] = rights.ask(client=client, kind="inzage", way="balie", text="Alles graag.", by=lead)
    whole.parts["dispute"] = disputed(whole)
    whole.parts["consent"] = world.consent(client, region=client.region.name)
    _helpers(world, whole)
    _contact(whole)
    whole.parts["period"] = client.income_periods.get()
    whole.parts["entry"] = Entry.objects.filter(client=client).first()
    return whole


def disputed(whole):
    """A correction that was refused, with the client's statement beside what stands there."""
    today = TODAY()
    answered = {"decided_by": whole.lead.user, "decided_at": timezone.now(), "state": "geweigerd", "answer": "Nee."}
    row = RightsRequest.objects.create(
        client=whole.client, region=whole.client.region, name="N", kind="verbetering", way="balie", text="Anders.",
        subject="Naam", before="Zo", asked_on=today, due_on=today + SOON, recorded_by=whole.lead.user, **answered,
    )  # fmt: skip
    return Dispute.objects.create(
        client=whole.client, request=row, subject="Naam", value="Zo", statement="Anders.", since=today
    )


def _intake(whole):
    client, by = whole.client, whole.lead.user
    intake = Intake.objects.create(client=client, started_by=by)
    answers = [
        IntakeAnswer(intake=intake, client=client, field=code, value=None, obtained_on=TODAY(), recorded_by=by)
        for code, row in FIELDS.items()
        if row.kind == "answer"
    ]
    IntakeAnswer.objects.bulk_create(answers)
    whole.parts |= {"intake": intake, "answers": answers}


def _plan(whole, offer):
    by = whole.lead
    plan = plans.start_plan(client=whole.client, by=by)
    goal = goals.add_goal(plan=plan, text="Ik wil werk.", kind="betaald_werk", by=by)
    facts = {"plan": plan, "goal": goal, "who": "klant", "due_on": TODAY() + SOON, "by": by}
    step = steps.add_step(title="Taal leren", proof="certificaat", offer=offer, **facts)
    loose = steps.add_step(title="Cv maken", proof="het cv", **facts)
    promise = agreements.add_promise(plan=plan, text="Wij bellen.", by=by)
    duty = agreements.add_voluntary(plan=plan, text="Op tijd komen.", by=by)
    consent.send_for_consent(plan=plan, by=by)
    version = consent.establish(plan=plan, answer="papier", on=TODAY(), own_words="Goed zo.", by=by)
    plan = plans.run(plan=plan, evaluate_on=TODAY() + SOON, by=by)
    whole.parts["review"] = PlanReview.objects.create(
        plan=plan, kind="gehouden", was=TODAY(), becomes=plan.evaluate_on, client_words="Gaat goed.", outcome="Door.",
        rule="plan", participation=by.cell, recorded_by=by.user,
    )  # fmt: skip
    inzet = Inzet.objects.filter(step=step).first()
    if inzet is None:
        inzet = Inzet.objects.create(plan=plan, step=step, instrument_id=INSTRUMENT)
    about = {"step": loose, "version": loose.version, "way": "balie", "on": TODAY(), "by": by}
    said = answers.record_answer(said="oneens", words="Te snel.", **about)
    answers.answer_objection(answer=said, outcome="blijft", reply="Wij kijken samen.", by=by)
    signal = Signal.objects.create(
        client=whole.client, kind="evaluation", subject="plan", on=TODAY() + SOON, since=TODAY()
    )
    difficult = Obstacle.objects.create(plan=plan, kind="taal", words="Lezen.", helps="Een cursus.")
    lines = [{"id": goal.pk, "text": goal.text, "outcome": "deels", "helped": "Oefenen."}]
    ClosingReview.objects.create(
        plan=plan, reason="werk", content={"goals": lines, "steps": ["Cv maken"], "obstacles": [difficult.pk]},
        own_words="Goed.", closed_on=TODAY(), recorded_by=by.user,
    )  # fmt: skip
    whole.parts["obstacle"] = difficult
    _elsewhere(whole)
    whole.parts |= {
        "signal": signal, "plan": plan, "goal": goal, "step": step, "loose": loose, "inzet": inzet, "agreement": duty,
        "promise": promise, "version": version,
    }  # fmt: skip


def _elsewhere(whole):
    """What others do: a card of the own cell's system, and a debt plan of an organisation without a cell."""
    cell = whole.lead.cell
    whole.parts["card"] = ActivityCard.objects.create(
        client=whole.client, owner=cell, reference=uuid.uuid4(), kind="taal", title="Cursus", status="loopt", number=1,
        next_on=TODAY() + SOON, contact="Team taal", changed_at=timezone.now(),
    )  # fmt: skip
    whole.parts["above"] = OverarchingPlan.objects.create(
        client=whole.client, owner_name="De schuldhulp", status="loopt", next_on=TODAY() + SOON, since=TODAY()
    )


def _reports(whole):
    report = CarryOver.objects.create(
        submit_key=whole.client.public_id,
        client=whole.client,
        plan=whole.plan,
        from_code="WW",
        to_code="BIJSTAND",
        on=TODAY(),
        before={
            "partner_kind": "uwv",
            "rule": 1,
            "article": "WW 1",
            "explanation": "UWV.",
            "paying_body": "uwv",
            "cell": whole.lead.cell.pk,
        },
        after={
            "partner_kind": "municipality",
            "rule": 2,
            "article": "Pwet 7",
            "explanation": "Gemeente.",
            "paying_body": "gemeente",
            "name": "Gemeente",
            "cell": None,
        },
        recorded_by=whole.lead.user,
    )
    line = CarryOverLine.objects.create(
        report=report, plan=whole.plan, item_type="step", item_id=whole.step.pk, code="TAAL", title="Taal leren",
        kind="A", reason="Loopt door.", article="Pwet 7", owner="municipality",
    )  # fmt: skip
    event = record("test.note", whole.client, by=whole.lead, dossier=whole.client.pk)
    tell(client=whole.client, kind="note", text="Besproken.", event=event, by=whole.lead, before="a", after="b")
    whole.parts |= {"carry_over": report, "line": line}


def _helpers(world, whole):
    """One colleague who supports and one who can stand in."""
    cell, until = whole.lead.cell, timezone.now() + SOON
    helper, other = (world.actor("coach", cell.partner.slug, cell.region.name, name=n) for n in ("Helper", "Stand-in"))
    facts = {"dossier": whole.client.dossier, "participation": cell, "by": whole.lead}
    whole.parts["support"] = involve(user=helper.user, relation="support", field_groups=["G5"], until=until, **facts)
    whole.parts["team"] = involve(user=other.user, relation="team", **facts)


def _contact(whole):
    """An appointment next week, and an attempt to reach her."""
    facts = {"minutes": 45, "way": "plek", "place": "Kamer 2", "subject": "Het plan", "by": whole.lead}
    whole.parts["appointment"] = appointments.plan_appointment(
        client=whole.client, starts_at=timezone.now() + datetime.timedelta(days=7), sure=True, **facts
    )
    whole.parts["attempt"] = ContactAttempt.objects.create(
        client=whole.client, on=TODAY(), way="telefoon", outcome="bereikt", said="De bus reed niet.",
        participation=whole.lead.cell, recorded_by=whole.lead.user,
    )  # fmt: skip
    whole.parts["note"] = notes.write_note(
        client=whole.client, text="Wil graag in de zorg.", audience="gedeeld", by=whole.lead
    )


PICTURE = b"\x89PNG\r\n\x1a\n"


def _document(whole):
    row = Document.objects.create(
        client=whole.client, kind="cv", name="cv.png", note="Van vorig jaar", format="png", size=8,
        digest=whole.client.public_id.hex * 2, added_by=whole.lead.user, participation=whole.lead.cell,
        checked_at=timezone.now(),
    )  # fmt: skip
    body = DocumentBody(document=row, client=whole.client)
    body.put_body(PICTURE)
    body.save(force_insert=True)
    whole.parts["document"] = row


def _light(whole):
    desk = {"recorded_by": whole.lead.user}
    visit = Visit.objects.create(region=whole.client.region, reason="werk", outcome="teruggebeld", **desk)
    light = LightContact.objects.create(visit=visit, call_name="Sam", phone="000-1", question="Werk?", **desk)
    whole.parts |= {"visit": visit, "light": light}
    _looks(whole)


def _looks(whole):
    """The lead looked yesterday, and the client did not recognise it."""
    client, lead, day = whole.client, whole.lead, TODAY() - datetime.timedelta(days=1)
    review = open_review(
        kind=Review.Kind.REPORT, key=f"report:{client.pk}", subject=lead.user, subject_cell=lead.cell, by=None,
        region=client.region, cell=lead.cell, dossier=client.dossier, findings={"on": day.isoformat()},
    )  # fmt: skip
    facts = {"actor": lead.user, "participation": lead.cell, "number": 1, "day": day, "due_on": review.due_on}
    whole.parts["look_report"] = LookReport.objects.create(client=client, words="Ken ik niet.", review=review, **facts)


def hand_over(world, whole, to=MUNICIPAL, assigned=True):
    """Offer dossier and plan of `whole` to a cell; `assigned` also proposes it to its coach."""
    cell, plan = world.cell(to), whole.plan
    coach = world.coach(to, name=f"Receiver {whole.client.pk}")
    world.team_leader(to)
    whole.parts["handover"] = Handover.objects.create(
        client=whole.client,
        from_participation=whole.lead.cell,
        to_participation=cell,
        offered_by=whole.lead.user,
        due_on=TODAY() + SOON,
        expires_on=TODAY() + SOON,
        reason="Ander inkomen.",
        rule=2,
        article="Pwet 7",
        assigned_to=coach.user if assigned else None,
    )
    plan.offer(to=cell)
    plan.save()
    if assigned:
        world.involve(coach, whole.client, "proposed")
    whole.parts["receiver"] = coach
    return whole.handover
