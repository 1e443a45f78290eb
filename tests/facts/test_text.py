"""Text as typed: carried unharmed or refused clearly; names compared as people mean them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from alliance_docs.facts.credit_code import broken_rule, prefix_mismatch
from alliance_docs.facts.text import Line, Prose, normal_name, refusal

line = TypeAdapter(Line)
prose = TypeAdapter(Prose)


@pytest.mark.parametrize("name", ["甲&乙<公司> \"丙\" '丁' | # *", "🏭联盟👩‍🔬", "长" * 300, "{{ x }} {% y %}", "Ａ公司（兰州）", "é́", "𠮷田"])
def test_odd_but_honest_names_are_carried_unharmed(name: str) -> None:
    assert line.validate_python(name) == name


@pytest.mark.parametrize(
    ("text", "why"),
    [("甲\x07乙", "控制字符"), ("甲\u202e乙", "书写方向"), ("甲\ue000乙", "私用区"), ("甲\ufffe乙", "有效字符"), ("甲\n乙", "一行"), ("甲\u2028乙", "一行"), ("", "不能为空"), ("\u200b", "不能为空"), (" \u3000", "不能为空")],
)
def test_what_word_cannot_hold_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        line.validate_python(text)


def test_the_position_of_a_refused_character_is_told() -> None:
    assert refusal("甲乙\x00") == "第 3 个字符 U+0000 是控制字符"


def test_line_breaks_of_every_system_separate_paragraphs() -> None:
    assert prose.validate_python("一\r\n二\r三\u2028四\v五\n") == "一\n二\n三\n四\n五"


@given(st.text())
def test_accepted_text_is_accepted_again_unchanged(text: str) -> None:
    for adapter in (line, prose):
        try:
            once = adapter.validate_python(text)
        except ValidationError:
            continue
        assert adapter.validate_python(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [("兰州（甲）公司", "兰州(甲)公司"), ("兰州 甲公司", "兰州甲公司"), ("ＡＢＣ公司", "abc公司"), ("甲\u200b公司", "甲公司"), ("甲【一】", "甲[一]"), ("甲　公司", "甲\xa0公司")],
)
def test_names_that_mean_the_same(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other)


def test_names_that_differ() -> None:
    assert normal_name("兰州甲公司") != normal_name("兰州乙公司")


@given(st.text())
def test_a_normal_name_is_its_own_normal_name(text: str) -> None:
    assert normal_name(normal_name(text)) == normal_name(text)


ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def coded(head: str, organisation: str) -> str:
    """A valid code by GB 32100: type and place, organisation with its own check, and the last check."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = (11 - sum(w * ("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(c)) for w, c in zip(weights, organisation, strict=True)) % 11) % 11
    body = head + organisation + ("X" if rest == 10 else str(rest))
    total = sum(3**i % 31 * ALPHABET.index(c) for i, c in enumerate(body))
    return body + ALPHABET[(31 - total % 31) % 31]


@given(st.sampled_from(["91620100", "12620000", "51620000", "52620000"]), st.text(alphabet="0123456789", min_size=8, max_size=8))
def test_a_right_code_passes_and_one_changed_character_is_caught(head: str, organisation: str) -> None:
    code = coded(head, organisation)
    assert broken_rule(code) is None
    assert broken_rule(f" {code[:8]} {code[8:]} ".lower()) is None
    other = "1" if code[10] == "0" else "0"
    assert broken_rule(code[:10] + other + code[11:]) is not None


@pytest.mark.parametrize(("code", "why"), [("9162", "18 位，现为 4 位"), ("91620100I00000000X", "不使用"), ("916201000000000000", "校验位"), ("", "18 位"), ("一" * 18, "数字和大写字母")])
def test_a_wrong_code_names_the_rule_it_breaks(code: str, why: str) -> None:
    assert why in (broken_rule(code) or "")


@given(st.text(max_size=20))
def test_no_text_breaks_the_test_of_codes(code: str) -> None:
    broken_rule(code)


def test_an_unusual_prefix_is_a_hint_only() -> None:
    assert prefix_mismatch("91620100000000000X", "企业") is None
    assert "12、52、91" in (prefix_mismatch("51620100000000000X", "高校") or "")
    assert prefix_mismatch("51620100000000000X", "其他") is None
