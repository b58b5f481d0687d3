"""Users, their dated memberships, dossiers and the involvement of named people."""

from .dossier import Dossier, Involvement, Relation
from .grants import ParticipationGroupPermission, ParticipationUserPermission
from .people import Membership, Role, User

__all__ = [
    "Dossier",
    "Involvement",
    "Membership",
    "ParticipationGroupPermission",
    "ParticipationUserPermission",
    "Relation",
    "Role",
    "User",
]
