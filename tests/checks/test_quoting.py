"""The sentence a finding quotes, and the spot marked in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import run
from alliance_docs.checks.finding import Finding, Quote
from alliance_docs.checks.quoting import SHOWN, clause_of, quote_for, run_of, spots
from alliance_docs.checks.reading import passages
from alliance_docs.checks.rule import catalogue
from alliance_docs.drafting.draft import Clause, Draft, Item, Paragraph, Text
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction


def said(text: str) -> tuple[Text, ...]:
    return (Text(text),)


VOTING = Clause(
    "voting",
    "article",
    said("表决"),
    (
        Paragraph(said("每一成员单位有一票表决权。决议应当经半数以上成员单位同意；重大事项另计2012年的票。")),
        Paragraph(said("下列事项：")),
        Item(1, 1, said("修改章程，须经半数以上同意；")),
    ),
    12,
)
DRAFT = Draft("charter", "章程", (VOTING, Clause("effect", "article", (), (Paragraph(said("本章程自通过之日起生效。")),), 13)))
ALL = passages(DRAFT, "charter")


def spot(quote: Quote | None) -> str:
    assert quote is not None
    return quote.text[quote.start : quote.end]


def test_the_sentence_around_the_spot_is_quoted() -> None:
    quote = quote_for(ALL, "voting", "第十二条第一款", ("半数以上",))
    assert quote is not None
    assert quote.text == "决议应当经半数以上成员单位同意；"
    assert spot(quote) == "半数以上"


def test_the_place_told_comes_first() -> None:
    quote = quote_for(ALL, "voting", "第十二条第二款第（一）项", ("半数以上",))
    assert quote is not None
    assert quote.text.startswith("修改章程")
    assert spot(quote_for(ALL, "voting", "第十二条", ("修改章程",))) == "修改章程"


def test_a_number_is_not_found_within_a_longer_one() -> None:
    assert quote_for(ALL, "voting", "第十二条", ("12",)) is None


def test_words_made_one_line_are_found_again() -> None:
    clause = Clause("a", "article", (), (Paragraph(said("甲 方\n乙方应当 付款。")),), 1)
    found = quote_for(passages(Draft("x", "", (clause,)), "x"), "a", "第一条", ("乙方 应当付款",))
    assert found is not None
    assert found.text == "乙方应当 付款。"
    assert spot(found) == "乙方应当 付款"


def test_without_the_words_the_only_passage_there_is_quoted_unmarked() -> None:
    quote = quote_for(ALL, "effect", "第十三条", ("没有这些字",))
    assert quote == Quote("本章程自通过之日起生效。", 0, 0, "本章程自通过之日起生效。")
    assert quote_for(ALL, "", "第十三条", ("生效",)) is None


def test_the_narrowest_words_are_looked_for_first() -> None:
    assert spots("", {"text": "…决议应当经半数以上同意…", "found": "半数以上", "n": "3"}) == ("半数以上", "决议应当经半数以上同意")
    assert spots("过半", {"text": "全文"})[0] == "过半"


def test_a_finding_leads_back_to_its_clause_and_run() -> None:
    quoted = Finding("X", "error", "m", "charter", "voting", "第十二条", quote=quote_for(ALL, "voting", "第十二条", ("修改章程",)))
    assert run_of(quoted, "charter", VOTING) == 3
    placed = Finding("X", "error", "m", "charter", "", "第十二条第二款")
    assert clause_of(placed, "charter", DRAFT) == VOTING
    assert run_of(placed, "charter", VOTING) == 2
    assert run_of(Finding("X", "error", "m", "charter", "voting"), "charter", VOTING) == 0
    assert clause_of(Finding("X", "error", "m", "charter"), "charter", DRAFT) is None


@given(st.text("甲乙 \n。；，…1a", max_size=300), st.integers(0, 300), st.integers(1, 40))
def test_any_words_of_a_text_are_quoted_with_a_spot_inside(text: str, start: int, length: int) -> None:
    clause = Clause("a", "article", (), (Paragraph(said(text)),), 1)
    words = spots(text[start : start + length], {})
    quote = quote_for(passages(Draft("x", "", (clause,)), "x"), "a", "第一条", words)
    if quote is not None:
        assert 0 <= quote.start <= quote.end <= len(quote.text) <= max(SHOWN, length) + 2
        assert quote.passage == text


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("因本协议发生的争议协商不成的，可以向兰州仲裁委员会申请仲裁，也可以向人民法院起诉。", "仲裁委员会申请仲裁，也可以向人民法院起诉"),
        ("发生争议的，可以向人民法院起诉，也可申请仲裁。", "起诉，也可申请仲裁"),
        ("发生争议的，当事人可以选择仲裁或者诉讼。", "选择仲裁或者诉讼"),
    ],
)
def test_arbitrate_or_sue_is_marked_from_one_to_the_other(jurisdiction: Jurisdiction, make_document: Callable[..., Draft], text: str, spot: str) -> None:
    case = Case(jurisdiction, Facts(), {"agreement": make_document(text)}, dossier=False)
    [one] = [found for found in run(case, [catalogue()["LC-DR-01"]]) if found.quote]
    assert one.quote
    assert one.quote.text[one.quote.start : one.quote.end] == spot
