"""Forms in NL Design System markup, with errors that say what to do."""

from django import forms
from django.template import Context, Template

from werkcentrum.web.dates import PartialDateField
from werkcentrum.web.forms import Form, error_links


class Example(Form):
    name = forms.CharField(label="Achternaam", help_text="Zoals op het identiteitsbewijs.")
    phone = forms.CharField(
        label="Telefoon", required=False, widget=forms.TextInput({"placeholder": "06", "class": "own"})
    )
    partner = forms.ChoiceField(label="Partner", choices=[("uwv", "UWV")])
    channel = forms.ChoiceField(label="Hoe wilt u contact?", choices=[("a", "Bellen")], widget=forms.RadioSelect)
    born = PartialDateField(label="Geboortedatum")
    agreed = forms.BooleanField(label="Besproken.")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("Er is al een intake. Open die.")


def test_messages_name_the_field_and_the_act():
    assert [message for _, message in error_links(Example({}))] == [
        "Er is al een intake. Open die.",
        "Vul “Achternaam” in.",
        "Maak een keuze bij “Partner”.",
        "Geef antwoord op “Hoe wilt u contact?”",
        "Vul “Geboortedatum” in.",
        "Zet een vinkje bij “Besproken”.",
    ]


def test_every_error_leads_to_something_that_takes_focus():
    form = Example({})
    page = str(form)
    anchors = [anchor for anchor, _ in error_links(form) if anchor]
    assert len(anchors) == 5
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []


def test_widgets_wear_the_classes_of_their_component():
    page = str(Example())
    assert 'class="utrecht-textbox utrecht-textbox--html-input own"' in page
    assert 'class="utrecht-select utrecht-select--html-select"' in page
    assert page.count("utrecht-radio-button--html-input") == 1
    assert page.count('class="utrecht-custom-checkbox utrecht-custom-checkbox--html-input"') == 1
    assert "placeholder" not in page
    assert " required" not in page
    assert "(niet verplicht)" in page


def test_errors_and_hints_are_tied_to_their_control():
    page = str(Example({})["name"].as_field_group())
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_name_helptext"' in page
    assert 'id="id_name_error"' in page
    assert "utrecht-textbox--invalid" in page


def test_a_group_has_a_legend():
    page = str(Example()["born"].as_field_group())
    assert "<fieldset" in page
    assert "<legend" in page
    assert page.count("<label") == 3


def test_no_summary_without_errors():
    page = Template("{% error_summary form %}{% error_summary form extra=extra %}")
    assert page.render(Context({"form": Example(), "extra": ["Iemand anders bewaarde dit ook."]})).count("<li>") == 1


def test_what_people_type_is_escaped():
    page = Template(
        "{% card title %}{{ text }}{% endcard %}{% term text text %}{% status 'done' text %}{% icon 'check' text %}"
    )
    html = page.render(Context({"title": "<b>", "text": "<script>"}))
    assert "<script>" not in html
    assert "<b>" not in html
