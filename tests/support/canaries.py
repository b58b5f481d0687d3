"""A token in every field about a person, driven by the classes of `access.scoping`: where it is, somebody saw it."""

import datetime
import json
import re
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from clients.intake.fields import FIELDS
from clients.models import IntakeAnswer
from tests.support.dossiers import PICTURE
from werkcentrum.access.scoping import CLASSES, PERSONAL, SECRET, SPECIAL
from werkcentrum.permissions import FieldGroup as G
from werkcentrum.web.dates import MONTHS, SHORT_MONTHS

CARD = "card"  # shown on the card of a handover to who may see that
TITLES = "titles"  # shown beside the card to who was proposed
REQUEST = "request"  # what a person asked about her own data: her, who works with her, and who answers
ALSO = {"clients.Client.prefix": CARD, "werkplan.Step.title": TITLES}
CHECK = "check"  # words of staff about an emergency access: for who judges it and who took it
DESK = "desk"  # of a contact without a dossier

# Fields that cannot carry a token of their own, each with the reason. A new field is either planted or named here.
NO_TOKEN = {
    "one of a list that every form shows": (
        "clients.Client.name_use clients.Client.gender clients.Client.birth_precision clients.Client.channel "
        "clients.Client.municipality clients.Client.language clients.Client.interpreter clients.IncomePeriod.code "
        "clients.IncomePeriod.leading werkplan.Werkplan.pause_reason werkplan.Werkplan.close_reason "
        "werkplan.PlanVersion.answer werkplan.Obstacle.kind werkplan.ClosingReview.reason "
        "werkplan.StepAnswer.said werkplan.CarryOver.from_code werkplan.CarryOver.to_code"
    ),
    "one letter": "clients.Client.house_letter",
    "sealed; what it holds is planted and searched for in tests/test_sealed.py": "clients.HiddenAddress.sealed",
    "a pseudonym of a quarter and half its key, on no page: tests/services/test_shortage.py": (
        "services.Shortage.person_key services.ShortageKey.secret"
    ),
    "only of one that was cancelled": "clients.Appointment.reason clients.Appointment.cancelled_by",
    "a digest, of which the key itself is nowhere": "access.PartnerKey.digest",
    "of a list, or a day; the title of the same row carries a token": (
        "werkplan.ActivityCard.starts_on werkplan.ActivityCard.ends_on werkplan.ActivityCard.status "
        "werkplan.OverarchingPlan.status werkplan.OverarchingPlan.next_on werkplan.ActivityCard.next_on"
    ),
    "one of a list, or the day, of a row whose words carry a token": (
        "clients.Appointment.starts_at clients.ContactAttempt.on clients.ContactAttempt.way "
        "clients.ContactAttempt.outcome clients.Note.on clients.Note.way"
    ),
    "only of a review that was put off": "werkplan.PlanReview.reason",
    "a day of the plan; the text of the same row carries a token": (
        "clients.IncomePeriod.valid_until werkplan.Werkplan.evaluate_on werkplan.Goal.reached_on werkplan.Step.due_on "
        "werkplan.Step.done_on werkplan.Inzet.starts_on werkplan.Inzet.ends_on werkplan.Inzet.decide_by "
        "werkplan.Agreement.valid_from werkplan.Agreement.valid_until werkplan.PlanVersion.answered_on "
        "werkplan.PlanReview.was werkplan.PlanReview.becomes "
        "werkplan.CarryOver.on werkplan.CarryOverLine.until werkplan.StepAnswer.said_on "
        "werkplan.Agreement.due_on werkplan.Agreement.kept_on werkplan.Obstacle.solved_on "
        "werkplan.ClosingReview.closed_on"
    ),
    "one of a table, a day that stands in the row it is made from, and a choice": (
        "werkplan.Signal.kind werkplan.Signal.on werkplan.Signal.aside_reason"
    ),
    "days and articles of the law only": "werkplan.CarryOver.deadlines",
    "how the row itself stood before: no page shows it": "werkplan.CarryOverLine.was werkplan.CarryOver.undo",
    "the database allows it in another state of the row only": (
        "clients.Handover.refusal werkplan.Step.reason werkplan.Goal.dropped_reason werkplan.Agreement.end_reason "
        "werkplan.Agreement.consequence werkplan.CarryOver.reason"
    ),
    "words about the organisation, without a person": (
        "access.Incident.what access.Incident.why access.Incident.measures"
    ),
    "one's own session: digests, sealed texts and times": (
        "access.Session.session_key access.Session.session_data access.Session.began access.Session.expire_date "
        "access.KeptForm.sealed access.FailedLogin.at access.FailedLogin.account access.FailedLogin.place "
        "access.FailedLogin.device"
    ),
    "names of staff are shown to client and colleagues on purpose": "access.User.name",
    "of staff, shown to who keeps access": (
        "access.User.last_login access.Membership.role access.Membership.desk access.Membership.valid_from "
        "access.Membership.valid_until access.MembershipProposal.email access.MembershipProposal.name "
        "access.MembershipProposal.role access.MembershipProposal.desk access.MembershipProposal.valid_from "
        "access.MembershipProposal.valid_until access.MembershipProposal.reason access.MembershipProposal.refusal"
    ),
    "words of a coordinator, who sees no person": "clients.HandoverAdvice.reason",
    "what a lead chose for a service, and when": "werkplan.RemapLine.choice werkplan.RemapLine.decided_at",
    "why a number is kept, read by who approves what is erased": "privacy.LegalHold.reason",
    "a choice of a list, a day, or a group of data": (
        "clients.Consent.purpose clients.Consent.groups clients.Consent.receiver clients.Consent.receiver_kind "
        "clients.Consent.valid_from clients.Consent.valid_until clients.Consent.way clients.Consent.withdrawn_at"
    ),
    "a choice or a day of a request; the text of the same row carries a token": (
        "clients.RightsRequest.kind clients.RightsRequest.way clients.RightsRequest.asked_on "
        "clients.RightsRequest.due_on clients.RightsRequest.extended_to clients.RightsRequest.extension_reason "
        "clients.RightsRequest.decided_at clients.Dispute.since"
    ),
    "codes and dates of access, without words of their own": (
        "access.Dossier.sealed access.Dossier.restricted_at access.Dossier.closed_at access.Dossier.erased_at "
        "access.Involvement.relation "
        "access.Involvement.ground access.Involvement.field_groups access.Involvement.valid_from "
        "access.Involvement.valid_until audit.Event.at audit.Event.action audit.Event.detail audit.Reading.at "
        "audit.Reading.part audit.Reading.purpose audit.Reading.relation audit.Reading.ground audit.Reading.result "
        "audit.Alias.number clients.LookReport.day clients.LookReport.number "
        "access.Cover.valid_from access.Cover.valid_until access.Cover.ended_at "
        "access.Seal.reason access.Seal.state access.Seal.asked_at access.Seal.decided_at"
    ),
}
GROUP = {
    "clients.Client": {
        G.NAME: "first_names call_name prefix surname partner_prefix partner_surname sort_name search_name birth_on",
        G.CONTACT: "street house_number house_addition postcode place phone email",
    },
    "clients.NationalNumber": {G.BSN: "sealed"},
    "clients.NumberIndex": {G.BSN: "index"},
    "clients.IncomePeriod": {G.INCOME: "valid_from"},
    "clients.Handover": {CARD: "reason"},
    "clients.Document": {G.PROFILE: "name note"},
    "clients.DocumentBody": {G.PROFILE: "sealed"},
    "clients.Entry": {G.PLAN: "text before after about why"},
    "clients.LookReport": {G.ACCESS_LOG: "words"},
    "clients.Appointment": {G.PLAN: "place subject"},
    "clients.ContactAttempt": {G.PLAN: "said"},
    "clients.Note": {G.NOTES: "text"},
    "clients.LightContact": {DESK: "call_name phone email question result"},
    "werkplan.ActivityCard": {G.PLAN: "title contact"},
    "werkplan.OverarchingPlan": {G.BARRIERS: "owner_name"},
    "werkplan.Werkplan": {G.PLAN: "own_view"},
    "werkplan.Goal": {G.PLAN: "text"},
    "werkplan.PlanReview": {G.PLAN: "client_words outcome"},
    "werkplan.Step": {G.PLAN: "title proof"},
    "werkplan.Obstacle": {G.BARRIERS: "words helps"},
    "werkplan.ClosingReview": {G.PLAN: "own_words content"},
    "werkplan.StepAnswer": {G.PLAN: "words step_text reply"},
    "werkplan.Inzet": {G.PLAN: "decision_ref reason"},
    "werkplan.Agreement": {G.PLAN: "text"},
    "werkplan.PlanVersion": {G.PLAN: "content own_words"},
    "werkplan.CarryOver": {G.PLAN: "before after"},
    "werkplan.CarryOverLine": {G.PLAN: "title"},
    "clients.RightsRequest": {REQUEST: "name text subject before lead_note answer"},
    "clients.Dispute": {REQUEST: "subject value statement"},
    "access.Glass": {CHECK: "explanation"},
    "access.Review": {CHECK: "question answer decision"},
    "access.User": {None: "email password"},
}
# Made by the product itself (sealed, frozen, only growing): planted row by row, or as one more row.
SELF_MADE = {
    "access.User", "clients.NationalNumber", "clients.NumberIndex", "clients.Entry", "werkplan.PlanVersion",
    "clients.DocumentBody",
}  # fmt: skip
TOKEN = re.compile(r"kq[0-9a-f]{2} ?[0-9a-f]z", re.IGNORECASE)


