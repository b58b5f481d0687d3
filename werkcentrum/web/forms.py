"""How forms look and speak: one renderer, and a base class whose messages say what to do."""

from django import forms
from django.forms.renderers import TemplatesSetting

TEXT = "utrecht-textbox utrecht-textbox--html-input"
CLASSES = {
    "django/forms/widgets/textarea.html": "utrecht-textarea utrecht-textarea--html-textarea",
    "django/forms/widgets/select.html": "utrecht-select utrecht-select--html-select",
    "django/forms/widgets/checkbox.html": "utrecht-custom-checkbox utrecht-custom-checkbox--html-input",
    **{
        f"django/forms/widgets/{kind}.html": TEXT
        for kind in ("text", "number", "email", "url", "password", "date", "datetime", "time", "input", "search", "tel")
    },
}
INVALID = {
    "utrecht-textbox": "utrecht-textbox--invalid",
    "utrecht-textarea": "utrecht-textarea--invalid",
    "utrecht-select": "utrecht-select--invalid",
    "utrecht-custom-checkbox": "utrecht-custom-checkbox--invalid",
}


class Renderer(TemplatesSetting):
    """Renders forms as NL Design System form fields; every widget gets its Utrecht class here."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    def render(self, template_name, context, request=None):
        """Render as Django does, with the class that belongs to the widget added to its own."""
        widget = context.get("widget")
        if widget:
            dress(widget, template_name)
        return super().render(template_name, context, request)


def dress(widget, template_name):
    """Add the Utrecht classes to a widget's context, also to the parts of a composite widget."""
    for part in widget.get("subwidgets", ()):
        dress(part, part["template_name"])
    own = CLASSES.get(template_name)
    if own is None:
        return
    attrs = widget["attrs"] = dict(widget["attrs"])
    attrs.pop("placeholder", None)  # a label and a hint stay readable while one types; a placeholder does not
    state = INVALID[own.split()[0]] if attrs.get("aria-invalid") else ""
    attrs["class"] = " ".join(filter(None, (own, state, attrs.get("class"))))


class Speaking:
    """A form whose "required" message names the field and what to do; the browser's own bubbles stay away."""

    use_required_attribute = False
    # A form in which few fields are needed marks those; any other form marks what may stay empty.
    marks_required = False
    fields: dict[str, forms.Field]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        general = forms.Field.default_error_messages["required"]
        for field in self.fields.values():
            if field.label and field.error_messages.get("required") == general:
                field.error_messages["required"] = what_to_do(field)


def what_to_do(field):
    """The sentence for a field that was left empty: `Vul “Achternaam” in.`"""
    label = str(field.label).rstrip(".:")
    if isinstance(field, forms.BooleanField):
        return f"Zet een vinkje bij “{label}”."
    if label.endswith("?"):
        return f"Geef antwoord op “{label}”"
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return f"Maak een keuze bij “{label}”."
    return f"Vul “{label}” in."


class Form(Speaking, forms.Form):
    """A form of our own; base class for every form that is not tied to a model."""


class ModelForm(Speaking, forms.ModelForm):
    """A form on a model, with the same messages."""


def error_links(*bound_forms):
    """(anchor or "", message) for every error of the forms, in the order of the fields; for the error summary."""
    links = []
    for form in bound_forms:
        links += [("", message) for message in form.non_field_errors()]
        links += [(_anchor(form[name]), message) for name in form.fields for message in form.errors.get(name, ())]
    return links


def _anchor(field):
    """The id that can take focus: the control itself, or the first of a group."""
    widget, auto_id = field.field.widget, field.auto_id
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{auto_id}_0"
    return widget.id_for_label(auto_id) or auto_id
