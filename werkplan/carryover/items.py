"""What a plan can hold, seen from the law: who provides it and in which situations its legal base exists.

Facts after `domain/instrumenten.csv` (state 2026-11-21), typed over. `base` None: no income situation is needed for it.
"""

from dataclasses import dataclass

from werkcentrum.vocabulary import SITUATIONS, Duties, PartnerKind

from .groups import ASSISTANCE, SICK, UWV_PAID, WGA, WORK, WW, Codes, with_duties

UWV, TOWN, EMPLOYER = PartnerKind.UWV, PartnerKind.MUNICIPALITY, PartnerKind.EMPLOYER
SCHOOL, SOCIAL, DESK = PartnerKind.EDUCATION, PartnerKind.SOCIAL_PARTNER, PartnerKind.WERKCENTRUM


@dataclass(frozen=True, slots=True)
class Item:
    """One instrument or one kind of plan item. `owner` None: whoever was responsible until now.

    `law` is its own article, for rules that several items share.
    """

    code: str
    owner: PartnerKind | None
    base: Codes | None = None
    law: str = ""


_WIA_WAJONG_ZW = WGA | SICK | {"IVA", "WAJONG", "WAO_WAZ"}
_NOT_UNDER_PWET = UWV_PAID | SICK | WORK | {"WIA_35MIN"}

_INSTRUMENTS = (
    Item("PP_UWV_WW", UWV, WW, "WW 76a"),
    Item("PP_UWV_WIA", UWV, WGA, "WIA 37"),
    Item("PP_UWV_WAJONG", UWV, frozenset({"WAJONG"}), "Wajong 2:24"),
    Item("PP_GEM", TOWN, ASSISTANCE),
    Item("LKS", TOWN),
    Item("LKS_FORFAIT", TOWN),
    Item("LOONWAARDE", TOWN),
    Item("LOONDISP", UWV, frozenset({"WAJONG"})),
    Item("NORISK", UWV),
    Item("LKV_BA", EMPLOYER),
    Item("LKV_AG", EMPLOYER),
    Item("LKV_HP", EMPLOYER),
    Item("LKV_OUD", EMPLOYER),
    Item("LIV", EMPLOYER),
    Item("JOBCOACH_UWV", UWV, _NOT_UNDER_PWET),
    Item("JOBCOACH_GEM", TOWN),
    Item("WERKPLEK_UWV", UWV, _NOT_UNDER_PWET),
    Item("WERKPLEK_GEM", TOWN),
    Item("VERVOER", None),
    Item("TOLK", UWV),
    Item("VISUEEL", UWV),
    Item("BESCHUT", TOWN),
    Item("PARTPLAATS", TOWN, ASSISTANCE),
    Item("TEGENPRESTATIE", TOWN, ASSISTANCE),
    Item("WEP", TOWN),
    Item("DETACHERING", PartnerKind.SOCIAL_ENTERPRISE),
    Item("JOBCARVING", DESK),
    Item("IPS", UWV),
    Item("SCHOLING_WW", UWV, WW),
    Item("SCHOLING_GEM", TOWN),
    Item("PRAKTIJKLEREN", SCHOOL),
    Item("BBL", SCHOOL),
    Item("EVC", SCHOOL),
    Item("LWL_ADVIES", DESK),
    Item("LOOPBAANADVIES_SP", SOCIAL),
    Item("VWNW", SOCIAL, frozenset({"MET_ONTSLAG_BEDREIGD", "LOONDIENST", "FLEX_UITZEND"})),
    Item("CRISIS_RMT", DESK),
    Item("O&O", SOCIAL),
    Item("SLIM", EMPLOYER),
    Item("STAP", UWV),
    Item("LLLK", SCHOOL),
    Item("SOLL_TRAINING", None),
    Item("WERKFIT", UWV, _WIA_WAJONG_ZW),
    Item("NAARWERK", UWV, _WIA_WAJONG_ZW),
    Item("TAAL", TOWN),
    Item("INBURGERING", TOWN),
    Item("SHV", TOWN),
    Item("KO_SMI", TOWN),
    Item("KO_TOESLAG", None),
    Item("STUDIETOESLAG", TOWN, frozenset({"SCHOLIER_STUDENT"})),
    Item("ONTHEFFING", TOWN, ASSISTANCE),
    Item("LEERWERK_16_27", TOWN),
    Item("BBZ_START", TOWN, frozenset({"BBZ", "ZELFSTANDIGE"})),
    Item("UWV_START", UWV, WW | WGA),
    Item("STIMPREMIE", TOWN, ASSISTANCE),
    Item("BUFFERBUDGET", TOWN, ASSISTANCE),
    Item("INRUIL", TOWN, ASSISTANCE),
    Item("OPEN_HIRING", EMPLOYER),
    Item("HARRIE", EMPLOYER),
    Item("SROI", EMPLOYER),
    Item("BANENBEURS", DESK),
    Item("ARBEIDSDESK", UWV),
)

