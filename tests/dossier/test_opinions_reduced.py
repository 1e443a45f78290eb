"""Of a returned text only what was accepted stays: other changes, additions, removals and moves of it are not there."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from alliance_docs.dossier.opinions import Kind, Opinion, Opinions, load_opinions, save_opinions
from alliance_docs.dossier.opinions_applying import reduced
from alliance_docs.dossier.versions import Version
from alliance_docs.drafting.draft import Chapter, Clause, Draft, Fact, Paragraph, Ref, Text, clause_text
from alliance_docs.drafting.merging.differences import FactEdit, differences


def article(name: str, words: str, *more: Fact | Ref) -> Clause:
    return Clause(name, "article", (Text(name),), (Paragraph((Text(words), *more)),))


WRITTEN = Draft("agreement", "协议", tuple(article(f"a{number}", f"第{number}条的原文。") for number in range(6)))


def opinion(number: int, clause: str, kind: Kind) -> Opinion:
    return Opinion(number, "m02", "agreement", clause, kind)


@given(
    edited=st.sets(st.integers(0, 5)), gone=st.sets(st.integers(0, 5)), new=st.sets(st.integers(0, 5)),
    taken=st.lists(st.booleans(), min_size=18, max_size=18),
)  # fmt: skip
@limits(max_examples=60)
def test_exactly_what_was_accepted_is_in_the_text(edited: set[int], gone: set[int], new: set[int], taken: list[bool]) -> None:
    body = []
    for number, clause in enumerate(WRITTEN.clauses):
        if number not in gone:
            body.append(article(clause.id, f"第{number}条的新文字。") if number in edited else clause)
        if number in new:
            body.append(article(f"own_{number}", f"第{number}条之后新增。"))
    text = replace(WRITTEN, body=tuple(body))
    found = differences(WRITTEN, text)
    listed = [
        *(opinion(1, edit.clause, "changed") for edit in found.changed),
        *(opinion(2, name, "added") for name in found.added),
        *(opinion(3, name, "removed") for name in found.removed),
    ]
    accepted = [one for one, yes in zip(listed, taken, strict=False) if yes]
    made = reduced(WRITTEN, text, accepted)
    again = differences(WRITTEN, made)
    assert {edit.clause for edit in again.changed} == {one.clause for one in accepted if one.kind == "changed"}
    assert set(again.added) == {one.clause for one in accepted if one.kind == "added"}
    assert set(again.removed) == {one.clause for one in accepted if one.kind == "removed"}
    assert not again.moved


def test_a_move_and_a_fact_are_taken_apart_from_the_wording() -> None:
    fact = Fact("张三", "members[m02].contact.name")
    written = Draft("agreement", "协议", (*WRITTEN.body, article("contact", "联系人：", fact)))
    body = [replace(one, blocks=article(one.id, "另写的文字。").blocks) if one.id == "a1" else one for one in written.clauses]
    body[-1] = article("contact", "联系人：", replace(fact, text="李四"))
    moved = replace(written, body=(*body[2:], *body[:2]))
    made = reduced(written, moved, [opinion(1, "a1", "moved"), opinion(2, "contact", "fact")], [FactEdit("contact", fact.path, "", "张三", "李四")])
    words = {clause.id: clause_text(clause) for clause in made.clauses}
    assert "第1条的原文" in words["a1"]
    assert "李四" in words["contact"]
    without = reduced(written, moved, [opinion(1, "a1", "moved")]).clause("contact")
    assert without is not None
    assert "张三" in clause_text(without)
    assert [clause.id for clause in made.clauses].index("a1") > 0
    assert next(iter(made.clauses)).id == "a0"


def test_a_reference_to_an_addition_that_was_not_accepted_becomes_words() -> None:
    text = replace(WRITTEN, body=(*WRITTEN.body[:-1], article("a5", "依照", Ref("own_1", text="第七条")), article("own_1", "新增。")))
    made = reduced(WRITTEN, text, [opinion(1, "a5", "changed")])
    assert clause_text(made.clauses[-1]).endswith("依照第七条")
    assert not [one for one in made.clauses[-1].blocks[0].inlines if isinstance(one, Ref)]  # type: ignore[union-attr]


def test_titles_of_chapters_are_taken_one_by_one() -> None:
    first, second, *rest = WRITTEN.body
    titled = replace(WRITTEN, body=(Chapter("总则", 1), first, Chapter("组织", 2), second, *rest))
    other = replace(WRITTEN, body=(Chapter("总则和定义", 1), first, Chapter("组织机构", 2), second, Chapter("附则", 3), *rest))
    edits = {(edit.old, edit.new): edit.before for edit in differences(titled, other).chapters}
    assert edits == {("总则", "总则和定义"): "a0", ("组织", "组织机构"): "a1", ("", "附则"): "a2"}

    def taken(old: str, new: str) -> list[str]:
        one = Opinion(1, "m02", "agreement", edits.get((old, new), ""), "chapter", before=old, after=new)
        return [part.title if isinstance(part, Chapter) else part.id for part in reduced(titled, other, [one]).body]

    assert taken("组织", "组织机构") == ["总则", "a0", "组织机构", "a1", "a2", "a3", "a4", "a5"]
    assert taken("", "附则") == ["总则", "a0", "组织", "a1", "附则", "a2", "a3", "a4", "a5"]
    assert taken("组织", "") == ["总则", "a0", "a1", "a2", "a3", "a4", "a5"]


@given(st.text(max_size=40), st.text(max_size=40))
@limits(max_examples=60)
def test_what_is_written_down_is_read_again(tmp_path_factory, before: str, after: str) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("版")
    version = Version(folder, "讨论稿", 1, "2026-12-01", (), ("all",))
    said = Opinion(1, "m02", "agreement", "a1", "changed", "第一条", "", before, after, decision="不采纳", reason=after)
    save_opinions(version, Opinions((), (said,)))
    assert load_opinions(version).opinions == (said,)
