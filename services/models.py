"""The national catalogue of instruments, and the offers of partners on the regional menu."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Now
from django.utils import timezone
from django_fsm import FSMField, FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from services.money.models import BudgetPurpose as BudgetPurpose
from services.money.models import Commitment as Commitment
from services.money.models import CommitmentShare as CommitmentShare
from services.money.models import Decision as Decision
from services.money.models import LedgerAccount as LedgerAccount
from services.money.models import Posting as Posting
from services.money.models import PostingLine as PostingLine
from services.money.models import RegionalBudget as RegionalBudget
from services.queries import OfferQuerySet
from werkcentrum.audit.history import EventHistory
from werkcentrum.permissions import Permission
from werkcentrum.regions.models import Participation, Region


class Entitlement(models.TextChoices):
    """What somebody can claim."""

    RIGHT = "recht", "Recht"
    MAY = "kan", "Kan: de partner beslist"
    BYLAW = "verordening", "Aanspraak volgens de verordening"
    OFFER = "aanbod", "Aanbod"
    DUTY = "plicht", "Plicht"
    SUBSIDY = "subsidie", "Subsidie"
    CAO = "cao", "Recht volgens de cao"
    SERVICE = "dienst", "Dienst"


class Instrument(models.Model):
    """One of the national instruments an offer is made of; dated facts with their source."""

    code = models.CharField("code", max_length=24, primary_key=True)
    name = models.CharField("naam", max_length=120)
    summary = models.CharField("samenvatting", max_length=300)
    what_it_is = models.TextField("wat het is", blank=True, default="", db_default="")
    what_you_do = models.TextField("wat u doet", blank=True, default="", db_default="")
    cost_client = models.CharField("wat kost het de klant", max_length=120, blank=True, default="", db_default="")
    financier = models.CharField("wie betaalt", max_length=120, blank=True, default="", db_default="")
    owner_kinds = ArrayField(models.CharField(max_length=20), default=list)
    audience = models.CharField("voor wie", max_length=20)
    situations = ArrayField(models.CharField(max_length=24), default=list)
    needs = ArrayField(models.CharField(max_length=24), default=list)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    legal_basis = models.CharField("wettelijke basis", max_length=200, blank=True)
    entitlement = models.CharField("soort aanspraak", max_length=12, choices=Entitlement.choices, blank=True)
    max_duration = models.CharField("duur", max_length=120, blank=True)
    phase = models.CharField("fase", max_length=32, blank=True)
    after_change = models.CharField("na een wijziging", max_length=300, blank=True)
    synonyms = models.TextField("zoekwoorden", blank=True)
    available_from = models.DateField("bestaat vanaf", null=True, blank=True)
    abolished_on = models.DateField("afgeschaft per", null=True, blank=True)
    abolished_reason = models.CharField("waarom afgeschaft", max_length=300, blank=True)
    source = models.CharField("bron", max_length=40)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="instrument_abolished_with_reason",
                condition=Q(abolished_on=None, abolished_reason="")
                | Q(abolished_on__isnull=False) & ~Q(abolished_reason=""),
            )
        ]

    def __str__(self):
        return self.name


class Cycle(models.IntegerChoices):
    """How often a provider looks whether an offer is still right, in months."""

    QUARTER = 3, "Elke 3 maanden"
    HALF_YEAR = 6, "Elk half jaar"
    YEAR = 12, "Elk jaar"


class Offer(FSMModelMixin, models.Model):
    """What one partner offers in one region: the unit of the menukaart."""

    class State(models.TextChoices):
        DRAFT = "concept", "Concept"
        PROPOSED = "voorgesteld", "Voorgesteld"
        PUBLISHED = "gepubliceerd", "Gepubliceerd"
        PAUSED = "gepauzeerd", "Gepauzeerd"
        WITHDRAWN = "ingetrokken", "Ingetrokken"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider_number = models.CharField("eigen nummer", max_length=60, blank=True, default="", db_default="")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="offers")
    provider = models.ForeignKey(Participation, models.PROTECT, related_name="offers", verbose_name="aanbieder")
    region = models.ForeignKey(Region, models.PROTECT, related_name="offers")
    title = models.CharField("titel", max_length=120)
    description = models.TextField("omschrijving", max_length=2000)
    conditions = models.TextField("voorwaarden", max_length=1000, blank=True)
    reach = ArrayField(
        models.CharField(max_length=6), default=list, blank=True, verbose_name="bereik (leeg: hele regio)"
    )
    situations = ArrayField(
        models.CharField(max_length=24), default=list, blank=True, verbose_name="situaties (leeg: iedereen)"
    )
    needs = ArrayField(models.CharField(max_length=24), default=list, blank=True, verbose_name="wat is er nodig")
    cost_client = models.CharField("wat kost het de klant", max_length=120, blank=True)
    price_payer = models.CharField("prijs voor wie betaalt", max_length=120, blank=True)
    financier = models.CharField("wie betaalt", max_length=120, blank=True)
    places = models.PositiveSmallIntegerField("plaatsen (leeg: geen grens)", null=True, blank=True)
    places_taken = models.PositiveSmallIntegerField("bezet", default=0)
    waiting_days = models.PositiveSmallIntegerField("wachttijd in dagen", default=0)
    lead_days = models.PositiveSmallIntegerField("doorlooptijd tot start in dagen", default=14)
    next_start_on = models.DateField("eerstvolgende start", null=True, blank=True)
    legal_basis = models.CharField("wettelijke basis", max_length=200, blank=True)
    entitlement = models.CharField("soort aanspraak", max_length=12, choices=Entitlement.choices, blank=True)
    contact = models.CharField("aanmelden bij", max_length=160, blank=True)
    valid_from = models.DateField("geldig van")
    valid_until = models.DateField("geldig tot en met", null=True, blank=True)
    state = FSMField("toestand", choices=State.choices, default=State.DRAFT, protected=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField("gepubliceerd op", null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    returned_reason = models.CharField("wat nog nodig is", max_length=300, blank=True, default="", db_default="")
    withdrawn_reason = models.CharField("reden van intrekken", max_length=300, blank=True)
    paused_reason = models.CharField("reden van de pauze", max_length=300, blank=True, default="", db_default="")
    paused_until = models.DateField("pauze tot en met", null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(
        "nakijken", choices=Cycle.choices, default=Cycle.HALF_YEAR, db_default=Cycle.HALF_YEAR
    )
    # The day of installing counts as a look at what was there before.
    reviewed_on = models.DateField(
        "nagekeken op", default=timezone.localdate, db_default=Cast(Now(), models.DateField()), editable=False
    )
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    # Filled by the trigger of migration 0002 from title, needs, description and the instrument's own words.
    search = SearchVectorField(null=True, editable=False)
    search_text = models.TextField(blank=True, default="", editable=False)
    objects = OfferQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory], excluded_fields=["search", "search_text"])

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                name="offer_ends_after_it_starts", condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="offer_published_by_somebody",
                condition=~Q(state="gepubliceerd") | Q(published_at__isnull=False, published_by__isnull=False),
            ),
            models.CheckConstraint(
                name="offer_withdrawn_with_reason", condition=~Q(state="ingetrokken") | ~Q(withdrawn_reason="")
            ),
            models.CheckConstraint(
                name="offer_paused_with_reason_and_end",
                condition=Q(state="gepauzeerd", paused_until__isnull=False, published_at__isnull=False)
                & ~Q(paused_reason="")
                | ~Q(state="gepauzeerd") & Q(paused_reason="", paused_until=None),
            ),
            models.UniqueConstraint(
                name="offer_number_once_per_provider",
                fields=["provider", "provider_number"],
                condition=~Q(provider_number="") & ~Q(state="ingetrokken"),
            ),
            models.CheckConstraint(name="offer_review_cycle", condition=Q(review_months__in=[3, 6, 12])),
            models.CheckConstraint(
                name="offer_never_fuller_than_full", condition=Q(places=None) | Q(places_taken__lte=F("places"))
            ),
        ]
        indexes = [
            models.Index(name="offer_on_the_menu", fields=["region", "state", "valid_until"]),
            GinIndex(name="offer_search", fields=["search"]),
            GinIndex(OpClass("search_text", "gin_trgm_ops"), name="offer_search_text"),
        ]

    def __str__(self):
        return self.title

    @transition(field=state, source=State.DRAFT, target=State.PROPOSED, custom={"needs": Permission.OFFER_PROPOSE})
    def propose(self, *, by):
        """Voorgesteld. De regiocoördinator kijkt ernaar en publiceert het."""
        self.proposed_by, self.returned_reason = by, ""

    @transition(field=state, source=State.PROPOSED, target=State.DRAFT, custom={"needs": Permission.OFFER_PUBLISH})
    def return_to_draft(self, *, reason):
        """Teruggegeven aan de aanbieder om aan te vullen."""
        self.returned_reason = reason

    @transition(field=state, source=State.PROPOSED, target=State.PUBLISHED, custom={"needs": Permission.OFFER_PUBLISH})
    def publish(self, *, by, at):
        """Gepubliceerd. Coaches en gidsen kunnen het vanaf nu inzetten."""
        self.published_by, self.published_at = by, at

    @transition(field=state, source=State.PUBLISHED, target=State.PAUSED, custom={"needs": Permission.OFFER_PROPOSE})
    def pause(self, *, reason, until):
        """Gepauzeerd. Coaches vinden het nu niet op de menukaart. Plannen die het gebruiken, houden het."""
        self.paused_reason, self.paused_until = reason, until

    @transition(field=state, source=State.PAUSED, target=State.PUBLISHED, custom={"needs": Permission.OFFER_PROPOSE})
    def resume(self):
        """Het staat weer op de menukaart."""
        self.paused_reason, self.paused_until = "", None

    @transition(
        field=state,
        source=[State.PROPOSED, State.PUBLISHED, State.PAUSED],
        target=State.WITHDRAWN,
        custom={"needs": Permission.OFFER_PUBLISH},
    )
    def withdraw(self, *, reason):
        """Ingetrokken met reden. Wie er al mee bezig is, maakt het af."""
        self.withdrawn_reason, self.paused_reason, self.paused_until = reason, "", None


from services.editions.models import Edition  # noqa: E402, F401  found by Django here
from services.imports.models import OfferList  # noqa: E402, F401  found by Django here
from services.shortage.models import Shortage, ShortageKey  # noqa: E402, F401  found by Django here