INSTRUMENT_CODES: tuple[str, ...] = tuple(item.code for item in _INSTRUMENTS)

DUTY_ITEMS: dict[Duties, Item] = {
    Duties.WW: Item("DUTY_WW", UWV, with_duties(Duties.WW), "WW 24, 26"),
    Duties.ZW: Item("DUTY_ZW", UWV, with_duties(Duties.ZW), "ZW 45; WIA 26"),
    Duties.WIA: Item("DUTY_WIA", UWV, with_duties(Duties.WIA), "WIA 29, 30"),
    Duties.WAJONG: Item("DUTY_WAJONG", UWV, with_duties(Duties.WAJONG), "Wajong 2:7"),
    Duties.IOW: Item("DUTY_IOW", UWV, with_duties(Duties.IOW), "IOW"),
    Duties.PWET: Item("DUTY_PWET", TOWN, with_duties(Duties.PWET), "Pwet 9.1"),
    Duties.IOAW: Item("DUTY_IOAW", TOWN, with_duties(Duties.IOAW), "IOAW"),
    Duties.BBZ: Item("DUTY_BBZ", TOWN, with_duties(Duties.BBZ), "Bbz 2004"),
    Duties.INTEGRATION: Item("DUTY_INTEGRATION", TOWN, None, "Wi2021"),
    Duties.EMPLOYER: Item("DUTY_EMPLOYER", EMPLOYER, with_duties(Duties.EMPLOYER), "WIA 28"),
    Duties.SCHOOL: Item("DUTY_SCHOOL", SCHOOL, with_duties(Duties.SCHOOL), "Leerplichtwet 1969"),
}

_PLAN_ITEMS = (
    *(Item(code, None) for code in ("GOAL", "STEP", "AGREEMENT", "PROMISE", "DOCUMENT", "RESULT")),
    Item("REINTEGRATION_PLAN", UWV, UWV_PAID),
    Item("ACTION_PLAN", TOWN, ASSISTANCE),
    Item("SOLLICITATIEPLICHT_WW", UWV, with_duties(Duties.WW), "WW 24, 26"),
    *DUTY_ITEMS.values(),
)

ITEMS: dict[str, Item] = {item.code: item for item in (*_INSTRUMENTS, *_PLAN_ITEMS)}

KEPT_PROVISIONS: Codes = frozenset({"JOBCOACH_GEM", "WERKPLEK_GEM", "SCHOLING_GEM", "VERVOER", "LEERWERK_16_27"})
WAGE_SUBSIDIES: Codes = frozenset({"LKS", "LKS_FORFAIT"})


def known_item(code: str) -> bool:
    """True for the 62 instruments, the kinds of plan item, and DUTY (the duty of whatever income came first)."""
    return code in ITEMS or code == "DUTY"


def item_for(code: str, from_code: str) -> Item:
    """The item behind a code. DUTY means the duties of the old situation; without duties it is an agreement."""
    if code == "DUTY":
        return DUTY_ITEMS.get(SITUATIONS[from_code].duties, ITEMS["AGREEMENT"])
    return ITEMS[code]
