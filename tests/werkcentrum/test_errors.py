"""What one reads when a request cannot be handled at all: before there is a session, and when something broke."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize("secure", [False, True])
def test_a_wrong_host_is_a_bad_request_and_no_crash(settings, secure):
    """In production the first to ask for the host is the redirect to https: before session and csrf."""
    settings.SECURE_SSL_REDIRECT = secure
    browser = Client(raise_request_exception=False)
    answer = browser.get(reverse("account_login"), headers={"host": "elders.example"})
    assert answer.status_code == 400
    assert "Dit verzoek klopt niet" in answer.content.decode() and "elders.example" not in answer.content.decode()


@pytest.mark.django_db
def test_what_breaks_is_a_page_that_needs_nothing(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("kapot")

    monkeypatch.setattr("werkcentrum.access.middleware.ActorContext.process_view", broken)
    answer = Client(raise_request_exception=False).get(reverse("account_login"))
    assert answer.status_code == 500
    assert "Het ligt niet aan u" in answer.content.decode() and "kapot" not in answer.content.decode()
