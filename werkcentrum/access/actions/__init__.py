"""The only writers of memberships, grants, involvements, covers and seals."""

from .closing import close_dossier, reopen_dossier, restrict, unrestrict
from .cover import arrange_cover, end_cover
from .involvement import (
    FORMER_FOR,
    change_lead,
    end_involvement,
    ground_of,
    involve,
    leave_region,
    open_dossier,
)
from .keys import make_key, revoke_key
from .kin import declare_kin, kin_rows, may_undo_kin, undo_kin
from .memberships import end_membership, grant_membership, refresh_role_groups, role_group
from .proposals import (
    approve_proposal,
    decides,
    propose_change,
    propose_end,
    propose_start,
    refuse_proposal,
    withdraw_proposal,
)
from .seals import ask_seal, name_for_sealed, refuse_seal, seal, unseal
from .support import add_support, end_support
from .team import TEAM_AT_MOST, add_substitute, end_substitute

__all__ = [
    "FORMER_FOR",
    "TEAM_AT_MOST",
    "add_substitute",
    "add_support",
    "approve_proposal",
    "arrange_cover",
    "ask_seal",
    "change_lead",
    "close_dossier",
    "decides",
    "declare_kin",
    "end_cover",
    "end_involvement",
    "end_membership",
    "end_substitute",
    "end_support",
    "grant_membership",
    "ground_of",
    "involve",
    "kin_rows",
    "leave_region",
    "make_key",
    "may_undo_kin",
    "name_for_sealed",
    "open_dossier",
    "propose_change",
    "propose_end",
    "propose_start",
    "refresh_role_groups",
    "refuse_proposal",
    "refuse_seal",
    "reopen_dossier",
    "restrict",
    "revoke_key",
    "role_group",
    "seal",
    "undo_kin",
    "unrestrict",
    "unseal",
    "withdraw_proposal",
]
