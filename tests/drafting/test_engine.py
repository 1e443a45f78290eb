from __future__ import annotations

import pytest

from alliance_docs.drafting.draft import Blank, Chapter, Choice, Fact, clause_text
from alliance_docs.drafting.references import resolve
from alliance_docs.errors import UserError, UserErrors

BASE = """# 总则
{% block name %}
## 名称
联盟名称为{{ alliance.name }}。
{% endblock %}
{% block nature %}
## 性质
{{ v.self }}由{{ counts.members|han }}家{{ v.member }}组成。
{% endblock %}
# 争议
{% block dispute %}
## 争议解决
{% if dispute.mode == "仲裁" %}
提交{{ dispute.institution }}仲裁。
{% else %}
向{{ dispute.court_place }}人民法院起诉。
{% endif %}
{% endblock %}
"""


def test_facts_come_with_their_path_and_articles_run_through_chapters(render) -> None:
    draft = render({"alliance": {"name": "示例联盟"}, "dispute": {"mode": "仲裁", "institution": "兰州仲裁委员会"}}, BASE)
    fact = next(inline for inline in draft.clauses[0].blocks[0].inlines if isinstance(inline, Fact))
    assert (fact.text, fact.path, fact.origin) == ("示例联盟", "alliance.name", "common/charter.md:4")
    assert [clause.number for clause in draft.clauses] == [1, 2, 3]
    assert [part.number for part in draft.body if isinstance(part, Chapter)] == [1, 2]
    assert clause_text(draft.clauses[2]) == "争议解决\n提交兰州仲裁委员会仲裁。"


def test_an_unknown_fact_is_a_visible_blank(render) -> None:
    draft = render({}, BASE)
    assert "【待填：联盟全称】" in clause_text(draft.clauses[0])
    assert "【待填：成员单位数】" in clause_text(draft.clauses[1])


def test_an_open_decision_is_spelt_out_as_alternatives_and_never_falls_into_else(render) -> None:
    clause = render({}, BASE).clause("dispute")
    text = clause_text(clause)
    assert "【待选：争议解决方式（仲裁／诉讼）】" in text
    assert text.index("方案一（仲裁）") < text.index("提交【待填：仲裁机构全称】仲裁") < text.index("方案二（诉讼）") < text.index("起诉")
    assert clause.rubric_text == "争议解决"
    assert any(isinstance(inline, Choice) for block in clause.blocks for inline in getattr(block, "inlines", ()))


@pytest.mark.parametrize(
    "condition",
    ['dispute.mode == "仲裁"', 'dispute.mode != "诉讼"', "goals|length > 1", "goals",
     'dispute.mode in ["仲裁"]', "confidentiality.years > 3", "lead == office.host", "pending", "alliance.registered"],
)  # fmt: skip
def test_no_question_about_an_unknown_fact_is_answered(render, condition: str) -> None:
    clause = render({}, "{% block x %}\n## 条\n{% if " + condition + " %}甲{% else %}乙{% endif %}\n{% endblock %}").clauses[0]
    text = clause_text(clause)
    assert "【待" in text
    assert text.count("甲") == text.count("乙")


def test_an_open_question_without_a_closed_list_names_what_is_missing(render) -> None:
    clause = render({}, "{% block x %}\n## 期限\n{% if goals|length > 1 %}甲{% endif %}\n{% endblock %}").clauses[0]
    assert isinstance(clause.blocks[0].inlines[0], Blank)
    assert clause.rubric_text == "期限"


def test_asking_whether_a_fact_is_known_decides_nothing(render) -> None:
    source = "{% block x %}\n{% if dates.founding is known %}{{ dates.founding|date }}{% else %}未定{% endif %}\n{% endblock %}"
    assert clause_text(render({}, source).clauses[0]) == "未定"
    assert clause_text(render({"dates": {"founding": "2026-03-01"}}, source).clauses[0]) == "2026年3月1日"


