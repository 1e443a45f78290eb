"""Three drafts merged: facts flow, a lawyer's words stand, and nothing is decided silently."""

from __future__ import annotations

from dataclasses import replace

from alliance_docs.drafting.draft import (
    Cell,
    Chapter,
    Clause,
    Draft,
    Fact,
    Inlines,
    Item,
    Paragraph,
    Ref,
    Row,
    Serial,
    Signature,
    Table,
    Text,
    clause_text,
)
from alliance_docs.drafting.merging.merge import Merged, merge
from alliance_docs.drafting.merging.outcome import Sensitive

SENSITIVE = Sensitive(("应当", "可以", "不得", "不", "未"), ("甲公司", "乙大学", "丙公司"))


def draft(*clauses: Clause | Chapter) -> Draft:
    return Draft("agreement", "协议", clauses)


def article(name: str, *paragraphs: Inlines | str, rubric: str = "") -> Clause:
    blocks = tuple(Paragraph((Text(one),) if isinstance(one, str) else one) for one in paragraphs)
    return Clause(name, "article", (Text(rubric),) if rubric else (), blocks)


def merged(base: Draft, ours: Draft, theirs: Draft) -> Merged:
    return merge(base, ours, theirs, SENSITIVE)


def words(result: Merged | Draft, clause: str = "a") -> str:
    made = result.draft if isinstance(result, Merged) else result
    found = made.clause(clause)
    assert found is not None
    return clause_text(found)


def count(number: int) -> Fact:
    return Fact(str(number), "members.count")


def test_a_fact_flows_into_a_sentence_that_was_edited_elsewhere() -> None:
    base = draft(article("a", (Text("成员单位共"), count(12), Text("家，设理事会。"))))
    ours = draft(article("a", (Text("成员单位共"), count(14), Text("家，设理事会。"))))
    theirs = draft(article("a", (Text("成员单位共"), count(12), Text("家，设理事会和监事会。"))))
    result = merged(base, ours, theirs)
    assert words(result) == "成员单位共14家，设理事会和监事会。"
    assert not result.conflicts
    assert [one.clause for one in result.reviews] == ["a"]


def test_an_owner_changed_on_both_sides_is_a_conflict_and_the_lawyers_words_stand() -> None:
    base = draft(article("a", (Text("成果归"), Fact("甲公司", "bearer.name"), Text("所有。"))))
    ours = draft(article("a", (Text("成果归"), Fact("丙公司", "bearer.name"), Text("所有。"))))
    theirs = draft(article("a", (Text("成果归"), Fact("甲公司", "bearer.name"), Text("和乙大学共有。"))))
    result = merged(base, ours, theirs)
    assert words(result) == "成果归甲公司和乙大学共有。"
    assert [(one.ours, one.theirs) for one in result.conflicts] == [("成果归丙公司所有。", "成果归甲公司和乙大学共有。")]
    assert words(result.proposed) == "成果归丙公司所有。"


def test_modal_verbs_changed_on_both_sides_are_a_conflict() -> None:
    base = draft(article("a", "成员单位应当在三十日内报告。"))
    ours = draft(article("a", "成员单位应当在二十日内报告。"))
    theirs = draft(article("a", "成员单位可以在三十日内报告。"))
    assert len(merged(base, ours, theirs).conflicts) == 1


def test_other_sentences_of_the_paragraph_take_our_new_words() -> None:
    base = draft(article("a", "甲句。乙句。丙句。"))
    ours = draft(article("a", "甲句。乙句改。丙句。"))
    theirs = draft(article("a", "甲句另写。乙句。丙句。丁句。"))
    result = merged(base, ours, theirs)
    assert words(result) == "甲句另写。乙句改。丙句。丁句。"
    assert not result.conflicts


def test_an_added_article_stays_and_numbers_run_on() -> None:
    base = draft(Chapter("总则"), article("a", "甲。"), article("b", "乙。"))
    ours = draft(Chapter("总则"), article("a", "甲。"), article("c", "新。"), article("b", "乙。"))
    theirs = draft(Chapter("总则"), article("a", "甲。"), article("own_1", "律师写的。"), article("b", "乙。"))
    result = merged(base, ours, theirs)
    assert [(clause.id, clause.number) for clause in result.draft.clauses] == [("a", 1), ("own_1", 2), ("c", 3), ("b", 4)]


def test_a_struck_article_stays_away_while_only_its_facts_change() -> None:
    base, ours = (draft(article("a", (Text("共"), count(number), Text("家。"))), article("b", "乙。")) for number in (12, 14))
    theirs = draft(article("b", "乙。"))
    result = merged(base, ours, theirs)
    assert [clause.id for clause in result.draft.clauses] == ["b"]
    assert result.removed == ("a",)
    assert not result.conflicts


def test_a_struck_article_whose_wording_is_new_must_be_decided() -> None:
    base, ours = draft(article("a", "旧的规定。"), article("b", "乙。")), draft(article("a", "全新的另一规定。"), article("b", "乙。"))
    result = merged(base, ours, draft(article("b", "乙。")))
    assert [clause.id for clause in result.draft.clauses] == ["b"]
    assert [clause.id for clause in result.proposed.clauses] == ["a", "b"]
    assert len(result.conflicts) == 1


