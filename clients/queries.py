"""Which people, contacts and offers of a dossier an actor may see."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from werkcentrum.access import policy
from werkcentrum.access.anchored import ScopedQuerySet, scope

HOUR = timedelta(hours=1)


class ClientQuerySet(ScopedQuerySet):
    """People with a dossier."""

    @scope
    def visible_to(self, actor):
        """People whose dossier `actor` may open."""
        return self.filter(pk__in=policy.dossiers_open_to(actor))

    @scope
    def known_to(self, actor):
        """People of whom `actor` may see at least the card: also offered to him, or just handed over."""
        return self.filter(pk__in=policy.dossiers_known_to(actor))


class DossierQuerySet(ScopedQuerySet):
    """Rows that belong to one person through `client`."""

    @scope
    def visible_to(self, actor):
        """Rows of people whose dossier `actor` may open."""
        return self.filter(client__in=policy.dossiers_open_to(actor))


def _takes_part(actor):
    return Q(host=actor.user) | Q(guests__user=actor.user)


class AppointmentQuerySet(ScopedQuerySet):
    """Appointments with people."""

    @scope
    def visible_to(self, actor):
        """Appointments of people whose dossier `actor` may open, and those he is asked for while he knows the card."""
        opened = Q(client__in=policy.dossiers_open_to(actor))
        return self.filter(opened | _takes_part(actor) & Q(client__in=policy.dossiers_known_to(actor))).distinct()

    @scope
    def with_actor(self, actor):
        """Those that `actor` holds, or is asked for: his own agenda."""
        return self.filter(_takes_part(actor)).distinct()

    def coming(self, now=None):
        """Those that are still to be: planned, and not over yet."""
        return self.filter(state="gepland", starts_at__gte=(now or timezone.now()) - HOUR)

    def unanswered(self, now=None):
        """Those that are over while nobody said how they went."""
        return self.filter(state="gepland", starts_at__lt=(now or timezone.now()) - HOUR)


class NoteQuerySet(ScopedQuerySet):
    """Versions of contact notes."""

    @scope
    def readable_by(self, actor):
        """Notes of dossiers that `actor` may open: a client her own, a colleague those of his organisation and shared
        ones. The second door says the same (ADR 21)."""
        rows = self.filter(client__in=policy.dossiers_open_to(actor))
        if actor.is_client:
            return rows.filter(audience="klant")
        return rows.filter(Q(audience__in=["klant", "gedeeld"]) | Q(participation=actor.cell))

    def newest(self):
        """The last version of each."""
        later = self.model._base_manager.filter(thread=OuterRef("thread"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))


class SavedViewQuerySet(QuerySet):
    """Filters that people keep for themselves."""

    def of(self, actor, page):
        """The actor's own, of one list."""
        return self.filter(user=actor.user, page=page)


class ConsentQuerySet(DossierQuerySet):
    """What people said yes to."""

    def live(self, day=None):
        """Consents that hold on a day (today unless told): begun, not ended, not taken back."""
        day = day or timezone.localdate()
        return self.filter(valid_from__lte=day, valid_until__gte=day, withdrawn_at=None)

    def for_cell(self, cell):
        """Consents in which a cell is the receiver, by name or by its kind."""
        return self.filter(Q(receiver=cell) | Q(receiver=None, receiver_kind=cell.partner.kind))


class DocumentQuerySet(DossierQuerySet):
    """Documents of people."""

    def there(self):
        """Those that were not withdrawn or refused."""
        return self.filter(gone_at=None)

    def waiting(self):
        """Those that no scanner has seen yet."""
        return self.there().filter(checked_at=None)


class LookReportQuerySet(ScopedQuerySet):
    """What clients did not recognise in their log."""

    @scope
    def visible_to(self, actor):
        """The client's own; who checks one reads it through her task."""
        return self.filter(client__in=policy.dossiers_open_to(actor)) if actor.is_client else self.none()


class RequestQuerySet(DossierQuerySet):
    """Requests of people about their own data."""

    @scope
    def handled_by(self, actor):
        """Requests in the region where `actor` answers them: with a name, without a dossier."""
        from werkcentrum.permissions import Permission

        if not actor.may(Permission.RIGHTS_HANDLE):
            return self.none()
        return self.filter(region=actor.region)


class DeskQuerySet(ScopedQuerySet):
    """Contacts of a desk: not of a dossier, so the desk is the scope."""

    @scope
    def visible_to(self, actor):
        """Contacts recorded at the desk where `actor` works, or by himself."""
        if not actor.is_live:
            return self.none()
        if actor.membership.desk_id is None:
            return self.filter(recorded_by=actor.user)
        return self.filter(desk=actor.membership.desk_id)


class HandoverQuerySet(ScopedQuerySet):
    """Offers of a dossier from one cell to another."""

    @scope
    def visible_to(self, actor):
        """Offers that `actor` made, was proposed for, or may assign in the receiving cell."""
        from werkcentrum.permissions import Permission

        if actor.is_client:
            return self.none()
        known = self.filter(client__in=policy.dossiers_known_to(actor))
        if actor.may(Permission.HANDOVER_ASSIGN):
            # SECURITY: a sealed dossier does not exist for a team leader, also when it was on its way to her.
            return known | self.filter(to_participation=actor.cell, client__dossier__sealed=False)
        return known

    def open(self):
        """Offers that wait for an answer."""
        return self.filter(state="aangeboden")