def test_an_unknown_list_gives_one_row_of_blanks_and_an_empty_one_none(render) -> None:
    source = "{% block x %}\n@table 1,1\n| 名称 | 期限 |\n{% for g in goals %}\n| {{ g.text }} | {{ g.due|date }} |\n{% endfor %}\n{% endblock %}"
    assert "【待填：目标内容】" in clause_text(render({}, source).clauses[0])
    assert clause_text(render({"goals": []}, source).clauses[0]) == "名称\n期限"


def test_a_member_reference_is_the_member(render) -> None:
    facts = {"members": [{"id": "m01", "name": "甲公司", "address": "兰州"}], "office": {"host": "m01"}}
    clause = render(facts, "{% block x %}\n{{ office.host }}在{{ office.host.address }}\n{% endblock %}").clauses[0]
    assert [inline.path for inline in clause.blocks[0].inlines if isinstance(inline, Fact)] == ["members[m01].name", "members[m01].address"]


def test_withdrawn_members_are_not_printed(render) -> None:
    facts = {"members": [{"id": "m01", "name": "甲"}, {"id": "m02", "name": "乙", "withdrawn": "2026-01-05"}]}
    assert clause_text(render(facts, "{% block x %}\n{{ members|names }}\n{% endblock %}").clauses[0]) == "甲"


UPPER = '{% extends "below" %}\n'


def test_a_layer_replaces_extends_adds_and_removes(render) -> None:
    upper = UPPER + (
        "{% block name %}\n{{ super() }}\n本条另有补充。\n{% endblock %}"
        "{% block after_name %}\n## 新增\n新增条。\n{% endblock %}"
        "{% block dispute %}{% endblock %}"
    )
    draft = render({"alliance": {"name": "某联盟"}}, BASE, upper)
    assert [clause.id for clause in draft.clauses] == ["name", "after_name", "nature"]
    assert clause_text(draft.clauses[0]) == "名称\n联盟名称为某联盟。\n本条另有补充。"
    assert [clause.number for clause in draft.clauses] == [1, 2, 3]
    assert [part.title for part in draft.body if isinstance(part, Chapter)] == ["总则"]


def test_facts_below_keep_their_path_through_super(render) -> None:
    draft = render({"alliance": {"name": "某*联盟**"}}, BASE, UPPER + "{% block name %}\n{{ super() }}\n{% endblock %}")
    assert Fact("某*联盟**", "alliance.name") in draft.clauses[0].blocks[0].inlines


def test_several_additions_have_ids_of_their_own(render) -> None:
    upper = UPPER + "{% block after_name %}\n## 甲 {=first_one}\n甲。\n## 乙 {=second_one}\n乙。\n{% endblock %}"
    assert [clause.id for clause in render({}, BASE, upper).clauses][:3] == ["name", "first_one", "second_one"]


def test_three_layers_reach_the_next_lower_one(render) -> None:
    middle = UPPER + "{% block name %}\n{{ super() }}\n中层。\n{% endblock %}"
    top = UPPER + "{% block name %}\n{{ super() }}\n上层。\n{% endblock %}"
    text = clause_text(render({"alliance": {"name": "某"}}, BASE, middle, top).clauses[0])
    assert text.endswith("中层。\n上层。")


