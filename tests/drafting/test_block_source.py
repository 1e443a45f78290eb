"""Putting a block into a clause text and taking it out leaves everything else as it was typed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.drafting.block_source import (
    blocks_in,
    body_of,
    unwrapped,
    with_block,
    without_block,
    without_comments,
)

_LINES = st.lists(st.sampled_from(["## 标题", "条文。", "{{ alliance.name }}订立本协议。", "{# {% block a %} 说明 #}", "（一）甲；", ""]), min_size=1, max_size=5)
_BODY = _LINES.map("\n".join).map(lambda text: text.strip("\n"))
_BLOCKS = st.dictionaries(st.sampled_from(["a", "b", "after_a", "c"]), _BODY, max_size=4)


@settings(max_examples=60, deadline=None)
@given(_BLOCKS, st.sampled_from(["a", "b", "new"]), _BODY)
def test_one_block_changes_and_the_others_stay(blocks: dict[str, str], name: str, body: str) -> None:
    source = ""
    for one, text in blocks.items():
        source = with_block(source, one, text)
    made = with_block(source, name, body)
    assert {one: body_of(made, one) for one in blocks_in(made)} == {**blocks, name: body}
    assert with_block(made, name, body) == made
    gone = without_block(made, name)
    assert {one: body_of(gone, one) for one in blocks_in(gone)} == {one: text for one, text in blocks.items() if one != name}
    assert bool(gone) == bool(set(blocks) - {name})


def test_a_text_handed_in_with_its_tags_is_the_same_as_without() -> None:
    assert unwrapped('{% extends "below" %}\n{% block a %}\n## 甲\n乙。\n{% endblock %}\n') == "## 甲\n乙。" == unwrapped("## 甲\n乙。\n")


def test_comments_and_blank_lines_do_not_count() -> None:
    assert without_comments("{# 说明 #}\n## 甲\n\n乙。  \n") == "## 甲\n乙。"
