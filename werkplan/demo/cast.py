"""Who plays: the demo accounts as actors, and the invented people with what they tell at the desk."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from clients.models import Client
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import User
from werkcentrum.regions.models import Municipality, Participation


def actor(first_name):
    """The demo account with this first name, as she would act now."""
    return of_user(User.objects.get(email=f"{first_name.lower()}@demo.werkcentrum.example", is_demo=True))


def cell(slug, region="Friesland"):
    """The cell of a partner (slug) in a region."""
    cells = Participation.objects.select_related("partner", "region")
    return cells.get(partner__slug=slug, region__name=region)


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist. `lives` is municipality, postcode, house number and street."""

    bsn: str
    first: str
    surname: str
    age: int
    lives: tuple[str, str, int, str]
    question: str
    wish: str
    prefix: str = ""
    gender: str = "V"
    did: str = ""
    learned: tuple[str, str] = ("Vmbo", "2")
    speaks: tuple[str, str] = ("nld", "")
    facts: dict = field(default_factory=dict)

    def client(self) -> Client:
        """The unsaved record, born so that the age holds today."""
        place, postcode, number, street = self.lives
        municipality = Municipality.objects.select_related("region").get(name=place)
        return Client(
            first_names=self.first,
            call_name=self.first,
            prefix=self.prefix,
            surname=self.surname,
            gender=self.gender,
            birth_on=self.born(),
            postcode=postcode,
            house_number=number,
            street=street,
            place=place,
            municipality=municipality,
            phone=f"06-000000{self.bsn[-2:]}",
            language=self.speaks[0],
        )

    def born(self) -> date:
        """A day of birth that makes the age right for the coming months; not the same for any two."""
        today = timezone.localdate()
        return today.replace(year=today.year - self.age, day=1) - timedelta(days=int(self.bsn[-3:]) % 150 + 30)

    def answers(self) -> dict:
        """What she tells at the intake: field code → value."""
        language, level = self.speaks
        name, school = self.learned
        spoken = [{"language": language, "speaking": "4"}]
        if level:
            spoken.append({"language": "nld", "speaking": "2", "cefr": level})
        done = {"name": name, "level": school, "state": "1", "diploma": "1"}
        return {
            "help_question": self.question,
            "contact_preference": {"channel": "phone"},
            "occupation_wishes": [{"occupation": self.wish}],
            "work_experience": [{"occupation": self.did}] if self.did else [],
            "education": [done],
            "languages": spoken,
            "hours": {"least": 24, "most": 36},
            "available": {"from": timezone.localdate().isoformat()},
        } | self.facts
