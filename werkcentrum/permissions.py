"""Everything anyone can be allowed to do, and the groups of fields one may be allowed to see; imports nothing."""

from enum import StrEnum


class Permission(StrEnum):
    """A deed on a dossier, on the menu or in the administration. Held by a role in a cell, never by a person."""

    label: str

    def __new__(cls, value: str, label: str = ""):
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    VISIT_RECORD = "visit_record", "Een bezoek of licht contact vastleggen"
    CLIENT_LOOKUP = "client_lookup", "Gericht opzoeken of iemand een dossier heeft"
    CLIENT_REGISTER = "client_register", "Iemand inschrijven"
    CLIENT_READ = "client_read", "Een dossier openen waarbij men betrokken is"
    CLIENT_EDIT = "client_edit", "Persoonsgegevens en contactgegevens bijwerken"
    BSN_READ = "bsn_read", "Het BSN tonen"
    INTAKE_WRITE = "intake_write", "De intake afnemen en bijwerken"
    SITUATION_CHANGE = "situation_change", "Een wijziging van inkomen vastleggen"
    HANDOVER_OFFER = "handover_offer", "Een dossier of plan aanbieden aan een andere partner"
    HANDOVER_ASSIGN = "handover_assign", "Een aangeboden dossier aan een medewerker toewijzen"
    HANDOVER_WATCH = "handover_watch", "Zien welke overdrachten te lang wachten, zonder personen"
    HANDOVER_DECIDE = "handover_decide", "Een overdracht accepteren of weigeren"
    WERKPLAN_READ = "werkplan_read", "Een werkplan lezen"
    WERKPLAN_EDIT = "werkplan_edit", "Doelen, stappen, afspraken en inzet bijwerken"
    WERKPLAN_AGREE = "werkplan_agree", "De instemming van de klant vastleggen"
    MENU_READ = "menu_read", "De menukaart bekijken"
    OFFER_PROPOSE = "offer_propose", "Aanbod op de menukaart voorstellen"
    OFFER_PUBLISH = "offer_publish", "Aanbod publiceren of intrekken"
    BUDGET_READ = "budget_read", "Het budget van de regio zien, zonder personen"
    BUDGET_KEEP = "budget_keep", "Het budget van de regio bijhouden en goedkeuren wat een ander voorlegt"
    CASELOAD_ASSIGN = "caseload_assign", "Zien wie waar werkt en dossiers verdelen"
    COVER_ARRANGE = "cover_arrange", "Vervanging regelen voor een collega van de eigen partner"
    SUPPORT_ADD = "support_add", "Iemand op onderdelen en voor een tijd laten ondersteunen"
    GLASS_BREAK = "glass_break", "Noodtoegang nemen, met reden, voor een uur"
    REVIEW_ACCESS = "review_access", "Toetsen wie welk dossier opende en waarom"
    DOSSIER_SEAL = "dossier_seal", "Een dossier besloten maken en aanwijzen wie het nog opent"
    CONSENT_RECORD = "consent_record", "Toestemming vastleggen en intrekken"
    DOCUMENT_ADD = "document_add", "Documenten toevoegen aan een dossier"
    RIGHTS_HANDLE = "rights_handle", "Verzoeken om inzage, verbetering, beperking en bezwaar afhandelen"
    RETENTION_PREPARE = "retention_prepare", "Voorbereiden wat volgens de bewaartermijn wordt gewist"
    RETENTION_APPROVE = "retention_approve", "Goedkeuren wat volgens de bewaartermijn wordt gewist"
    KEY_GRANT = "key_grant", "Sleutels voor koppelingen van partners maken en intrekken"
    MEMBERSHIP_PROPOSE = "membership_propose", "Voorstellen wie waar in welke rol werkt"
    MEMBERSHIP_APPROVE = "membership_approve", "Goedkeuren wie bij de eigen partner in welke rol werkt"
    AUDIT_READ = "audit_read", "Het logboek lezen"
    ACCESS_READ = "access_read", "Rollen en rechten inzien"
    JOBS_WATCH = "jobs_watch", "Zien of het systeem zijn taken doet, en opnieuw proberen wat vastliep"
    FIGURES_READ = "figures_read", "Cijfers zonder personen zien"
    OWN_PLAN_READ = "own_plan_read", "Het eigen plan lezen"
    OWN_PLAN_AGREE = "own_plan_agree", "Zelf akkoord geven op het eigen plan"
    OWN_DOCUMENTS = "own_documents", "Zelf documenten toevoegen aan het eigen dossier en intrekken"
    OWN_RIGHTS = "own_rights", "Zelf zien wie keek, toestemming intrekken en een verzoek over de eigen gegevens doen"


class FieldGroup(StrEnum):
    """Groups of personal fields; a right is given per group, never per whole record (Besluit SUWI 5.1, AVG 5.1.c)."""

    EXISTS = "G0"
    NAME = "G1"
    CONTACT = "G2"
    BSN = "G3"
    INCOME = "G4"
    PROFILE = "G5"
    BARRIERS = "G6"
    CAPACITY = "G7"
    PLAN = "G8"
    NOTES = "G9"
    SEALED_ADDRESS = "G10"
    ACCESS_LOG = "G11"


GROUP_WORDS = {
    FieldGroup.EXISTS: "dat er een dossier is",
    FieldGroup.NAME: "naam en geboortejaar",
    FieldGroup.CONTACT: "adres, telefoon en e-mail",
    FieldGroup.BSN: "BSN",
    FieldGroup.INCOME: "inkomen en uitkering",
    FieldGroup.PROFILE: "werkervaring, opleiding en wensen",
    FieldGroup.BARRIERS: "wat werken moeilijk maakt",
    FieldGroup.CAPACITY: "wat iemand kan met een beperking",
    FieldGroup.PLAN: "het plan en de stappen",
    FieldGroup.NOTES: "notities",
    FieldGroup.SEALED_ADDRESS: "geheim adres",
    FieldGroup.ACCESS_LOG: "wie keek",
}
"""Each group as the client and the employee read it, within a sentence."""
