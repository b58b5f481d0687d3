"""Users, their dated memberships, dossiers and the involvement of named people."""

from .cover import Cover
from .dossier import Dossier, Involvement, Relation
from .grants import ParticipationGroupPermission, ParticipationUserPermission
from .people import Membership, Role, User
from .seal import Seal

__all__ = [
    "Cover",
    "Dossier",
    "Involvement",
    "Membership",
    "ParticipationGroupPermission",
    "ParticipationUserPermission",
    "Relation",
    "Role",
    "Seal",
    "User",
]
