"""The parts of a dossier that a reading names, in Dutch as the client and the privacy officer read them."""

PARTS = {
    "plan": "het plan",
    "intake": "de intake",
    "mine": "de gegevens",
    "bsn": "het BSN",
    "responsible": "wie verantwoordelijk is",
    "watchers": "wie meekijkt",
    "rights": "een verzoek over de gegevens",
    "own_rights": "de verzoeken over de gegevens",
    "export": "alle gegevens, als overzicht voor de klant",
    "own_export": "alle gegevens, als overzicht",
    "sharing": "de toestemmingen",
    "own_sharing": "de toestemmingen",
    "income": "het inkomen",
    "timeline": "het verloop",
    "own_timeline": "het verloop",
    "documents": "de documenten",
    "document": "een document",
    "own_documents": "de documenten",
    "own_document": "een document",
    "contact": "de afspraken en wat is besproken",
    "own_appointments": "de afspraken",
    "person": "de persoonsgegevens",
    "former": "de eigen bijdragen van een vorige begeleider",
    "hidden_address": "het geheime adres",
    "seal": "wie een besloten dossier opent",
    "lookup": "een opzoekvraag",
    "glass": "noodtoegang: naam, contact, soort inkomen en titels van stappen",
    "review": "het kaartje en wie keek, bij een toets",
    "double": "een kaartje bij inschrijven",
    "handover": "de overdracht",
    "card:handover": "het kaartje bij een overdracht",
    "carryover": "wat doorloopt na een wijziging van inkomen",
    "signal": "een signaal over een datum die eraan komt",
    "version": "een vastgelegde versie van het plan",
    "pdf": "het plan als document",
    "letter": "de brief over een wijziging van inkomen",
    "own_letter": "de brief over een wijziging van inkomen",
    "own_pdf": "het plan als document",
    "own_plan": "het plan",
    "own_steps": "de stappen",
    "own_looks": "wie keek",
    "log": "het logboek van dit dossier",
}
ON_A_LIST = "een regel in een lijst"


def part_words(part: str) -> str:
    """What was looked at: "het plan", "een regel in een lijst"; a part without words of its own is "het dossier"."""
    return PARTS.get(part, ON_A_LIST if part.startswith("list:") else "het dossier")
