"""The registration form: as little as is needed to open the one dossier of a person."""

from datetime import date

from django import forms
from django.utils import timezone
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import postcode as postcodes

from clients import bsn as numbers
from clients import names
from clients.actions.registration import Papers
from clients.forms.visits import E_MAIL, clean_phone
from clients.forms.widgets import MunicipalityField, fill_municipalities, keyed
from clients.intake.fields import FIELDS
from clients.models import Client, Visit
from werkcentrum.regions.models import PostcodeArea
from werkcentrum.web.dates import DateField, PartialDate, PartialDateField
from werkcentrum.web.forms import ModelForm

OLDEST = 120
NO_BSN = (
    ("", "Niet van toepassing"),
    ("later", "Klant neemt het later mee"),
    ("none", "Klant heeft nog geen BSN"),
    ("refused", "Klant geeft het liever niet"),
)
DOCUMENTS = tuple((choice.value, choice.label) for choice in FIELDS["id_kind"].choices)
NAMES = ("first_names", "call_name", "prefix", "surname", "partner_prefix", "partner_surname", "name_use")
ADDRESS = ("postcode", "house_number", "house_letter", "house_addition", "street", "place")
TEXTS = (*(name for name in NAMES if name != "name_use"), "house_letter", "house_addition", "street", "place")


