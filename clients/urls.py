"""Addresses of the desk, people and their intake."""

from django.urls import path

from clients.views import desk, light_contacts, lookup, registration, visits, who_helps

app_name = "clients"
urlpatterns = [
    path("balie/", desk.home, name="desk"),
    path("balie/bezoek/", visits.create, name="visit"),
    path("balie/contact/", light_contacts.create, name="light_contact"),
    path("balie/contact/<uuid:public_id>/gedaan/", light_contacts.done, name="light_contact_done"),
    path("klanten/opzoeken/", lookup.find, name="find"),
    path("klanten/inschrijven/", registration.create, name="register"),
    path("klanten/inschrijven/woonplaats/", registration.place, name="register_place"),
    path("wie-helpt-mij/", who_helps.who_helps, name="who_helps"),
]