@dataclass(frozen=True)
class Canary:
    """One token: whose, of which field, in which group of fields."""

    person: int
    where: str
    group: object


class Aviary:
    """All canaries by what can be read on a page."""

    def __init__(self):
        self.by_token: dict[str, Canary] = {}
        self.literal: dict[str, Canary] = {}
        self.places: list[str] = []

    def token(self, person, where, group):
        """A new six-character token."""
        if where not in self.places:
            self.places.append(where)
        text = f"kq{person:x}{self.places.index(where):02x}z"
        self.by_token[text] = Canary(person, where, group)
        return text

    def words(self, text, canary):
        """Watch for a text that is no token (a date, a number)."""
        self.literal[text] = canary

    def found_in(self, text) -> set[Canary]:
        """The canaries that a text shows."""
        tokens = {hit.group(0).lower().replace(" ", "") for hit in TOKEN.finditer(text)}
        found = {self.by_token[token] for token in tokens if token in self.by_token}
        return found | {canary for words, canary in self.literal.items() if words in text}


def planted_fields():
    """Every (label, field) that must carry a token or be excused."""
    for label, classes in CLASSES.items():
        for kind in (PERSONAL, SPECIAL, SECRET):
            for name in classes.get(kind, "").split():
                yield label, name


def excused():
    """label.field of every field that carries none."""
    return {where for names in NO_TOKEN.values() for where in names.split()}


