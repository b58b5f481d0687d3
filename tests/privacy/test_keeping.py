"""The pages of keeping and erasing, and the register of processing made from the code."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests.privacy.test_erasing import LONG_AGO
from werkcentrum.access.models import Dossier
from werkcentrum.access.scoping import ACTIVITIES, CLASSES, PERSONAL, SECRET, SPECIAL, activity_of
from werkcentrum.privacy.models import Destruction, LegalHold
from werkcentrum.privacy.register import register

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(world, settings, tmp_path):
    settings.ERASURE_LEDGER = str(tmp_path / "erasures.jsonl")
    clients = [world.client_of(world.coach("gemeente-leeuwarden")) for _ in range(2)]
    Dossier.objects.update(closed_at=timezone.now() - LONG_AGO)
    return world, clients


def test_one_prepares_and_another_approves_on_screen(scene):
    world, clients = scene
    admin, officer = world.browser(world.actor("beheerder")), world.browser(world.actor("privacyofficer"))
    page = admin.get(reverse("privacy:retention")).content.decode()
    assert "Lijst klaarzetten" in page and "Nog niet bevestigd" in page
    listed = admin.post(reverse("privacy:prepare"), follow=True).content.decode()
    assert "De lijst staat klaar" in listed and "regel 1" in listed
    row = Destruction.objects.get()
    decision = reverse("privacy:decide", args=[row.public_id])
    assert admin.post(decision).status_code == 403
    seen = officer.get(reverse("privacy:list", args=[row.public_id])).content.decode()
    for client in clients:
        assert str(client.dossier.public_id)[:8] in seen and client.surname not in seen + listed
    kept = {"dossier": clients[0].pk, "reason": "Beroep loopt."}
    assert (
        "blijft bewaard"
        in officer.post(reverse("privacy:hold", args=[row.public_id]), kept, follow=True).content.decode()
    )
    assert officer.post(decision, {"deed": "refuse"}).status_code == 422
    assert "Goedgekeurd" in officer.post(decision, follow=True).content.decode()
    out = StringIO()
    call_command("retention", stdout=out)
    assert "1 mensen gewist" in out.getvalue()
    assert "Beroep loopt" in officer.get(reverse("privacy:retention")).content.decode()
    officer.post(reverse("privacy:lift", args=[LegalHold.objects.get().pk]))
    assert LegalHold.objects.get().lifted_at


def test_another_region_sees_none_of_it(scene):
    world, _ = scene
    world.browser(world.actor("beheerder")).post(reverse("privacy:prepare"))
    row = Destruction.objects.get()
    far = world.browser(world.actor("privacyofficer", "werkcentrum-foodvalley", "FoodValley"))
    assert far.get(reverse("privacy:list", args=[row.public_id])).status_code == 404
    assert far.post(reverse("privacy:decide", args=[row.public_id])).status_code == 404


def test_the_register_holds_every_field_about_people(scene):
    world, _ = scene
    entries = {entry.activity.key: entry for entry in register(timezone.localdate())}
    assert set(entries) == set(ACTIVITIES)
    for label, classes in CLASSES.items():
        from django.apps import apps

        model = apps.get_model(label)
        for kind in (PERSONAL, SPECIAL, SECRET):
            for name in classes.get(kind, "").split():
                words = str(model._meta.get_field(name).verbose_name)
                assert words in entries[activity_of(model).key].data[kind], f"{label}.{name}"
    assert all(entry.terms for entry in entries.values())
    out = StringIO()
    call_command("processing_register", json=True, stdout=out)
    assert len(json.loads(out.getvalue())["verwerkingen"]) == len(ACTIVITIES)
    out = StringIO()
    call_command("processing_register", stdout=out)
    assert out.getvalue().count("\n## ") == len(ACTIVITIES)
    officer = world.browser(world.actor("privacyofficer"))
    page = officer.get(reverse("privacy:register")).content.decode()
    assert all(activity.name in page for activity in ACTIVITIES.values())
    assert officer.get(reverse("privacy:register_json")).json()["doorgifte_buiten_de_EU"] == "geen"
