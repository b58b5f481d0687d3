"""The first accounts of an installation, from the command line."""

import pytest
from django.core.management import CommandError, call_command

from werkcentrum.access.actor import of_user
from werkcentrum.access.models import User
from werkcentrum.permissions import Permission

WHO = {"email": "Eerste@Voorbeeld.nl", "role": "beheerder", "partner": "werkcentrum-friesland", "region": "Friesland"}


@pytest.fixture(autouse=True)
def typed(monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda prompt: "een-lang-wachtwoord-26")


def test_makes_the_account_and_grants_the_role(world):
    call_command("add_member", name="Eerste Beheerder", **WHO)
    actor = of_user(User.objects.get(email="eerste@voorbeeld.nl"))
    assert actor.may(Permission.ACCESS_READ) and not actor.may(Permission.CLIENT_READ)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"partner": "gemeente-niets"}, "doet niet mee"),
        ({"desk": "Loket 9"}, "geen balie"),
        ({"name": ""}, "ook een naam"),
    ],
)
def test_says_what_is_wrong(world, change, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("add_member", **({"name": "Eerste Beheerder"} | WHO | change))
    assert not User.objects.filter(email="eerste@voorbeeld.nl").exists()


def test_the_same_role_twice_is_refused(world):
    call_command("add_member", name="Eerste Beheerder", **WHO)
    with pytest.raises(CommandError, match="heeft deze rol hier al"):
        call_command("add_member", **WHO)


def test_a_weak_password_is_refused(world, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda prompt: "kort")
    with pytest.raises(CommandError):
        call_command("add_member", name="Eerste Beheerder", **WHO)


def test_loading_the_regions_again_changes_nothing(world, capsys):
    call_command("load_regions")
    assert "35 regio's en 342 gemeenten" in capsys.readouterr().out
