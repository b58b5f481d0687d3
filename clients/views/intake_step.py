"""One step of the intake: its sections as forms, saved together or one by one."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from clients.actions import income
from clients.actions import intake as actions
from clients.forms.intake import SectionForm
from clients.forms.situations import PeriodForm
from clients.header import header_of
from clients.intake import progress
from clients.intake.fields import FIELDS, STEPS
from clients.intake.known import known_of
from clients.intake.lens import lens_of
from clients.intake.page import page_of
from clients.intake.sections import sections_of
from clients.shown import person
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused, Stale

LAST = max(STEPS)


def progress_of(lens, known, client, current) -> list[dict]:
    """The five entries of the progress list: four steps and the check page."""
    rows = []
    for step in progress.steps(lens, known):
        url = reverse("clients:intake", args=[client.public_id, step["number"]])
        state = "current" if step["number"] == current else "done" if step["done"] and step["answered"] else "todo"
        rows.append(
            {
                "label": step["label"],
                "url": url,
                "state": state,
                "note": f"{step['answered']} van {step['asked']} ingevuld",
            }
        )
    url = reverse("clients:intake_check", args=[client.public_id])
    return [
        *rows,
        {"label": "Controleren", "url": url, "state": "current" if current == "check" else "todo", "note": "Tot slot"},
    ]


def read_pages(sections, lens, known, client):
    """Sections to read only."""
    return [page_of(SectionForm(section, lens, known), client, writable=False) for section in sections]


def closed_of(pages) -> list:
    """What this actor does not see or does not fill in, of all sections together."""
    return [question for page in pages for question in page.closed]


class StepPage:
    """One step for one actor and one person."""

    def __init__(self, request, opened, step):
        self.request, self.opened, self.client, self.step = request, opened, opened.client, step
        self.lens, self.known = lens_of(opened.stance), known_of(opened.client)
        self.sections = sections_of(step)
        self.has_income = any("income_situations" in section.codes for section in self.sections)

    def show(self, forms=(), period=None, status=200):
        """The page; `forms` are the ones that could not be saved, as typed."""
        kept = {form.section.key: form for form in forms}
        opened = frozenset(self.request.GET.getlist("aanpassen"))
        pages = [
            page_of(kept.get(section.key) or SectionForm(section, self.lens, self.known, opened=opened), self.client)
            for section in self.sections
        ]
        context = {
            "header": header_of(self.opened, "intake"),
            "client": person(self.opened),
            "step": self.step,
            "last": self.step == LAST,
            "title": STEPS[self.step],
            "steps": progress_of(self.lens, self.known, self.client, self.step),
            "pages": pages,
            "closed": closed_of(pages),
            "forms": [*forms, period] if period and period.is_bound else list(forms),
            "period": (period or PeriodForm())
            if self.has_income and self.opened.stance.may(P.SITUATION_CHANGE)
            else None,
        }
        return render(self.request, "clients/intake_step.html", context, status=status)

    def save(self):
        """Save everything typed (or, for htmx, one section) and go where the button says."""
        data = self.request.POST
        if self.request.htmx and data.get("section"):
            return self._save_one(data["section"])
        forms = [SectionForm(section, self.lens, self.known, data=data) for section in self.sections]
        outcome = {form: self._keep(form) for form in forms}
        period, status = self._keep_period()
        status = max([status, *outcome.values()])
        if status == 200:
            return redirect(self._next())
        self._look_again()
        return self.show([form for form, answer in outcome.items() if answer != 200], period, status)

    def _save_one(self, key):
        section = next((section for section in self.sections if section.key == key), None)
        if section is None:
            raise Http404
        form = SectionForm(section, self.lens, self.known, data=self.request.POST)
        status = self._keep(form)
        if status == 200:
            self._look_again()
        known = self.known
        versions = [(field.code, known[field.code].version) for field in form.asked]
        context = {
            "section": section,
            "form": form,
            "versions": versions,
            "now": timezone.localtime(),
            "status": status,
        }
        return render(self.request, "clients/_intake_saved.html", context, status=status)

    def _look_again(self):
        """What is known after saving, with the versions to save over next."""
        self.client.refresh_from_db()
        self.known = known_of(self.client)

    def _keep(self, form):
        """Save one section; the status says how it went."""
        if not form.asked:
            return 200
        if not form.is_valid():
            return 422
        mine = dict(pair.split(":", 1) for pair in self.request.POST.getlist("mine") if ":" in pair)
        typed = form.values(mine, self.request.POST.getlist("theirs"))
        try:
            actions.save_answers(client=self.client, typed=typed, by=self.request.actor)
        except Stale as no:
            form.show_conflicts(no.current)
            form.add_error(None, no.sentence)
            return no.status
        return 200

    def _keep_period(self):
        """Add the income situation that was typed, if any; the form and the status."""
        form = PeriodForm(self.request.POST) if self.has_income else None
        if form is None or not form.is_started():
            return None, 200
        if not form.is_valid():
            return form, 422
        try:
            income.add_period(client=self.client, by=self.request.actor, **form.values())
        except Refused as no:
            form.add_error(no.field, no.sentence)
            return form, no.status
        return None, 200

    def _next(self):
        """Where the button that was pressed leads; a known answer is confirmed on the way."""
        data = self.request.POST
        here = reverse("clients:intake", args=[self.client.public_id, self.step])
        if (code := data.get("confirm", "")) in FIELDS:
            self._confirm(code)
            return f"{here}#q-{code}"
        if (code := data.get("edit", "")) in FIELDS:
            return f"{here}?aanpassen={code}#q-{code}"
        if data.get("add_period"):
            return f"{here}#s-income"
        if data.get("mine") or data.get("theirs"):
            return here
        if self.step == LAST:
            return reverse("clients:intake_check", args=[self.client.public_id])
        return reverse("clients:intake", args=[self.client.public_id, self.step + 1])

    def _confirm(self, code):
        if code == "income_situations":
            income.confirm_periods(client=self.client, by=self.request.actor)
        else:
            actions.confirm(client=self.client, field=code, by=self.request.actor)
