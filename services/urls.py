"""Addresses of the menukaart."""

from django.urls import path

from services.views import coverage, decide, editions, figures, keep, lists, manage, menu, offer

app_name = "services"
urlpatterns = [
    path("", menu.show, name="menu"),
    path("aanbod/<uuid:public_id>/", offer.show, name="offer"),
    path("cijfers/", figures.show, name="figures"),
    path("dekking/", coverage.show, name="coverage"),
    path("dekking/beraad.pdf", coverage.pdf, name="coverage_pdf"),
    path("beheer/", manage.show, name="manage"),
    path("edities/", editions.show, name="editions"),
    path("beheer/editie/", editions.make, name="edition_make"),
    path("beheer/lijst/", lists.bring, name="offer_import"),
    path("beheer/uitvoer/", lists.export, name="offer_export"),
    path("beheer/nieuw/", keep.new, name="offer_new"),
    path("beheer/<uuid:public_id>/wijzigen/", keep.edit, name="offer_edit"),
    path("beheer/<uuid:public_id>/voorstellen/", decide.propose, name="offer_propose"),
    path("beheer/<uuid:public_id>/publiceren/", decide.publish, name="offer_publish"),
    path("beheer/<uuid:public_id>/teruggeven/", decide.give_back, name="offer_return"),
    path("beheer/<uuid:public_id>/pauzeren/", decide.pause, name="offer_pause"),
    path("beheer/<uuid:public_id>/hervatten/", decide.resume, name="offer_resume"),
    path("beheer/<uuid:public_id>/klopt-nog/", manage.confirm, name="offer_confirm"),
    path("beheer/<uuid:public_id>/intrekken/", decide.withdraw, name="offer_withdraw"),
]