def group_of(label, name):
    """The group of a planted field; KeyError when nobody decided."""
    for group, names in GROUP[label].items():
        if name in names.split():
            return group
    raise KeyError(f"{label}.{name}")


def rows_of(label, whole):
    """The rows of one model about one person."""
    model = apps.get_model(label)
    if label == "clients.LightContact":
        return model.objects.filter(pk=whole.light.pk)
    if label in {"access.Glass", "access.Review"}:
        return model.objects.filter(dossier=whole.client.dossier)
    if label == "werkplan.CarryOverLine" or (
        label.startswith("werkplan.")
        and label
        not in {"werkplan.Werkplan", "werkplan.CarryOver", "werkplan.ActivityCard", "werkplan.OverarchingPlan"}
    ):
        return model.objects.filter(plan=whole.plan)
    return model.objects.filter(**{"pk" if label == "clients.Client" else "client": whole.client.pk})


def plant(aviary, whole, person):
    """Put a token in every field of every row of one person; neither planted nor excused is an error."""
    skip = excused() | {"werkplan.PlanVersion.content", "werkplan.ClosingReview.content", "clients.IntakeAnswer.value"}
    for label, name in planted_fields():
        where = f"{label}.{name}"
        if where in skip or label in SELF_MADE:
            continue
        _plant_field(aviary, rows_of(label, whole), label, name, person)
    _plant_answers(aviary, whole, person)
    _plant_version(aviary, whole, person)
    _plant_closing(aviary, whole, person)
    _plant_entry(aviary, whole, person)
    for row in rows_of("clients.DocumentBody", whole):
        token = aviary.token(person, "clients.DocumentBody.sealed", G.PROFILE)
        row.put_body(PICTURE + token.encode())
        row.save()
    for row in rows_of("clients.NationalNumber", whole):
        aviary.words(whole.bsn, Canary(person, "bsn", G.BSN))
        aviary.words(bytes(row.sealed).hex(), Canary(person, "clients.NationalNumber.sealed", G.BSN))
    for row in rows_of("clients.NumberIndex", whole):
        aviary.words(bytes(row.index).hex(), Canary(person, "clients.NumberIndex.index", G.BSN))


