"""The shipped example agrees with itself: what a careful secretary would add up by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from alliance_docs.facts.consistency import problems
from alliance_docs.facts.credit_code import broken_rule, prefix_mismatch
from alliance_docs.facts.facts import Facts

ROOT = Path(__file__).parents[2]


def load(path: Path) -> Facts:
    with path.open(encoding="utf-8") as file:
        return Facts.model_validate(YAML(typ="safe").load(file))


@pytest.fixture(scope="module")
def example() -> Facts:
    return load(ROOT / "examples" / "gansu.yaml")


def test_nothing_contradicts_itself(example: Facts) -> None:
    assert problems(example) == []


def test_credit_codes_are_valid_different_and_fit_the_kind_of_member(example: Facts) -> None:
    members = example.members or ()
    assert len(members) == 12
    assert len({member.credit_code for member in members}) == 12
    for member in members:
        assert member.credit_code
        assert member.type
        assert broken_rule(member.credit_code) is None
        assert prefix_mismatch(member.credit_code, member.type) is None


def test_instalments_add_up_and_tasks_spend_what_is_contributed(example: Facts) -> None:
    cash = in_kind = Decimal(0)
    for member in example.members or ():
        part = member.contribution
        assert part
        assert part.cash is not None
        assert sum((one.amount or Decimal(0) for one in part.schedule or ()), Decimal(0)) == part.cash
        cash += part.cash
        in_kind += sum((one.value or Decimal(0) for one in part.in_kind or ()), Decimal(0))
    assert (cash, in_kind) == (Decimal(4_300_000), Decimal(7_600_000))
    assert example.office
    assert example.office.budget
    assert example.alliance
    assert example.alliance.term_years
    running = example.office.budget * example.alliance.term_years
    assert sum(task.input or Decimal(0) for task in example.tasks or ()) == cash + in_kind - running


def test_everybody_has_a_task_and_every_seat_is_a_member(example: Facts) -> None:
    busy = {member for task in example.tasks or () for member in (task.lead, *(task.members or ()))}
    assert busy == {member.id for member in example.members or ()}
    assert example.council
    assert example.experts
    assert example.council.seats
    assert example.experts.members
    assert len(example.council.seats) == example.council.size
    assert (example.council.size or 0) % 2 == 1
    assert all(example.member(seat.member) for seat in example.council.seats)
    assert len(example.experts.members) == example.experts.size
    assert {expert.external for expert in example.experts.members} == {True, False}


def test_the_core_answers_name_the_twelve_members_and_leave_the_rest_open() -> None:
    core = load(ROOT / "tests" / "data" / "gansu-core.yaml")
    assert problems(core) == []
    assert len(core.members or ()) == 12
    assert core.lead
    assert core.bearer
    assert core.member(core.bearer.member) == core.lead
    assert core.tasks is None
    assert core.dispute is None
