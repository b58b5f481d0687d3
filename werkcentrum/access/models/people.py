"""User accounts and the dated membership of a user in a cell, in one role."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from werkcentrum.access.roles import ROLES, Role
from werkcentrum.regions.models import DateRange, Desk, Participation
from werkcentrum.regions.queries import PeriodQuerySet

__all__ = ["Membership", "Role", "User"]


class UserManager(BaseUserManager["User"]):
    """Makes accounts that log in with their e-mail address."""

    def create_user(self, email, name, password=None, **extra):
        """Create an account; without a password one can only log in through another door."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **extra)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account: staff of a partner, an employer, a client, or a machine."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=120)
    is_active = models.BooleanField("actief", default=True)
    is_demo = models.BooleanField("demo-account", default=False)
    joined_at = models.DateTimeField("aangemaakt op", auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    def __str__(self):
        return self.name

    def get_full_name(self):
        """The name as colleagues know it."""
        return self.name


class Membership(models.Model):
    """In which cell and role a user works, from when until when. One works under one membership at a time."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="memberships")
    role = models.CharField("rol", max_length=24, choices=[(role.key, role.label) for role in ROLES.values()])
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="memberships")
    valid_from = models.DateField("van")
    valid_until = models.DateField("tot en met", null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("participation", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (DateRange(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.role_label}, {self.participation}"

    @property
    def role_label(self):
        """The role in Dutch."""
        return ROLES[self.role].label

    @property
    def group_name(self):
        """Name of the group that holds this role's permissions in this cell."""
        return f"cel:{self.participation_id}:{self.role}"

    def group(self):
        """The group of this role in this cell; see `actions.grant_membership` for its only writer."""
        return Group.objects.get(name=self.group_name)