class RegistrationForm(ModelForm):
    """A person as she stands before the desk. `person()` and `papers()` give what the action takes."""

    marks_required = True
    postcode = forms.CharField(label="Postcode", max_length=8, required=False)
    birth = PartialDateField(label="Geboortedatum", help_text="Weet de klant dag of maand niet? Laat die leeg.")
    municipality = MunicipalityField(label="Gemeente", help_text="Vraag de klant of deze gemeente klopt.")
    municipality_sure = forms.BooleanField(label="Ja, de klant woont echt in deze gemeente", required=False)
    surname_sure = forms.BooleanField(label="De achternaam klopt zo, zonder apart voorvoegsel", required=False)
    bsn = forms.CharField(
        label="BSN",
        max_length=15,
        required=False,
        help_text="Staat op het identiteitsbewijs. Na het opslaan ziet de balie het niet meer.",
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )
    no_bsn = forms.ChoiceField(label="Geen BSN? Waarom niet", choices=NO_BSN, required=False)
    document = forms.ChoiceField(
        label="Identiteitsbewijs gezien", choices=[("", "Nog niet gezien"), *DOCUMENTS], required=False,
        help_text="Wij maken geen kopie en schrijven geen nummer op.",
    )  # fmt: skip
    seen_on = DateField(label="Gezien op", required=False)
    reason = keyed("Waar komt de klant voor?", Visit.Reason.choices, "12345678")
    channel = forms.ChoiceField(
        label="Hoe kwam de klant binnen?", choices=Visit.Channel.choices, initial=Visit.Channel.DESK
    )
    privacy = forms.BooleanField(
        label="Ik heb de uitleg over privacy met de klant besproken",
        error_messages={"required": "Bespreek de uitleg over privacy met de klant en vink aan dat u dat deed."},
    )
    none_of_these = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Client
        fields = (*NAMES, *ADDRESS, "municipality", "phone", "email")
        error_messages = {
            "email": {"invalid": E_MAIL},
            "house_number": {"invalid": "Vul bij huisnummer alleen het getal in."},
        }

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        fill_municipalities(self, actor)
        self.fields["seen_on"].initial = timezone.localdate()
        self.fields["house_number"].widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
        for name in (*NAMES, *ADDRESS, "phone", "email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["name_use"].required = False  # the model's own default: one's own name
        self.doubts = set()

    def clean_bsn(self):
        """A clean BSN, or empty."""
        typed = self.cleaned_data["bsn"].strip()
        try:
            return numbers.clean(typed) if typed else ""
        except numbers.BsnError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_phone(self):
        """See `clients.forms.visits.clean_phone`."""
        return clean_phone(self.cleaned_data["phone"])

    def clean_postcode(self):
        """Six characters, `8911AA`, or empty."""
        try:
            return (
                postcodes.validate(self.cleaned_data["postcode"]).replace(" ", "")
                if self.cleaned_data["postcode"]
                else ""
            )
        except NumberError:
            raise forms.ValidationError(
                "Vul een postcode in met vier cijfers en twee letters, bijvoorbeeld 8911 AA."
            ) from None

    def clean_birth(self):
        """Not in the future, and not more than 120 years ago."""
        born = self.cleaned_data["birth"]
        today = timezone.localdate()
        if date(born.year, born.month or 1, born.day or 1) > today:
            raise forms.ValidationError("Deze geboortedatum ligt in de toekomst. Controleer het jaar.")
        if born.year < today.year - OLDEST:
            raise forms.ValidationError(f"Dan is de klant ouder dan {OLDEST} jaar. Controleer het jaar.")
        return born

    def clean_seen_on(self):
        """Not in the future."""
        day = self.cleaned_data["seen_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(
                "U kunt een identiteitsbewijs niet in de toekomst gezien hebben. Vul de dag van vandaag in."
            )
        return day

    def clean(self):
        """What only shows when the answers stand side by side."""
        super().clean()
        data = self.cleaned_data
        for name in TEXTS:
            data[name] = " ".join((data.get(name) or "").split())
        if "bsn" not in self.errors and not data.get("bsn") and not data.get("no_bsn"):
            self.add_error("bsn", "Vul het BSN in, of kies waarom het er nu niet is.")
        if data.get("bsn"):
            data["no_bsn"] = ""
        if data.get("document") and not data.get("seen_on") and "seen_on" not in self.errors:
            self.add_error("seen_on", "Vul in wanneer u het identiteitsbewijs zag.")
        if (data.get("name_use") or "E") != "E" and not data.get("partner_surname"):
            self.add_error(
                "partner_surname", "Vul de naam van de partner in, of kies bij naamgebruik voor de eigen naam."
            )
        self._doubt_surname(data)
        self._doubt_municipality(data)
        return data

    def _doubt_surname(self, data):
        """'el Amrani' in one field: put the prefix apart and ask once whether that is right."""
        prefix, main = names.split_prefix(data.get("surname", ""))
        if not prefix or data.get("prefix") or data.get("surname_sure"):
            return
        self.data = self.data.copy()  # a QueryDict stays one: unpacked, it would give lists
        self.data["prefix"], self.data["surname"] = prefix, main
        self.doubts.add("surname")
        self.add_error(
            "surname",
            f"Wij zetten “{prefix}” bij het voorvoegsel. Klopt dat? Ga dan verder. Zo niet: zet het terug en vink aan.",
        )

    def _doubt_municipality(self, data):
        """The postcode points at another municipality: ask once."""
        chosen, guess = data.get("municipality"), guess_municipality(data.get("postcode") or "")
        if not chosen or not guess or guess == chosen or data.get("municipality_sure"):
            return
        self.doubts.add("municipality")
        self.add_error(
            "municipality",
            f"Deze postcode ligt in gemeente {guess.name}, u koos {chosen.name}. "
            "Kies de goede gemeente, of vink aan dat het klopt.",
        )

    def person(self) -> Client:
        """The unsaved person."""
        born: PartialDate = self.cleaned_data["birth"]
        self.instance.birth_on = date(born.year, born.month or 1, born.day or 1)
        self.instance.birth_precision = "day" if born.day else "month" if born.month else "year"
        return self.instance

    def papers(self) -> Papers:
        """What was seen and said at the desk."""
        return Papers(**{name: self.cleaned_data[name] for name in ("bsn", "no_bsn", "document", "seen_on")})


def guess_municipality(postcode: str):
    """The municipality of a postcode, with its region, or None: a first guess that the client confirms."""
    area = PostcodeArea.objects.select_related("municipality__region").filter(pc4=postcode.strip()[:4]).first()
    return area.municipality if area else None
