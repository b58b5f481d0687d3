"""The form with which a client says that she does not recognise who looked."""

from django import forms

from werkcentrum.web.forms import Form


class LookReportForm(Form):
    """Which line, and what she wants to say about it."""

    regel = forms.CharField(widget=forms.HiddenInput, max_length=24)
    words = forms.CharField(
        label="Wilt u er iets bij vertellen?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dat hoeft niet. Alleen wie het uitzoekt, leest dit.",
    )
