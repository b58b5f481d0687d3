"""Free text that people without the dossier read: a BSN is refused, an illness is asked about once."""

from django import forms

from clients import freetext


def careful(form, text):
    """The text, unless it holds a BSN, or looks like health and nobody said yet that it may stand there.

    `form` has a hidden field `asked`. Raises ValidationError; nothing of what was found is kept.
    """
    for sentence in freetext.warnings(text):
        if sentence == freetext.BSN_SENTENCE:
            raise forms.ValidationError(sentence)
        if not form.data.get("asked"):
            form.data = form.data.copy()
            form.data["asked"] = "1"
            raise forms.ValidationError(f"{sentence} Hoort het hier toch? Verstuur het dan nog een keer.")
    return text