def _plant_field(aviary, rows, label, name, person):
    field, where = apps.get_model(label)._meta.get_field(name), f"{label}.{name}"
    group = group_of(label, name)
    if isinstance(field, models.DateField):
        day = datetime.date(1931 + person, 5, 17) if name == "birth_on" else datetime.date(2011, person, 13)
        value = day
        for words in spellings(day):
            aviary.words(words, Canary(person, where, group))
    elif isinstance(field, models.PositiveIntegerField):
        value = 97310 + person
        aviary.words(str(value), Canary(person, where, group))
    elif isinstance(field, models.JSONField):
        token = aviary.token(person, where, group)
        for row in rows:
            rows.filter(pk=row.pk).update(**{name: getattr(row, name) | {"explanation": token}})
        return
    elif isinstance(field, models.EmailField):
        value = f"{aviary.token(person, where, group)}@canary.example"
    else:
        value = aviary.token(person, where, group)
    if name == "explanation":
        value = f"{value}, dit kon niet wachten."
    rows.update(**{name: value})


def spellings(day):
    """A day as pages write it."""
    short, long = SHORT_MONTHS[day.month - 1], MONTHS[day.month - 1]
    return {f"{day.day} {short} {day.year}", f"{day.day} {long} {day.year}", f"{day:%d-%m-%Y}", day.isoformat()}


def _plant_answers(aviary, whole, person):
    """A token in every text that an intake can hold, in the shape of its field."""
    for field in FIELDS.values():
        if field.kind != "answer":
            continue
        token = aviary.token(person, f"intake.{field.code}", G(field.field_group))
        value = _shaped(field, token)
        IntakeAnswer.objects.filter(client=whole.client, field=field.code).update(value=value)


def _shaped(field, token):
    if field.type in {"text", "longtext", "occupation"}:
        return token
    if field.type == "list" and (texts := [c for c in field.columns if c.type in {"text", "longtext", "occupation"}]):
        return [{column.code: token for column in texts}]
    return None


def _plant_version(aviary, whole, person):
    """A frozen version refuses changes: make one more, with tokens in its text."""
    own, text = (aviary.token(person, f"werkplan.PlanVersion.{name}", G.PLAN) for name in ("own_words", "content"))
    first, whole.parts["number"] = whole.plan.versions.first(), 2
    content = json.loads(json.dumps(first.content).replace("Ik wil werk.", text).replace("Cv maken", text))
    apps.get_model("werkplan.PlanVersion").objects.create(
        plan=whole.plan, number=2, content=content, digest=first.digest, answer="besproken", own_words=own,
        answered_on=first.answered_on, recorded_by=first.recorded_by,
    )  # fmt: skip


def _plant_closing(aviary, whole, person):
    """What helped stands in the document of the look back."""
    token = aviary.token(person, "werkplan.ClosingReview.content", G.PLAN)
    for row in rows_of("werkplan.ClosingReview", whole):
        row.content["goals"][0]["helped"] = token
        row.save()


def _plant_entry(aviary, whole, person):
    """The timeline only grows: one more line."""
    names = ("text", "before", "after", "about", "why")
    words = {name: aviary.token(person, f"clients.Entry.{name}", G.PLAN) for name in names}
    first = whole.entry
    type(first).objects.create(
        client=whole.client,
        event_id=first.event_id,
        kind="note",
        deed="test.note",
        voice="staff",
        actor=first.actor,
        **words,
    )
