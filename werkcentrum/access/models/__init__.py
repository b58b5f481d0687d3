"""Users, their dated memberships, dossiers, the involvement of named people, and the checks of what they did."""

from .cover import Cover
from .dossier import Dossier, Involvement, Relation
from .glass import Glass
from .grants import ParticipationGroupPermission, ParticipationUserPermission
from .incident import Incident
from .key import PartnerKey
from .notice import Notice
from .people import Membership, Role, User
from .proposal import MembershipProposal
from .review import Review
from .seal import Seal
from .sessions import FailedLogin, KeptForm, Session

__all__ = [
    "Cover",
    "Dossier",
    "FailedLogin",
    "Glass",
    "Incident",
    "Involvement",
    "KeptForm",
    "Membership",
    "MembershipProposal",
    "Notice",
    "ParticipationGroupPermission",
    "ParticipationUserPermission",
    "PartnerKey",
    "Relation",
    "Review",
    "Role",
    "Seal",
    "Session",
    "User",
]
