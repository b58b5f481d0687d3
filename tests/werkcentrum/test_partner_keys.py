"""The page on which an administrator gives the systems of partners a key, and takes it back."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from werkcentrum.access.actions import make_key
from werkcentrum.access.models import PartnerKey
from werkcentrum.audit.models import Event

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"wck_[0-9a-f]{8}_[\w-]{43}")


def test_a_new_key_is_shown_once(world):
    browser, url = world.browser(world.actor("beheerder")), reverse("staff:keys")
    until = timezone.localdate() + datetime.timedelta(days=90)
    asked = {"participation": world.cell("uwv").pk, "name": "Systeem", "valid_until": f"{until:%d-%m-%Y}"}
    sent = browser.post(url, asked)
    assert sent.status_code == 302 and not TOKEN.search(sent.url)
    first, again = (browser.get(url).content.decode() for _ in range(2))
    assert TOKEN.search(first) and not TOKEN.search(again)
    key = PartnerKey.objects.get()
    assert key.sign in again and key.digest not in again
    assert TOKEN.search(first)[0] not in str(Event.objects.values())
    assert browser.post(url, asked | {"valid_until": "01-01-2040"}).status_code == 422


def test_a_key_is_taken_back_once_and_in_the_own_region_only(world):
    until = timezone.localdate()
    near, _ = make_key(
        participation=world.cell("uwv"), name="Hier", valid_until=until, by=world.actor("beheerder")
    )  # fmt: skip
    admin = world.actor("beheerder", region="FoodValley")
    far, _ = make_key(participation=world.cell("uwv", "FoodValley"), name="Daar", valid_until=until, by=admin)
    browser = world.browser(world.actor("beheerder"))
    assert browser.post(reverse("staff:key_revoke", args=[far.pk])).status_code == 404
    for said in ("is ingetrokken", "al ingetrokken"):
        page = browser.post(reverse("staff:key_revoke", args=[near.pk]), follow=True).content.decode()
        assert said in page
    near.refresh_from_db()
    assert near.revoked_at and Event.objects.filter(action="access.revoke_key").count() == 1
