"""How a price is agreed upon, with a plain explanation of what is paid and who bears the risk."""

from django.db import models


class PriceModel(models.TextChoices):
    """The ways a price is made."""

    TRAJECT = "traject", "Per traject"
    HOUR = "uur", "Per uur"
    GROUP = "groep", "Per groep"
    RESULT = "resultaat", "Per resultaat"
    PLACE = "plaats", "Per plaats"
    OWN = "inbesteed", "Inbesteed"
    FREE = "om_niet", "Om niet"


PLAIN = {
    PriceModel.TRAJECT: "Eén bedrag voor het hele traject, hoelang het ook duurt.",
    PriceModel.HOUR: "U betaalt de uren die gemaakt zijn. De factuur noemt het aantal uren.",
    PriceModel.GROUP: "Eén bedrag voor de groep. Een lege plaats kost hetzelfde.",
    PriceModel.RESULT: "U betaalt pas als het afgesproken resultaat er is. Zonder resultaat valt het geld vrij.",
    PriceModel.PLACE: "Een bedrag voor elke bezette plaats, per maand of per keer.",
    PriceModel.OWN: "Een partner doet het met eigen mensen. De kosten tellen mee als bijdrage van die partner.",
    PriceModel.FREE: "Het kost de regio niets. U legt wel vast dat het gebeurt.",
}


def explain(code: str) -> str:
    """The sentence of a price model; "" for one that is not known."""
    return PLAIN[PriceModel(code)] if code in PriceModel.values else ""
