"""What the giver of a dossier can do when it was not taken over: a sentence or two per reason."""

from clients.models import Handover
from clients.receiver import partner_name

S, R = Handover.State, Handover.Refusal
NEXT = (S.REFUSED, S.EXPIRED)
ADVICE = {
    R.NOT_OURS: "Controleer de inkomenssituatie: die bepaalt wie verantwoordelijk is.",
    R.ELSEWHERE: "Controleer de woonplaats. Woont de klant ergens anders, leg dan de verhuizing vast.",
    R.NO_ROOM: "Spreek een dag af waarop er wel ruimte is, en bied het dan opnieuw aan.",
    R.TOO_EARLY: "Bied het opnieuw aan als de wijziging is ingegaan. De datum staat in het verloop.",
    R.INCOMPLETE: "Vul aan wat ontbreekt en bied het opnieuw aan.",
    R.OTHER: "Lees de uitleg en overleg met de partner.",
}


def next_steps(row) -> list[str]:
    """Sentences for who is still lead after a refusal or an offer that expired, the first thing first."""
    who = partner_name(row.to_participation)
    if row.state == S.EXPIRED:
        return [
            f"Bel {who}: kwam het aanbod aan, en wie kan het overnemen?",
            "Vraag de regiocoördinator om mee te kijken als er weer geen antwoord komt.",
        ]
    return [ADVICE.get(row.refusal_code, ADVICE[R.OTHER]), f"Komt u er met {who} niet uit? Bel de regiocoördinator."]
