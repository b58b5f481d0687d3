"""Rows for what the client and the partners agreed: goals, steps, agreements, plans and duties."""

from werkcentrum.vocabulary import PartnerKind

from ..groups import ASSISTANCE, SICK, UWV_PAID, WW
from .ended import DUTIES
from .shape import EMPLOYER, NOT_OTHER, OTHER, TOWN, UWV, A, B, C, CarryRule, D, Owner, Until, codes

_OWN = "Geen wetsartikel nodig: het plan is van u"
_WW_DUTIES = codes("SOLLICITATIEPLICHT_WW", "DUTY_WW")

ROWS: tuple[CarryRule, ...] = (
    CarryRule(codes("GOAL"), A, "Uw doel blijft hetzelfde. U hoeft niet opnieuw te beginnen.", _OWN, Owner.NEW),
    CarryRule(codes("STEP"), A, "U gaat gewoon verder met deze stap. U hoeft niets opnieuw te doen.", _OWN, Owner.NEW),
    CarryRule(codes("AGREEMENT"), A, "Deze afspraak is vrijwillig en blijft staan. U kiest zelf of u ermee doorgaat.",
              _OWN, Owner.NEW),
    CarryRule(codes("RESULT"), A, "Dit resultaat blijft van u. U hoeft de test niet over te doen.", "Pwet 53a",
              Owner.NEW),
    CarryRule(codes("DOCUMENT"), A, "Dit document blijft in uw plan. Het gaat alleen mee als dat van de wet mag.",
              "AVG 5.1.b", Owner.NEW, source="M"),

    CarryRule(codes("PROMISE"), B, "U woont in een andere gemeente. Die beslist of de belofte blijft.",
              "Pwet 10.1, 40.1",
              Owner.NEW, new_town=True, until=Until.LAST_DAY),
    CarryRule(codes("PROMISE"), A, "{New} blijft verantwoordelijk en doet wat is beloofd.", _OWN, Owner.NEW,
              change=NOT_OTHER),
    CarryRule(codes("PROMISE"), B, "{Old} heeft dit beloofd. {New} beslist of die belofte blijft.", "Pwet 7.3.c, 10.1",
              Owner.NEW, until=Until.LAST_DAY),

    CarryRule(codes("REINTEGRATION_PLAN"), B, "U krijgt een andere uitkering van UWV. UWV past uw plan daarop aan.",
              "WIA 29, 34; SUWI 30a", Owner.NEW, before=SICK, after=UWV_PAID - WW - SICK, new=UWV),
    CarryRule(codes("REINTEGRATION_PLAN"), B, "U krijgt een andere uitkering van UWV. UWV past uw plan daarop aan.",
              "ZW 29.2.d; WIA 26, 34; SUWI 30a", Owner.NEW, before=WW, after=UWV_PAID - WW - {"IOW"}, new=UWV),
    CarryRule(codes("REINTEGRATION_PLAN"), A, "Wie u helpt, verandert niet. Uw plan loopt door.", "SUWI 30a", Owner.NEW,
              change=NOT_OTHER, base=True, source="M"),
    CarryRule(codes("REINTEGRATION_PLAN"), B, "Uw vroegere werkgever helpt u nu. Die past uw plan met u aan.",
              "WIA 42; ZW 63a", Owner.NEW, new=EMPLOYER, base=True, until=Until.LAST_DAY),
    CarryRule(codes("REINTEGRATION_PLAN"), A, "UWV blijft verantwoordelijk. Uw plan bij UWV loopt door.", "SUWI 30a",
              Owner.NEW, new=UWV, base=True, source="M"),
    CarryRule(codes("REINTEGRATION_PLAN"), C, "Uw plan van UWV wordt een plan van aanpak bij de gemeente.",
              "SUWI 30a; Pwet 7.1.a, 44a", PartnerKind.MUNICIPALITY, new=TOWN, replacement="ACTION_PLAN",
              until=Until.LAST_DAY),
    CarryRule(codes("REINTEGRATION_PLAN"), D,
              "Het plan van UWV hoort bij uw uitkering en stopt. Uw eigen doelen blijven.",
              "SUWI 30a", until=Until.LAST_DAY, source="M"),

    CarryRule(codes("ACTION_PLAN"), B, "U woont in een andere gemeente. Die gemeente maakt met u een nieuw besluit.",
              "Pwet 40.1, 44a", Owner.NEW, new_town=True, until=Until.LAST_DAY),
    CarryRule(codes("ACTION_PLAN"), A, "De gemeente blijft verantwoordelijk. Uw plan van aanpak loopt door.",
              "Pwet 44a",
              Owner.NEW, new=TOWN, base=True),
    CarryRule(codes("ACTION_PLAN"), C, "Uw plan van aanpak wordt een plan bij UWV.", "Pwet 7.3.c; SUWI 30a",
              PartnerKind.UWV, new=UWV, replacement="REINTEGRATION_PLAN", until=Until.LAST_DAY),
    CarryRule(codes("ACTION_PLAN"), C, "Uw bijstand stopt. Uw plan van aanpak wordt een vrijwillige afspraak.",
              "Pwet 9.1, 44a", Owner.NEW, new=TOWN, replacement="AGREEMENT", until=Until.LAST_DAY),
    CarryRule(codes("ACTION_PLAN"), D, "Dit plan hoort bij uw bijstand en stopt. Uw eigen doelen blijven.", "Pwet 44a",
              until=Until.LAST_DAY),

    CarryRule(codes("SOLLICITATIEPLICHT_WW"), D,
              "U start een bedrijf met toestemming van UWV. U hoeft dan niet te solliciteren.", "WW 77a",
              after=codes("ZELFSTANDIGE"), base=True, until=Until.LAST_DAY),
    CarryRule(_WW_DUTIES, D, "U bent ziek en krijgt ziekengeld. U hoeft nu niet te solliciteren.", "ZW 29.2.d, 45.8",
              before=WW, after=SICK, until=Until.LAST_DAY),
    CarryRule(_WW_DUTIES, C, "Uw WW stopt, dus u hoeft niet meer te solliciteren. U mag er een vrijwillige afspraak "
              "van maken.", "WW 24, 26; Pwet 6.a, 9.1", Owner.NEW, after=codes("NUG"), base=False,
              replacement="AGREEMENT", until=Until.LAST_DAY),
    CarryRule(_WW_DUTIES, D, "De plichten van de WW stoppen op {last_day}. Bij bijstand horen andere plichten. "
              "De gemeente vertelt u welke.", "WW 24, 26; Pwet 9.1", after=ASSISTANCE, base=False,
              until=Until.LAST_DAY),
    CarryRule(_WW_DUTIES, D, "Uw WW stopt. Daarom stoppen de plichten van de WW op {last_day}.", "WW 24, 26",
              base=False, until=Until.LAST_DAY),
    CarryRule(codes("DUTY_PWET"), D, "Uw bijstand stopt. Zonder bijstand hebt u geen plichten van de gemeente. "
              "U mag afspraken vrijwillig houden.", "Pwet 9.1, 6.a", after=codes("NUG"), base=False,
              until=Until.LAST_DAY),
    CarryRule(codes("DUTY_PWET"), D, "Uw bijstand stopt. Daarom stoppen de plichten van de bijstand op {last_day}.",
              "Pwet 9.1", base=False, until=Until.LAST_DAY),
    CarryRule(codes("DUTY_PWET"), A,
              "Deze plichten gelden ook in uw nieuwe gemeente. Die maakt er nieuwe afspraken over.",
              "Pwet 9.1, 40.1", Owner.NEW, new_town=True),
    CarryRule(DUTIES, A, "Voor uw inkomen gelden dezelfde plichten. {New} maakt daar nu afspraken over.",
              "{law}", Owner.NEW, base=True, change=OTHER),
    CarryRule(DUTIES, A, "Uw plichten blijven zoals ze waren.", "{law}", base=True),
    CarryRule(DUTIES, D, "Deze plicht hoort bij uw oude inkomen en stopt op {last_day}.", "{law}",
              until=Until.LAST_DAY),
)  # fmt: skip
