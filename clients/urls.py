"""Addresses of the desk, people and their intake."""

from django.urls import path

from clients.views import (
    caseload,
    desk,
    intake,
    light_contacts,
    lookup,
    person,
    registration,
    sharing,
    situations,
    team,
    visits,
    who_helps,
)

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
    path("klanten/", caseload.caseload, name="list"),
    path("klanten/<uuid:public_id>/", person.person, name="person"),
    path("klanten/<uuid:public_id>/gegevens/", person.edit, name="person_edit"),
    path("klanten/<uuid:public_id>/bsn/", person.bsn, name="bsn"),
    path("klanten/<uuid:public_id>/bsn/toevoegen/", person.bsn_add, name="bsn_add"),
    path("klanten/<uuid:public_id>/wie-kijkt-mee/", person.watchers, name="watchers"),
    path("klanten/<uuid:public_id>/wie-kijkt-mee/ondersteuning/", team.support_add, name="support_add"),
    path("klanten/<uuid:public_id>/wie-kijkt-mee/ondersteuning/<int:pk>/", team.support_end, name="support_end"),
    path("klanten/<uuid:public_id>/wie-kijkt-mee/vervanger/", team.substitute_add, name="substitute_add"),
    path("klanten/<uuid:public_id>/wie-kijkt-mee/vervanger/<int:pk>/", team.substitute_end, name="substitute_end"),
    path("klanten/<uuid:public_id>/ik-ken-deze-persoon/", team.kin, name="kin"),
    path("klanten/<uuid:public_id>/minder-mensen/", team.seal_ask, name="seal_ask"),
    path("klanten/<uuid:public_id>/intake/beginnen/", intake.start, name="intake_start"),
    path("klanten/<uuid:public_id>/intake/<int:step>/", intake.intake, name="intake"),
    path("klanten/<uuid:public_id>/intake/controleren/", intake.check, name="intake_check"),
    path("klanten/<uuid:public_id>/wie-helpt/", intake.responsible, name="responsible"),
    path("klanten/<uuid:public_id>/inkomen/", situations.situations, name="situations"),
    path("klanten/<uuid:public_id>/inkomen/<int:pk>/", situations.situation_edit, name="situation_edit"),
    path("klanten/<uuid:public_id>/toestemming/", sharing.sharing, name="sharing"),
    path("klanten/<uuid:public_id>/toestemming/<uuid:consent>/intrekken/", sharing.withdraw, name="sharing_withdraw"),
    path("mijn/toestemming/", sharing.my_sharing, name="my_sharing"),
    path("mijn/toestemming/<uuid:consent>/intrekken/", sharing.my_withdraw, name="my_sharing_withdraw"),
    path("mijn/gegevens/", person.my_data, name="my_data"),
    path("mijn/gegevens/meekijken/<int:pk>/", team.my_support_end, name="my_support_end"),
]
