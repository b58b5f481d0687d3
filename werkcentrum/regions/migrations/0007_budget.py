"""Who reads and keeps the budget of a region."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0006_key_grant'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='participation',
            options={'default_permissions': (), 'permissions': [('visit_record', 'Een bezoek of licht contact vastleggen'), ('client_lookup', 'Gericht opzoeken of iemand een dossier heeft'), ('client_register', 'Iemand inschrijven'), ('client_read', 'Een dossier openen waarbij men betrokken is'), ('client_edit', 'Persoonsgegevens en contactgegevens bijwerken'), ('bsn_read', 'Het BSN tonen'), ('intake_write', 'De intake afnemen en bijwerken'), ('situation_change', 'Een wijziging van inkomen vastleggen'), ('handover_offer', 'Een dossier of plan aanbieden aan een andere partner'), ('handover_assign', 'Een aangeboden dossier aan een medewerker toewijzen'), ('handover_watch', 'Zien welke overdrachten te lang wachten, zonder personen'), ('handover_decide', 'Een overdracht accepteren of weigeren'), ('werkplan_read', 'Een werkplan lezen'), ('werkplan_edit', 'Doelen, stappen, afspraken en inzet bijwerken'), ('werkplan_agree', 'De instemming van de klant vastleggen'), ('menu_read', 'De menukaart bekijken'), ('offer_propose', 'Aanbod op de menukaart voorstellen'), ('offer_publish', 'Aanbod publiceren of intrekken'), ('budget_read', 'Het budget van de regio zien, zonder personen'), ('budget_keep', 'Het budget van de regio bijhouden en goedkeuren wat een ander voorlegt'), ('caseload_assign', 'Zien wie waar werkt en dossiers verdelen'), ('cover_arrange', 'Vervanging regelen voor een collega van de eigen partner'), ('support_add', 'Iemand op onderdelen en voor een tijd laten ondersteunen'), ('glass_break', 'Noodtoegang nemen, met reden, voor een uur'), ('review_access', 'Toetsen wie welk dossier opende en waarom'), ('dossier_seal', 'Een dossier besloten maken en aanwijzen wie het nog opent'), ('consent_record', 'Toestemming vastleggen en intrekken'), ('document_add', 'Documenten toevoegen aan een dossier'), ('rights_handle', 'Verzoeken om inzage, verbetering, beperking en bezwaar afhandelen'), ('retention_prepare', 'Voorbereiden wat volgens de bewaartermijn wordt gewist'), ('retention_approve', 'Goedkeuren wat volgens de bewaartermijn wordt gewist'), ('key_grant', 'Sleutels voor koppelingen van partners maken en intrekken'), ('membership_propose', 'Voorstellen wie waar in welke rol werkt'), ('membership_approve', 'Goedkeuren wie bij de eigen partner in welke rol werkt'), ('audit_read', 'Het logboek lezen'), ('access_read', 'Rollen en rechten inzien'), ('jobs_watch', 'Zien of het systeem zijn taken doet, en opnieuw proberen wat vastliep'), ('figures_read', 'Cijfers zonder personen zien'), ('own_plan_read', 'Het eigen plan lezen'), ('own_plan_agree', 'Zelf akkoord geven op het eigen plan'), ('own_documents', 'Zelf documenten toevoegen aan het eigen dossier en intrekken'), ('own_rights', 'Zelf zien wie keek, toestemming intrekken en een verzoek over de eigen gegevens doen')]},
        ),
    ]