def test_an_article_we_dropped_but_the_lawyer_reworded_stays_until_decided() -> None:
    base, theirs = draft(article("a", "规定。"), article("b", "乙。")), draft(article("a", "规定另写。"), article("b", "乙。"))
    result = merged(base, draft(article("b", "乙。")), theirs)
    assert words(result) == "规定另写。"
    assert [one.clause for one in result.conflicts] == ["a"]
    assert result.proposed.clause("a") is None


def test_a_moved_article_stays_where_the_lawyer_put_it() -> None:
    base = draft(*(article(name, f"{name}条的内容。") for name in "abcd"))
    theirs = draft(*(article(name, f"{name}条的内容。") for name in "acdb"))
    ours = draft(*(article(name, f"{name}条的内容。") for name in ("a", "b", "new", "c", "d")))
    assert [clause.id for clause in merged(base, ours, theirs).draft.clauses] == ["a", "new", "c", "d", "b"]


def roster(*members: tuple[str, str], extra: bool = False, note: str = "注") -> Clause:
    head = Row((Cell(((Text("序号"),),)), Cell(((Text("单位"),),)), *([Cell(((Text("备注"),),))] if extra else [])))
    rows = [
        Row((Cell(serial=Serial(number)), Cell(((Fact(name, f"members[{key}].name"),),)), *([Cell(((Text(note),),))] if extra else [])), f"members[{key}]")
        for number, (key, name) in enumerate(members, start=1)
    ]
    return Clause("roster", "annex", (), (Table((1, 4, *([2] if extra else [])), (head, *rows)),))


def test_rows_follow_the_members_and_an_added_column_stays() -> None:
    base = draft(roster(("m01", "甲公司"), ("m02", "乙大学")))
    ours = draft(roster(("m01", "甲公司"), ("m03", "丙公司")))
    theirs = draft(roster(("m01", "甲公司"), ("m02", "乙大学"), extra=True))
    result = merged(base, ours, theirs)
    table = result.draft.clauses[0].blocks[0]
    assert isinstance(table, Table)
    assert [row.key for row in table.rows] == ["", "members[m01]", "members[m02]", "members[m03]"]  # m02's row holds the lawyer's words
    assert [len(row.cells) for row in table.rows] == [3, 3, 3, 3]
    assert [row.cells[0].serial.number for row in table.rows[1:] if row.cells[0].serial] == [1, 2, 3]
    assert len(result.conflicts) == 1


def test_an_added_column_that_is_empty_does_not_keep_the_row_of_a_member_who_left() -> None:
    base, ours = draft(roster(("m01", "甲公司"), ("m02", "乙大学"))), draft(roster(("m01", "甲公司")))
    result = merged(base, ours, draft(roster(("m01", "甲公司"), ("m02", "乙大学"), extra=True, note="")))
    table = result.draft.clauses[0].blocks[0]
    assert isinstance(table, Table)
    assert [row.key for row in table.rows] == ["", "members[m01]"]
    assert not result.conflicts


def test_a_row_the_lawyer_left_alone_goes_with_its_member() -> None:
    base = draft(roster(("m01", "甲公司"), ("m02", "乙大学")))
    ours = draft(roster(("m01", "甲公司")))
    theirs = draft(replace(roster(("m01", "甲公司"), ("m02", "乙大学")), rubric=(Text("名册"),)))
    result = merged(base, ours, theirs)
    table = result.draft.clauses[0].blocks[0]
    assert isinstance(table, Table)
    assert [row.key for row in table.rows] == ["", "members[m01]"]
    assert result.draft.clauses[0].rubric_text == "名册"
    assert not result.conflicts


def test_references_follow_a_paragraph_put_in_above_their_target() -> None:
    target = article("a", "第一款的内容在此。", "第二款的内容在彼。")
    base = draft(target, article("b", (Text("依照"), Ref("a", 2), Text("办理。"))))
    theirs = draft(article("a", "律师写的新款。", "第一款的内容在此。", "第二款的内容在彼。"), article("b", (Text("依照"), Ref("a", 3), Text("办理。"))))
    found = merged(base, base, theirs).draft.clause("b")
    assert found is not None
    assert isinstance(found.blocks[0], Paragraph)
    assert Ref("a", 3) in found.blocks[0].inlines


def test_signature_blocks_follow_the_members() -> None:
    def page(*names: str, more: str = "") -> Clause:
        return Clause("signatures", "passage", (), tuple(Signature(((Text(f"{name}（盖章）{more}"),),), f"members[{name}]") for name in names))

    result = merged(draft(page("甲", "乙")), draft(page("甲", "丙")), draft(replace(page("甲", "乙"), blocks=(*page("甲", "乙").blocks, Paragraph((Text("本页以下无正文。"),))))))
    assert [getattr(block, "key", "") for block in result.draft.clauses[0].blocks] == ["members[甲]", "members[丙]", ""]


def test_items_put_in_by_both_are_both_kept_and_told() -> None:
    def listed(*items: str) -> Draft:
        return draft(Clause("a", "article", (), (Paragraph((Text("包括："),)), *(Item(1, 0, (Text(one),)) for one in items))))

    result = merged(listed("甲；", "乙。"), listed("甲；", "我方增；", "乙。"), listed("甲；", "律师增；", "乙。"))
    assert words(result).split("\n") == ["包括：", "甲；", "我方增；", "律师增；", "乙。"]
    assert result.reviews
