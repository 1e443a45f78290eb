"""Which facts are private is data, complete; what is masked keeps its length and nothing private is left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.dossier.privacy import finder, mask, privacy
from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import fields


def facts_with(**settings: str) -> Facts:
    facts = assign(Facts(), "members", [{"id": "m01", "name": "甲公司"}])
    for name, value in settings.items():
        facts = assign(facts, f"members[m01].contact.{name}", value)
    return facts


def hidden(text: str, facts: Facts | None = None) -> str:
    for start, instead, _kind in list(finder(facts or Facts())(text)):
        assert len(instead) == len(text[start : start + len(instead)])
        text = text[:start] + instead + text[start + len(instead) :]
    return text


def test_every_phone_and_address_of_a_person_is_told_private_or_public() -> None:
    data = privacy()
    told = {path for paths in data.private.values() for path in paths} | set(data.public)
    assert told <= set(fields())
    assert {path for path, field in fields().items() if field.name in ("phone", "email")} == told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("手机13800001234。", "手机138****1234。"),
        ("138 0000 1234", "138 **** 1234"),
        ("+86-13800001234", "+86-138****1234"),
        ("１３８００００１２３４", "１３８****１２３４"),
        ("0931-5550102", "0931-5550102"),
        ("代码91620100MA12345678、合同20261300001234号", "代码91620100MA12345678、合同20261300001234号"),
        ("11010519491231002X", "1101************2X"),
        ("身份证：110105 19491231 002x", "身份证：1101** ******** **2x"),
        ("office@example.com", "office@example.com"),
    ],
)
def test_numbers_are_hidden_wherever_typed(text: str, expected: str) -> None:
    assert hidden(text) == expected


def test_private_values_are_hidden_in_any_letters_and_public_ones_are_not() -> None:
    facts = facts_with(email="zhang.san@example.com", phone="+852 6123 4567")
    assert hidden("Zhang.San@Example.com／+852 6123 4567", facts) == "Z********@Example.com／+85* **** 4567"
    assert hidden("wzhang.san@example.com", facts) == "wzhang.san@example.com"
    shared = assign(facts, "office.email", "zhang.san@example.com")
    assert hidden("zhang.san@example.com", shared) == "zhang.san@example.com"
    assert hidden("0931-5550102", facts_with(phone="0931-5550102")) == "0931-5550102"


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(st.characters(blacklist_categories=("Cs", "Nd", "Pd")), max_size=20))
@settings(max_examples=60)
def test_no_mobile_number_is_left_in_any_text(number: str, around: str) -> None:
    around = around.rstrip("+-－— ")
    told = hidden(f"{around}{number}{around}", facts_with(phone=number))
    assert number not in told
    assert told == f"{around}{mask(number, 'mobile')}{around}"


def test_masks_keep_their_length_and_short_ones_show_nothing() -> None:
    assert mask("13800001234", "mobile") == "138****1234"
    assert mask("a@example.com", "email") == "*@example.com"
    assert mask("12345", "mobile") == "*****"