@pytest.mark.parametrize(
    ("upper", "said", "line"),
    [
        (UPPER + "{% block nmae %}\n## 名\n{% endblock %}", "下层没有条款“nmae”", 2),
        (UPPER + "{% block name %}\n## 名\n{% endblock %}\n多余", "之外有文字“多余”", 5),
        (UPPER + "{% if pending %}\n{% block name %}\n## 名\n{% endblock %}{% endif %}", "不能写在条款块之外", 2),
        (UPPER + "{% block name %}\n## 名\n{% block inner %}x{% endblock %}{% endblock %}", "写在条款“name”里面", 4),
        (UPPER + "{% block name %}\n## 名\n{{ alliance.nmae }}\n{% endblock %}", "没有“nmae”", 4),
        (UPPER + "{% block name %}\n## 名\n{% if false %}{{ aliance.name }}{% endif %}\n{% endblock %}", "没有“aliance”", 4),
        (UPPER + "{% block name %}\n## 名\n{{ v.counsil }}\n{% endblock %}", "没有“counsil”这个词", 4),
        (UPPER + "{% block name %}\n## 名\n{% endblock %}\n{% block name %}x{% endblock %}", "name", 5),
        ("{% block name %}\n## 名\n{% endblock %}", "应以 extends 开头", 1),
        ('{% extends "common" %}', "只能写", 1),
        (UPPER + "{% block name %}\n## 名\n{{ members.pop() }}\n{% endblock %}", "不能调用函数或者方法", 4),
        (UPPER + "{% block name %}\n## 名\n{% set x = 1 %}\n{% endblock %}", "不能使用 set", 4),
        (UPPER + "{% block name %}\n## 名\n{% endblock", "模板语法有误", 4),
    ],
)  # fmt: skip
def test_mistakes_in_a_layer_are_errors_with_file_and_line(render, upper: str, said: str, line: int) -> None:
    with pytest.raises(UserErrors) as caught:
        render({}, BASE, upper)
    assert said in str(caught.value)
    assert f":{line}" in str(caught.value)


def test_two_clauses_under_one_id_are_refused(render) -> None:
    upper = UPPER + "{% block after_name %}\n## 甲 {=nature}\n甲。\n{% endblock %}"
    with pytest.raises(UserError, match="同一个编号“nature”"):
        render({}, BASE, upper)


def test_a_private_use_character_in_a_template_is_refused(render) -> None:
    with pytest.raises(UserErrors, match="私用区"):
        render({}, BASE + "{% block y %}\n## \ue000\n{% endblock %}")


REFS = """{% block a %}
## 甲
第一款：
（一）其一；
（一）其二。
第二款见[](#b)、[](#a/1/2)、[](#list)和《协议》[](agreement#effect)。
{% endblock %}
{% block b %}
## 乙
乙。
{% endblock %}
{% block list %}
@annex 名单
甲。
{% endblock %}
"""


def test_references_print_the_computed_numbers(render) -> None:
    charter = render({}, REFS)
    agreement = render({}, "{% block effect %}\n## 生效\n生效。\n{% endblock %}")
    text = clause_text(resolve({"charter": charter, "agreement": agreement})["charter"].clauses[0])
    assert "见第二条、第一条第一款第（二）项、附件1和《协议》第一条" in text


@pytest.mark.parametrize("target", ["#nowhere", "#a/5", "#a/1/9", "agreement#effect"])
def test_a_reference_to_nothing_is_an_error(render, target: str) -> None:
    draft = render({}, REFS.replace("[](agreement#effect)", "").replace("[](#b)", f"[]({target})"))
    with pytest.raises(UserErrors, match="条款 a"):
        resolve({"charter": draft})


@pytest.mark.parametrize(
    "text",
    ["{% if pending %}" * 120 + "甲" + "{% endif %}" * 120, "{{ " + "(" * 2000 + "counts.members" + ")" * 2000 + " }}", "{% if " + "not " * 3000 + "pending %}甲{% endif %}"],
    ids=["if", "brackets", "not"],
)
def test_a_text_nested_too_deep_is_refused_with_its_file(render, text: str) -> None:
    with pytest.raises(UserErrors, match="嵌套过深") as caught:
        render({}, "{% block x %}\n" + text + "\n{% endblock %}")
    assert "common/charter.md" in str(caught.value)


def test_loops_within_loops_within_loops_are_refused(render) -> None:
    text = "{% for a in members %}" * 4 + "甲" + "{% endfor %}" * 4
    with pytest.raises(UserErrors, match="超过 3 层"):
        render({}, "{% block x %}\n" + text + "\n{% endblock %}")
