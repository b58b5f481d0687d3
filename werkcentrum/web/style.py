"""The living style page: every part of the ui kit on one page, for looking and for the accessibility tests."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from werkcentrum.access.routes import tagged
from werkcentrum.web import dates
from werkcentrum.web.forms import Form


class Example(Form):
    """One field of every kind."""

    name = forms.CharField(label="Achternaam", help_text="Zoals op het identiteitsbewijs.")
    phone = forms.CharField(label="Telefoon", required=False)
    birth = dates.PartialDateField(label="Geboortedatum", help_text="Weet u dag of maand niet? Laat die leeg.")
    ends = dates.DateField(label="Laatste dag van de WW")
    partner = forms.ChoiceField(label="Partner", choices=[("uwv", "UWV"), ("gemeente", "Gemeente Leeuwarden")])
    channel = forms.ChoiceField(
        label="Hoe wilt u contact?",
        choices=[("phone", "Bellen"), ("mail", "E-mail"), ("desk", "Aan de balie")],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label="Wat is er nodig?",
        choices=[("taal", "Taal"), ("schuld", "Schulden"), ("werk", "Werk")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    story = forms.CharField(label="In eigen woorden", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="Ik heb dit met de klant besproken.")


def facts(today):
    """Example data, made up, for the lists of the style page."""
    people = [
        ("Yıldız, Fatima", "WW tot 31 dec 2026", 1, 4),
        ("Berg, Jan van den", "Bijstand", 6, 37),
        ("Ěl-Čech, Noor", "Geen", 0, 12),
    ]
    return {
        "columns": [{"label": "Naam"}, {"label": "Situatie"}, {"label": "Stappen", "num": True}, {"label": "Afspraak"}],
        "rows": [
            {"url": "#lijsten", "cells": [name, line, steps, dates.relative(today + timedelta(days=days), today)]}
            for name, line, steps, days in people
        ],
        "chips": [
            {"label": "Alle", "url": "?", "current": True, "count": 38},
            {"label": "Vandaag iets", "url": "?vandaag=1", "count": 5},
            {"label": "Wacht op een partner", "url": "?wacht=1", "count": 3},
        ],
        "intake_steps": [
            {"label": "Wie bent u", "url": "#voortgang", "state": "done"},
            {"label": "Inkomen", "url": "#voortgang", "state": "done"},
            {"label": "Werk en opleiding", "url": "#voortgang", "state": "current"},
            {"label": "Wat is er nodig", "state": "todo"},
        ],
        "known": [
            {"label": "Telefoon", "value": "058 123 45 67", "source": "Zelf verteld, 3 maart 2026", "url": "#feiten"},
            {
                "label": "Hoogste diploma",
                "value": "mbo 2 Zorg",
                "source": "Diplomaregister, 12 mei 2026",
                "url": "#feiten",
            },
            {"label": "Rijbewijs", "value": ""},
        ],
        "tabs": [
            {"label": "Plan", "url": "#tabs", "current": True},
            {"label": "Verloop", "url": "#tabs"},
            {"label": "Intake", "url": "#tabs"},
            {"label": "Documenten", "url": "#tabs", "count": 2},
            {"label": "Wie kijkt mee", "url": "#tabs"},
        ],
        "person_facts": [
            {"label": "Regiehouder", "value": "Sanne Dijkstra, UWV"},
            {"label": "Volgende afspraak", "value": dates.relative(today + timedelta(days=3), today)},
        ],
        "crumbs": [("Klanten", "#"), ("Fatima Yıldız", "#")],
    }


def step(title, who, until, **more):
    """An example step, as the board wants it."""
    return {"title": title, "who": who, "until": until, **more}


def event(icon, text, who, time, **more):
    """An example event, as the timeline wants it."""
    return {"icon": icon, "text": text, "who": who, "time": time, **more}


def plan(today):
    """Example steps and events."""
    late = dates.relative(today - timedelta(days=4), today)
    soon = dates.relative(today + timedelta(days=20), today)
    board = {
        ("Voorgesteld", "draft"): [step("Proefplaatsing in de zorg", "Sanne (UWV)", soon, offer="Proefplaatsing")],
        ("Afgesproken", "done"): [step("Mbo-certificaat zorg", "Fatima", soon, url="#bord", waiting="6 weken wachten")],
        ("Bezig", "half"): [
            step("Taaltraining NT2", "Fatima", soon, url="#bord"),
            step("Cv bijwerken", "Fatima", late, late=True),
        ],
        ("Klaar", "check"): [],
    }
    return {
        "board": [(name, sign, steps) for (name, sign), steps in board.items()],
        "events": [
            event("handover", "Gemeente Leeuwarden nam het plan over", "Joost Hoekstra", "14:02", milestone=True),
            event("edit", "Inkomen veranderde", "Sanne Dijkstra, UWV", "11:40", before="WW", after="Bijstand"),
            event("person", "Cv bijwerken is klaar", "Fatima", "09:15"),
        ],
    }


@tagged("style", "read", open=True)
def style(request):
    """Every component; only where nobody is a real person."""
    if not settings.LOCAL:
        raise Http404
    today = timezone.localdate()
    wrong = Example({"name": "", "birth_day": "31", "birth_month": "2", "birth_year": "1985", "ends": "eind december"})
    context = {"form": Example(prefix="leeg"), "wrong": wrong, "today": today, **facts(today), **plan(today)}
    context["soon"], context["late"] = today + timedelta(days=3), today - timedelta(days=4)
    frame = request.GET.get("frame")
    return render(
        request, {"portal": "style/portal.html", "public": "style/public.html"}.get(frame, "style/desk.html"), context
    )
