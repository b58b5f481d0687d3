"""Who holds an offered dossier and who decides about it: locks and guards that the writers of handovers share."""

from django.utils import timezone

from clients.models import Handover
from clients.receiver import partner_name
from clients.team import may_know
from werkcentrum.access import door, policy
from werkcentrum.access.models import Dossier, Membership
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.regions.models import Participation
from werkcentrum.web.dates import long_date

COACH = "coach"
# SECURITY: the same words for whatever took it away; a sealed dossier does not exist for who is not named.
GONE = "Deze overdracht is er niet meer. Ga terug naar uw overdrachten."
KNOWS = (
    "{name} kan dit dossier niet krijgen. Wijs het toe aan een andere coach. "
    "Is er geen andere coach? Geef het dan terug met een reden."
)
KNOWS_SELF = "U kunt dit dossier niet overnemen. Vraag uw teamleider om het aan een andere coach toe te wijzen."
ASK = (
    "Vraag deze coach eerst of zij de klant van huis kent. Kent zij de klant niet? Zet dan een vinkje bij "
    "“Ik heb het gevraagd” en bewaar opnieuw."
)
ASK_SELF = (
    "Kent u deze persoon van huis? Zeg dat dan hieronder: een collega neemt het over. Kent u de persoon niet? "
    "Zet dan een vinkje en accepteer opnieuw."
)


def lock(client):
    """Hold the dossier: whoever decides about its lead waits here. Locks always go dossier, handover, plan."""
    dossier = Dossier.objects.select_for_update().filter(pk=client.pk).first()
    if dossier is None:
        raise Conflict(GONE)
    if still := policy.why_still(dossier):
        raise Conflict(still)
    return dossier


def hold(handover):
    """The offer, locked together with its dossier and still open; Conflict when it was decided meanwhile."""
    lock(handover.client)
    rows = Handover.objects.select_related(
        "client", "from_participation__partner", "to_participation__partner", "to_participation__region", "assigned_to"
    )
    row = rows.select_for_update(of=("self",)).filter(pk=handover.pk).first()
    if row is None:
        raise Conflict(GONE)
    if row.state != Handover.State.OFFERED:
        raise Conflict(f"Over deze overdracht is al beslist: {_decided(row)}. Vernieuw de pagina.")
    return row


def require_in_time(handover):
    """Conflict on an offer that expired, also before the night closes it; Refused when the receiver left the region."""
    today = timezone.localdate()
    if handover.expires_on < today:
        giver = partner_name(handover.from_participation)
        raise Conflict(
            f"Dit aanbod is verlopen op {long_date(handover.expires_on)}. {giver[0].upper()}{giver[1:]} is nog "
            "regiehouder. Vraag om het opnieuw aan te bieden."
        )
    if not Participation.objects.on(today).filter(pk=handover.to_participation_id).exists():
        name = handover.to_participation.partner.name
        raise Refused(
            f"{name} doet niet meer mee in deze regio en kan het dossier niet overnemen. Weiger met die reden."
        )


def _decided(row):
    if row.state == Handover.State.ACCEPTED:
        return f"{row.assigned_to.name} heeft het dossier overgenomen"
    return row.get_state_display().lower()


def coaches_of(cell):
    """Users who work as coach in a cell today: those to whom a dossier can be assigned."""
    live = Membership.objects.on(timezone.localdate()).filter(participation=cell, role=COACH, user__is_active=True)
    return live.select_related("user").order_by("user__name")


def require_coach(cell, user):
    """Refused unless `user` works as coach in the cell today."""
    if not coaches_of(cell).filter(user=user).exists():
        raise Refused(
            f"{user.name} werkt niet (meer) als coach bij {partner_name(cell)}. Kies iemand anders.", field="coach"
        )


def require_stranger(handover, coach, *, asked, by):
    """Refused (422) for who is the person herself or said that she knows her; and, until `asked`, for who may know her.

    The sentence never says why: that a colleague is a client too is nobody's business (AVG).
    """
    # SECURITY: crosses the second door: asks rows of the coach under every membership, and her own file.
    [(knows,)] = door.call("clients_knows", handover.client_id, coach.pk)
    herself = coach.pk == by.user.pk
    if knows:
        raise Refused(KNOWS_SELF if herself else KNOWS.format(name=coach.name), field="coach")
    if not asked and may_know(coach, handover.client):
        raise Refused(ASK_SELF if herself else ASK, field="asked")
    # SECURITY: who opens a sealed dossier is named by the privacy officer, never by a handover.
    if handover.client.dossier.sealed:
        raise Conflict(GONE)


def require_decider(handover, by):
    """The coach to whom it was proposed, or the receiver's team leader."""
    if not (by.may(P.HANDOVER_ASSIGN) and by.cell.pk == handover.to_participation_id):
        require_assigned(handover, by)


def require_assigned(handover, by):
    """The coach to whom it was proposed, and nobody else; a sentence for who lost the role meanwhile."""
    if not by.may(P.HANDOVER_DECIDE):
        where = partner_name(handover.to_participation)
        raise Refused(
            f"U werkt niet meer als coach bij {where}. Vraag de teamleider om het aan iemand anders toe te wijzen."
        )
    if handover.assigned_to_id != by.user.pk:
        raise Refused("Dit dossier is aan een collega voorgesteld. Vraag uw teamleider om het aan u toe te wijzen.")
    policy.require(by, P.HANDOVER_DECIDE, handover.client_id)
