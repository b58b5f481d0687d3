"""The fields of the intake: complete, askable, and closed to who has no business with them."""

from collections import Counter

import pytest

from clients.intake import fields
from clients.intake.fields import shape
from clients.intake.fields.load import FieldError, _field, load_choices

NO_BSN = {"wsp", "sociale_partner", "onderwijs_sbb", "werkgever", "regiocoordinator"}
LONGEST_SENTENCE, AVERAGE_SENTENCE = 22, 15


def test_the_list_has_47_rows_of_which_one_is_never_stored():
    assert len(fields.ALL_FIELDS) == 47
    assert {field.code for field in fields.ALL_FIELDS} - set(fields.FIELDS) == {"trade_union"}


def test_every_field_is_asked_once_or_not_at_all():
    asked = [field.code for step in fields.STEPS for field in fields.fields_of_step(step)]
    assert len(asked) == len(set(asked)) == 44
    assert set(fields.FIELDS) - set(asked) == {"start_qualification", "consent"}


def test_no_step_asks_too_much():
    assert max(len(fields.fields_of_step(step)) for step in fields.STEPS) <= 15


def test_what_lives_in_tables_of_its_own_is_marked():
    kinds = {field.code: field.kind for field in fields.ALL_FIELDS if field.kind not in {"answer", "derived"}}
    assert kinds == {
        "name": "person",
        "birth_date": "person",
        "bsn": "person",
        "address": "person",
        "address_sealed": "person",
        "phone_email": "person",
        "income_situations": "periods",
        "consent": "consent",
        "trade_union": "never_stored",
    }


@pytest.mark.parametrize("role", sorted(NO_BSN))
def test_the_bsn_stays_with_who_has_a_legal_task(role):
    assert not fields.visible_to_role(fields.FIELDS["bsn"], role, met=frozenset(shape.CONDITIONS))


def test_the_guide_learns_only_that_a_bsn_is_known():
    assert fields.sight(fields.FIELDS["bsn"], "gids") == shape.Sight("M", "known_or_not", "")


def test_an_employer_never_sees_the_target_register_debts_or_benefit():
    for code in ("target_register", "money_worries", "income_situations", "birth_date", "life_domains"):
        assert fields.sight(fields.FIELDS[code], "werkgever").mark == ""


def test_an_employer_sees_nothing_of_health_without_consent():
    needed = fields.FIELDS["needed_to_work"]
    assert not fields.visible_to_role(needed, "werkgever")
    assert fields.visible_to_role(needed, "werkgever", met=frozenset({"client_consent"}))


def test_the_regional_coordinator_sees_no_answer_of_one_person():
    for field in fields.FIELDS.values():
        assert not fields.visible_to_role(field, "regiocoordinator", met=frozenset(shape.CONDITIONS))


def test_health_is_closed_to_the_guide_and_the_social_partner():
    for field in fields.FIELDS.values():
        if field.legal_ground == "AVG 9 en UAVG 30":
            assert not fields.visible_to_role(field, "gids")
            assert not fields.visible_to_role(field, "sociale_partner")
            assert field.special


@pytest.mark.parametrize(
    ("role", "partner_kind", "key"),
    [
        ("gids", "werkcentrum", "gids"),
        ("coach", "uwv", "uwv"),
        ("coach", "municipality", "gemeente"),
        ("coach", "social_partner", "sociale_partner"),
        ("coach", "werkcentrum", None),
        ("werkgeversadviseur", "uwv", "wsp"),
        ("teamleider", "uwv", None),
        ("privacyofficer", "uwv", None),
    ],
)
def test_a_role_in_a_cell_finds_its_column(role, partner_kind, key):
    assert fields.role_key(role, partner_kind) == key


def test_every_column_is_reached_by_a_role_or_a_partner():
    assert {*shape.KEY_OF_ROLE.values(), *shape.KEY_OF_PARTNER.values()} == set(fields.ROLES)


def test_writing_is_for_who_may_write():
    assert fields.writable_by_role(fields.FIELDS["help_question"], "gids")
    assert not fields.writable_by_role(fields.FIELDS["registered_jobseeker"], "gids")
    assert fields.writable_by_role(fields.FIELDS["registered_jobseeker"], "uwv")


def test_every_field_group_is_one_of_the_access_design():
    groups = {choice.value for choice in load_choices()["field_group"]}
    assert {field.field_group for field in fields.FIELDS.values()} <= groups


def test_each_question_has_words_and_a_reason_in_plain_dutch():
    lengths = []
    for field in fields.FIELDS.values():
        assert field.help.endswith(".") and field.label[0].isupper()
        assert not {"middels", "teneinde", "ongeldig"} & set(field.help.lower().split())
        lengths.append(len(field.help.split()))
    assert max(lengths) <= LONGEST_SENTENCE
    assert sum(lengths) / len(lengths) <= AVERAGE_SENTENCE


def test_codes_of_columns_are_unique_and_choices_have_unique_values():
    for field in fields.FIELDS.values():
        assert max(Counter(column.code for column in field.columns).values(), default=1) == 1
    for choices in load_choices().values():
        assert len({choice.value for choice in choices}) == len(choices)


def test_a_stored_code_finds_its_words():
    assert fields.FIELDS["housing"].label_of("stable") == "Ik woon op een vaste plek"
    assert fields.FIELDS["housing"].label_of("elders") == "elders"


def test_an_unknown_role_is_a_mistake_and_not_a_silent_no():
    with pytest.raises(KeyError):
        fields.visible_to_role(fields.FIELDS["name"], "directeur")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sees": {"buurman": "L"}}, "unknown role"),
        ({"sees": {"gids": "L/pc4"}}, "cannot read the sight"),
        ({"type": "wens"}, "unknown type"),
        ({"type": "code"}, "choices belong"),
        ({"type": "list"}, "needs columns"),
        ({"avg_class": "geheim"}, "AVG class"),
        ({"required_when": "soms"}, "being required"),
        ({"kind": "never_stored"}, "seen by nobody"),
    ],
)
def test_a_wrong_row_is_refused_with_its_code(change, words):
    row = {
        "code": "proef", "group": "status", "kind": "answer", "label": "Proef?", "help": "Om te proberen.",
        "type": "text", "required_when": "optional", "avg_class": "personal", "legal_ground": "SUWI 30b",
        "field_group": "G5", "sees": {"gids": "S"}, "source": "M",
    }  # fmt: skip
    with pytest.raises(FieldError, match=f"proef: .*{words}"):
        _field(row | change, 1, 1, {})


@pytest.mark.parametrize(("sent", "number"), [("12", 12), ("", 0), ("-1", 0), ("²", 0), ("9" * 5000, 0), ("٣", 3)])
def test_a_number_that_comes_along_is_a_number(sent, number):
    """Found by the fuzzer: five thousand digits were an error of the server."""
    from clients.forms.intake import whole

    assert whole(sent) == number
