"""Names of partners and situations as they stand in the middle of a sentence, and a step in one line."""

from clients.receiver import partner_name
from werkcentrum.vocabulary import PartnerKind, situation
from werkcentrum.web.dates import long_date


def step_line(step) -> str:
    """A step in one line, as it reads now: what, who, by when, how one sees that it is done."""
    due = f"uiterlijk {step.due_on:%d-%m-%Y}" if step.due_on else "zonder datum"
    return " · ".join(part for part in (step.title, step.get_who_display(), due, step.proof) if part)


def owner_name(kind, client, lead=None) -> str:
    """Who acts, as one names it: "gemeente Leeuwarden", "UWV"; the lead's own name when it is of that kind."""
    kind = PartnerKind(kind)
    if lead is not None and lead.partner.kind == kind:
        return partner_name(lead)
    return f"gemeente {client.municipality.name}" if kind == PartnerKind.MUNICIPALITY else kind.phrase


def situation_words(code) -> str:
    """The situation as it stands in a sentence: "bijstandsuitkering", "WW-uitkering"."""
    return situation(code).words


def change_words(from_code, to_code, on) -> str:
    """The change in a sentence: "van WW-uitkering naar bijstandsuitkering, per 1 januari 2027"."""
    return f"van {situation_words(from_code)} naar {situation_words(to_code)}, per {long_date(on)}"
