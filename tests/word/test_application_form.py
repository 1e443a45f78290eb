"""The Gansu application form: complete with complete facts, full of visible blanks without, never with a tag left in it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from alliance_docs.drafting.draft import Clause, Draft, Row, Table, clause_text, plain
from alliance_docs.drafting.environment import environment
from alliance_docs.drafting.vocabulary import known_names, setting_for
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.view import Scope
from alliance_docs.facts.yaml_file import parse
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.resources import data_folder
from alliance_docs.word.forms import lint_form, render_form
from alliance_docs.word.package import open_package
from alliance_docs.word.reader import read

TEMPLATE = data_folder("templates") / "gansu" / "application-form.docx"
NOTHING_KNOWN = Facts(jurisdiction="gansu")


@cache
def example() -> Facts:
    path = data_folder("examples") / "gansu.yaml"
    return parse(path.read_text(encoding="utf-8"), path.name)


def fill(facts: Facts) -> bytes:
    jurisdiction = load_jurisdiction("gansu")
    context = {**Scope(facts).names(), **setting_for(jurisdiction, facts).words}
    return render_form(
        TEMPLATE.read_bytes(), environment(), context, known=known_names(jurisdiction), place=TEMPLATE.name
    )


@pytest.fixture(scope="module")
def full() -> Draft:
    return read(fill(example()))


def clause(draft: Draft, name: str) -> Clause:
    found = draft.clause(name)
    assert found is not None
    return found


def rows(draft: Draft, name: str, table: int) -> tuple[Row, ...]:
    return [block for block in clause(draft, name).blocks if isinstance(block, Table)][table].rows


def words(row: Row) -> list[str]:
    return ["\n".join(plain(run) for run in cell.paragraphs) for cell in row.cells]


def test_the_form_has_no_mistake_in_its_tags() -> None:
    known = known_names(load_jurisdiction("gansu"))
    assert lint_form(TEMPLATE.read_bytes(), environment(), known, place=TEMPLATE.name) == []


@pytest.mark.parametrize("facts", [example(), NOTHING_KNOWN], ids=["complete", "nothing known"])
def test_no_tag_and_no_private_use_character_is_left_in_any_part(facts: Facts) -> None:
    for name, data in open_package(fill(facts)).parts.items():
        text = data.decode("utf-8")
        assert not re.search(r"\{\{|\{%|[%}]\}", re.sub(r"\{[0-9A-F-]{36}\}", "", text)) or name.startswith("customXml")
        assert not re.search("[\ue000-\uf8ff]", text)


def test_the_complete_example_leaves_nothing_to_fill_in(full: Draft) -> None:
    text = "\n".join(map(clause_text, full.clauses))
    assert "【待" not in text


def test_without_facts_every_value_is_a_visible_blank() -> None:
    draft = read(fill(NOTHING_KNOWN))
    assert words(rows(draft, "basics", 0)[0]) == ["联盟名称", "【待填：联盟全称】"]
    assert len(rows(draft, "member_units", 0)) == 2
    assert "None" not in "\n".join(map(clause_text, draft.clauses))


def test_its_parts_are_those_of_the_form_in_order(full: Draft) -> None:
    titles = [part.rubric_text.split("\u3000")[0] for part in full.clauses if part.rubric]
    assert titles == ["填表说明", *(f"表{n}" for n in range(1, 9)), "意见栏"]


def test_it_says_that_the_authoritys_annex_prevails(full: Draft) -> None:
    assert "参考样式，以主管部门最新附件为准" in clause_text(clause(full, "cover"))


def test_every_member_has_its_row_with_the_particulars_the_notice_asks_for(full: Draft) -> None:
    head, *members = rows(full, "member_units", 0)
    assert words(head)[1:] == ["单位名称", "统一社会信用代码", "类型", "法定代表人", "注册地", "行业地位或者科研水平"]
    assert [row.key for row in members] == [f"members[{m.id}]" for m in example().active_members]
    assert [words(row)[1] for row in members] == [m.name for m in example().active_members]
    assert [row.cells[0].serial.number for row in members if row.cells[0].serial] == list(range(1, len(members) + 1))


def test_sums_and_counts_are_computed(full: Draft) -> None:
    assert words(rows(full, "funds", 0)[-1]) == ["合计", "430万元", "投入总额1190万元", "760万元"]
    assert "12家" in clause_text(clause(full, "basics"))
    assert "企业7家，高校2家，科研机构2家，其他1家" in clause_text(clause(full, "basics"))


def test_contributions_in_kind_say_what_is_brought(full: Draft) -> None:
    assert "液流电池中试线1条" in words(rows(full, "funds", 0)[1])[3]


def test_the_authoritys_boxes_are_left_blank(full: Draft) -> None:
    boxes = {words(row)[0]: words(row)[1] for row in rows(full, "opinions", 0)}
    assert list(boxes) == ["牵头单位意见", "当地工信部门意见", "上级工信部门意见", "专家论证意见", "审批意见"]
    for name in list(boxes)[1:]:
        assert re.fullmatch(r"[（）签字盖章专家组长：_年月日\s\u3000]*", boxes[name])


def test_the_same_facts_give_the_same_file() -> None:
    assert fill(example()) == fill(example())
