"""Addresses that scanners and finders of leaks look for."""

from django.urls import path

from werkcentrum.hardening.views import security_txt

urlpatterns = [path(".well-known/security.txt", security_txt, name="security_txt")]
