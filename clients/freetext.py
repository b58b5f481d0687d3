"""Looks in free text for what should not stand there: asks, never blocks, and keeps nothing of what it found."""

import re

from clients import bsn
from clients.names import plain

NUMBER = re.compile(r"(?<!\d)\d(?:[ .-]?\d){7,8}(?![ .-]?\d)")
ICD = re.compile(r"\b[A-TV-Z]\d{2}\.\d{1,2}\b")
_WORDS = (
    "adhd add autisme autistisch asperger ptss depressie depressief depressies burnout bipolair borderline psychose",
    "psychotisch schizofrenie schizofreen angststoornis dwangstoornis anorexia boulimia verslaafd verslaving kanker",
    "alcoholist alcoholisme tumor leukemie chemo chemotherapie diabetes suikerziekte epilepsie reuma fibromyalgie",
    "artrose hernia hiv aids dementie alzheimer parkinson ms copd astma hartinfarct beroerte cva whiplash migraine",
    "zwanger miskraam overspannen slaapapneu crohn nierfalen hepatitis",
)
DIAGNOSES = frozenset(" ".join(_WORDS).split())
BSN_SENTENCE = "In de tekst staat een getal dat op een BSN lijkt. Haal het weg: een BSN hoort alleen in het eigen veld."
HEALTH_SENTENCE = (
    "In de tekst lijkt een ziekte of diagnose te staan. Schrijf liever op wat iemand wel of niet kan, "
    "bijvoorbeeld: kan maximaal twee uur staan."
)


def warnings(text: str) -> list[str]:
    """What to ask about a text before it is kept, in Dutch; empty when nothing stands out (AVG 9, UAVG 46)."""
    found = []
    if any(_is_bsn(number) for number in NUMBER.findall(text)):
        found.append(BSN_SENTENCE)
    if ICD.search(text) or not DIAGNOSES.isdisjoint(plain(text.lower().replace("burn-out", "burnout")).split()):
        found.append(HEALTH_SENTENCE)
    return found


def _is_bsn(number):
    try:
        bsn.clean(number)
    except bsn.BsnError:
        return False
    return True
