"""Forms about checks and incidents."""

from typing import cast

from django import forms

from werkcentrum.access.actions.kin import WhyNot

LONG = {"rows": 4}


def _text(label, hint="", required="", **more):
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(required),
        error_messages={"required": required},
        max_length=more.pop("most", 1000),
        widget=forms.Textarea(LONG),
        **more,
    )


class Plain(forms.Form):
    """A form whose messages say what to do; the browser's own bubbles stay away."""

    use_required_attribute = False
    marks_required = False


class JudgeForm(Plain):
    """The judgement of a check: right, wrong, or first a question."""

    outcome = forms.ChoiceField(
        label="Wat is uw oordeel?",
        choices=[
            ("justified", "Gerechtvaardigd"),
            ("unjustified", "Niet gerechtvaardigd"),
            ("ask", "Ik vraag eerst meer uitleg"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een oordeel."},
    )
    text = _text(
        "Toelichting of vraag",
        "De medewerker leest dit. Noem geen namen van klanten. Nodig bij “niet gerechtvaardigd” en bij een vraag.",
    )

    def clean(self):
        """Words where they are needed."""
        data = super().clean() or {}
        needs = {
            "unjustified": "Schrijf op waarom dit niet gerechtvaardigd is.",
            "ask": "Schrijf op wat u wilt weten.",
        }
        outcome = data.get("outcome", "")
        if outcome in needs and not (data.get("text") or "").strip():
            self.add_error("text", needs[outcome])
        return data


class AnswerForm(Plain):
    """What the employee says when she is asked."""

    answer = _text("Uw uitleg", "Wie dit toetst, leest het. Noem geen naam of BSN.", "Schrijf op wat er speelde.")


class IncidentForm(Plain):
    """An incident that somebody noticed."""

    what = _text(
        "Wat is er gebeurd?",
        "Bijvoorbeeld: een brief ging naar het verkeerde adres. Noem geen namen van klanten.",
        "Schrijf op wat er is gebeurd.",
        most=2000,
    )


class JudgeIncidentForm(Plain):
    """Whether it is reported, to whom, and why (AVG 33 and 34)."""

    reported = forms.ChoiceField(
        label="Is dit gemeld bij de Autoriteit Persoonsgegevens?",
        choices=[("ja", "Ja, gemeld"), ("nee", "Nee, melden is niet nodig")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of dit is gemeld."},
    )
    clients_told = forms.ChoiceField(
        label="Is het de klant verteld?",
        choices=[("ja", "Ja"), ("nee", "Nee, er is geen hoog risico voor de klant")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of de klant het weet."},
    )
    why = _text("Waarom?", "Dit blijft in het register staan (AVG 33, vijfde lid).", "Schrijf op waarom.", most=2000)


class CloseIncidentForm(Plain):
    """What was done about it, and whether emergency access may be taken again."""

    measures = _text("Wat is er gedaan?", "", "Schrijf op wat er is gedaan.", most=2000)
    glass_again = forms.BooleanField(label="Deze medewerker mag weer noodtoegang nemen", required=False)


class UndoKinForm(Plain):
    """Which colleague, at which dossier, and why it does not hold."""

    row = forms.TypedChoiceField(
        label="Om wie gaat het?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies om wie het gaat.",
            "invalid_choice": "Dit is al teruggedraaid, of het is niet aan u. Kies opnieuw.",
        },
    )
    why = forms.ChoiceField(
        label="Waarom klopt het niet (meer)?",
        choices=WhyNot.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waarom het niet (meer) klopt."},
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["row"]).choices = [
            (row.pk, f"{row.name}, dossier {row.number}, sinds {row.since:%d-%m-%Y}") for row in rows
        ]
