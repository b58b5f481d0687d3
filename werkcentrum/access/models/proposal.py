"""A proposal about who works where in which role: one person proposes, another of that partner decides."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from werkcentrum.access.roles import ROLES
from werkcentrum.permissions import Permission
from werkcentrum.regions.models import Desk, Participation

from .people import Membership


class MembershipProposal(ConcurrentTransitionMixin, models.Model):
    """Nobody widens her own rights: the database refuses a decision by who proposed, or by who it is about."""

    class Kind(models.TextChoices):
        START = "begin", "Begint"
        CHANGE = "wijziging", "Verandert"
        END = "einde", "Stopt"

    class State(models.TextChoices):
        WAITING = "wacht", "Wacht op goedkeuring"
        APPROVED = "goedgekeurd", "Goedgekeurd"
        REFUSED = "afgewezen", "Afgewezen"
        WITHDRAWN = "ingetrokken", "Ingetrokken"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("wat", max_length=10, choices=Kind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField("e-mailadres", blank=True)
    name = models.CharField("naam", max_length=120, blank=True)
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    role = models.CharField("rol", max_length=24, choices=[(role.key, role.label) for role in ROLES.values()])
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField("van", null=True, blank=True)
    valid_until = models.DateField("tot en met", null=True, blank=True)
    reason = models.CharField("waarom", max_length=300)
    state = FSMField("toestand", choices=State.choices, default=State.WAITING, protected=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("voorgesteld op", auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("beslist op", null=True, blank=True)
    refusal = models.CharField("waarom niet", max_length=300, blank=True)
    web_may = ("SELECT", "INSERT", "UPDATE")

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="proposal_four_eyes", condition=~Q(decided_by=F("proposed_by"))),
            models.CheckConstraint(
                name="proposal_not_about_oneself", condition=~Q(user=F("proposed_by")) & ~Q(user=F("decided_by"))
            ),
            models.CheckConstraint(
                name="proposal_decided_by_somebody",
                condition=Q(state__in=["wacht", "ingetrokken"], decided_by=None, decided_at=None)
                | Q(state__in=["goedgekeurd", "afgewezen"], decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(name="proposal_refused_why", condition=~Q(state="afgewezen") | ~Q(refusal="")),
            models.CheckConstraint(
                name="proposal_about_somebody", condition=Q(user__isnull=False) | Q(kind="begin") & ~Q(email="")
            ),
            models.UniqueConstraint(
                name="proposal_once_waiting",
                fields=["kind", "user", "email", "participation", "role"],
                condition=Q(state="wacht"),
                nulls_distinct=False,
            ),
        ]

    def __str__(self):
        return f"Voorstel {self.public_id}"

    @property
    def who(self):
        """The name of who it is about."""
        return self.user.name if self.user else self.name

    @property
    def role_label(self):
        """The role in Dutch."""
        return ROLES[self.role].label

    @transition(
        field=state, source=State.WAITING, target=State.APPROVED, custom={"needs": Permission.MEMBERSHIP_APPROVE}
    )
    def approve(self, *, by, at):
        """Goedgekeurd. De rol geldt vanaf de genoemde dag."""
        self.decided_by, self.decided_at = by, at

    @transition(
        field=state, source=State.WAITING, target=State.REFUSED, custom={"needs": Permission.MEMBERSHIP_APPROVE}
    )
    def refuse(self, *, by, at, refusal):
        """Afgewezen met reden. Er verandert niets."""
        self.decided_by, self.decided_at, self.refusal = by, at, refusal

    @transition(
        field=state, source=State.WAITING, target=State.WITHDRAWN, custom={"needs": Permission.MEMBERSHIP_PROPOSE}
    )
    def withdraw(self):
        """Ingetrokken door wie het voorstelde."""
