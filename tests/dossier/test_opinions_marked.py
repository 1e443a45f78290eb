"""What differs between two texts is marked, nothing is lost by marking, and a line shows only what differs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from alliance_docs.dossier.opinions_entering import figures_in_han
from alliance_docs.dossier.opinions_marked import differing, flagged, inline, lines, unmarked
from alliance_docs.drafting.draft import Text, plain

WORDS = st.text("甲乙丙丁，。\n12%ab", max_size=40)


@given(WORDS, WORDS)
@limits(max_examples=80)
def test_marking_keeps_every_word(before: str, after: str) -> None:
    old, new = differing(before, after)
    assert (unmarked(old), unmarked(new)) == (before, after)
    assert "\n".join(plain(line) for line in lines(flagged(new))) == "\n".join(filter(None, after.split("\n")))


def test_only_what_differs_is_marked_and_shown() -> None:
    before, after = "参加单位应当保存研究开发记录，作为认定贡献的依据。", "参加单位应当保存研究开发记录不少于十年，作为认定贡献的依据。"
    (line,) = lines(flagged(differing(before, after)[1]))
    assert [one.text for one in line if isinstance(one, Text) and one.bold] == ["不少于十年"]
    assert "{+不少于十年+}" in inline(before, after)
    assert inline("甲乙丙丁。", "完全另外写的一段话") == ""


def test_numbers_of_articles_are_understood_as_people_type_them() -> None:
    assert [figures_in_han(one) for one in ("12", "第12条", "第12条第2款", "附件3", "ip_ownership")] == ["第十二条", "第十二条", "第十二条第2款", "附件3", "ip_ownership"]
