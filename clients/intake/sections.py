"""The groups of questions that are saved together, in the four steps of the intake."""

from dataclasses import dataclass

from clients.intake.fields import FIELDS, Field


@dataclass(frozen=True)
class Section:
    """Some questions under one heading: what is typed in it is saved together."""

    key: str
    step: int
    title: str
    codes: tuple[str, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields in the order in which they are asked."""
        return tuple(FIELDS[code] for code in self.codes)


SECTIONS: tuple[Section, ...] = (
    Section("question", 1, "Uw vraag", ("help_question",)),
    Section("identity", 1, "Wie bent u?", ("name", "birth_date", "bsn", "gender")),
    Section("document", 1, "Identiteitsbewijs", ("id_kind", "id_seen")),
    Section("contact", 1, "Adres en contact", ("address", "address_sealed", "phone_email", "contact_preference")),
    Section("representative", 1, "Iemand die u helpt", ("representative",)),
    Section("income", 2, "Inkomen", ("income_situations",)),
    Section("registration", 2, "UWV en einde van de uitkering", ("registered_jobseeker", "benefit_end")),
    Section("permission", 2, "Mogen werken en inburgeren", ("nationality", "work_permission", "integration")),
    Section("notice", 2, "Als u nu werkt", ("notice_period",)),
    Section("wishes", 3, "Wat u wilt", ("occupation_wishes", "job_preferences")),
    Section("experience", 3, "Wat u deed", ("work_experience",)),
    Section("education", 3, "Wat u leerde", ("education",)),
    Section("languages", 3, "Talen", ("languages",)),
    Section("skills", 3, "Wat u kunt", ("work_level", "skills", "digital_skills", "driving_licences", "certificates")),
    Section("availability", 4, "Wanneer u kunt werken", ("hours", "days", "available")),
    Section("mobility", 4, "Waar u kunt werken", ("matching_postcode", "travel", "transport")),
    Section("care", 4, "Zorg voor anderen", ("care_tasks",)),
    Section("needs", 4, "Wat u nodig heeft", ("needed_to_work", "work_capacity", "target_register", "wage_value")),
    Section("life", 4, "Geld, wonen en leven", ("money_worries", "housing", "justice_talk", "life_domains")),
)
BY_KEY = {section.key: section for section in SECTIONS}
SECTION_OF = {code: section for section in SECTIONS for code in section.codes}


def sections_of(step: int) -> tuple[Section, ...]:
    """The sections of one of the four steps."""
    return tuple(section for section in SECTIONS if section.step == step)
