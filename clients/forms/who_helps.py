"""The questions of "Wie helpt mij?": few, plain, and nothing of the answers is kept."""

from functools import cache

from django import forms
from django.utils import timezone

from clients.forms.widgets import CHOOSE, QuickSelect
from clients.responsibility import Facts, FactsError, parse_facts
from werkcentrum.regions import reference
from werkcentrum.vocabulary import SITUATION_CHOICES, Kind, situation
from werkcentrum.web.dates import DateField, PartialDateField
from werkcentrum.web.forms import Form

OTHER = "anders"
COMMON = (
    "WW", "BIJSTAND", "ZW_VANGNET", "WGA", "WAJONG", "LOONDIENST", "MET_ONTSLAG_BEDREIGD", "LOONDOORBETALING_ZIEK",
    "ZELFSTANDIGE", "NUG_NIET_GEREG", "SCHOLIER_STUDENT", "AOW",
)  # fmt: skip
PLAINER = {"NUG_NIET_GEREG": "U hebt geen uitkering en geen werk."}
YES_NO = (("", "Weet ik niet"), ("ja", "Ja"), ("nee", "Nee"))
FOLLOW_UP = {
    "registered_at_uwv": "Staat u bij UWV ingeschreven als werkzoekende?",
    "last_employer_public": "Werkte u het laatst bij de overheid of op een school?",
    "self_insured_employer": "Betaalt uw vroegere werkgever zelf uw ziekengeld of WGA?",
    "wage_subsidy_granted": "Kreeg uw werkgever loonkostensubsidie voor u van de gemeente?",
    "can_follow_funded_education": "Bent u jonger dan 27 en kunt u nog naar school?",
    "in_search_period": "Bent u jonger dan 27 en vroeg u minder dan vier weken geleden bijstand aan?",
}
FIELD_OF = {"date": "on", "birth_date": "birth", "municipality": "municipality", "situations[0].code": "situation"}
NOT_TOGETHER = "U kunt niet tegelijk een uitkering hebben en geen uitkering hebben. Kies wat nu klopt."


@cache
def towns():
    """All municipalities of 2026, by name."""
    rows = sorted((town.name, town.code) for town in reference.municipalities())
    return [("", CHOOSE), *((code, name) for name, code in rows)]


def _wrong(what):
    return {"invalid_choice": f"Kies {what} uit de lijst."}


class WhoHelpsForm(Form):
    """Gives `facts` for `clients.responsibility.responsible_partner`."""

    situation = forms.ChoiceField(
        label="Wat past nu het best bij u?",
        choices=[
            *((code, PLAINER.get(code) or situation(code).description) for code in COMMON),
            (OTHER, "Iets anders"),
        ],
        widget=forms.RadioSelect,
        error_messages=_wrong("wat bij u past"),
    )
    other = forms.ChoiceField(
        label="Iets anders, namelijk",
        choices=[("", CHOOSE), *sorted(SITUATION_CHOICES, key=lambda pair: pair[1].lower())],
        widget=QuickSelect,
        required=False,
        error_messages=_wrong("een situatie"),
    )
    also = forms.ChoiceField(
        label="Hebt u daarnaast nog iets?",
        help_text="Bijvoorbeeld werk naast een uitkering.",
        choices=[("", "Nee, niets"), *sorted(SITUATION_CHOICES, key=lambda pair: pair[1].lower())],
        widget=QuickSelect,
        required=False,
        error_messages=_wrong("een situatie"),
    )
    birth = PartialDateField(label="Wanneer bent u geboren?", help_text="Alleen het jaar mag ook.", required=False)
    municipality = forms.ChoiceField(
        label="In welke gemeente woont u?",
        choices=towns,
        widget=QuickSelect,
        required=False,
        error_messages=_wrong("een gemeente"),
    )
    on = DateField(
        label="Voor welke dag wilt u het weten?", required=False, help_text="Leeg is vandaag. Bijvoorbeeld 1-1-2027."
    )

    facts: Facts | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in FOLLOW_UP.items():
            field = forms.ChoiceField(
                label=label, choices=YES_NO, required=False, error_messages=_wrong("ja, nee of weet ik niet")
            )
            field.widget.attrs["class"] = ""
            self.fields[name] = field

    @property
    def follow_up(self):
        """The bound follow-up questions."""
        return [self[name] for name in FOLLOW_UP]

    @property
    def follow_up_open(self):
        """Whether somebody answered, or has to mend, one of the follow-up questions."""
        return any(field.errors or (self.is_bound and field.data) for field in [*self.follow_up, self["on"]])

    def clean(self):
        """Situations that go together, and facts the rules understand."""
        super().clean()
        data = self.cleaned_data
        code = data.get("other") if data.get("situation") == OTHER else data.get("situation")
        if data.get("situation") == OTHER and not code and "other" not in self.errors:
            self.add_error("other", "Kies uit de lijst wat bij u past.")
        codes = list(dict.fromkeys(code for code in (code, data.get("also")) if code))
        kinds = {situation(code).kind for code in codes}
        if {Kind.BENEFIT, Kind.NO_INCOME} <= kinds:
            self.add_error("also", NOT_TOGETHER)
        if not self.errors:
            self._read(data, codes)
        return data

    def _read(self, data, codes):
        facts = {
            "date": (data["on"] or timezone.localdate()).isoformat(),
            "birth_date": str(data["birth"]) if data["birth"] else None,
            "municipality": data["municipality"] or None,
            "situations": [{"code": code, "leading": place == 0} for place, code in enumerate(codes)],
            **{name: data[name] == "ja" for name in FOLLOW_UP if data[name]},
        }
        try:
            self.facts = parse_facts(facts)
        except FactsError as error:
            self.add_error(FIELD_OF.get(error.field), error.sentence[0].upper() + error.sentence[1:])
