"""Facts by path: catalogue, reading, setting; every refusal says what was found and what is expected."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.errors import UserError
from alliance_docs.facts.assign import assign
from alliance_docs.facts.consistency import problems
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of, fields, fields_in
from alliance_docs.facts.lookup import lookup, walk
from alliance_docs.facts.paths import read_path, write_path


def filled(*pairs: tuple[str, object]) -> Facts:
    facts = Facts()
    for path, value in pairs:
        facts = assign(facts, path, value)
    return facts


BASE = filled(("members", "甘肃甲公司\n乙大学"), ("members[m01].type", "企业"), ("goals", "一\n二"))


def test_every_field_has_a_chinese_label_and_choices_have_options() -> None:
    for path, field in fields().items():
        assert field.label.strip(), path
        assert not field.label.isascii(), path
        assert bool(field.options) == (field.kind == "choice"), path


@pytest.mark.parametrize(
    ("path", "kind", "many"),
    [("alliance.name", "line", False), ("members[m01].contribution.in_kind[0].value", "money", False), ("funding.sources", "choice", True), ("tasks[].lead", "member", False), ("members", "record", True), ("members[m01]", "record", False), ("assembly.majority", "threshold", False), ("organs[x].parent", "organ", False), ("members[m01].id", "id", False)],
)
def test_the_catalogue_tells_the_kind_of_a_concrete_path(path: str, kind: str, many: bool) -> None:
    assert (field_of(path).kind, field_of(path).many) == (kind, many)


def test_the_fields_of_a_record_come_in_their_order() -> None:
    assert [field.name for field in fields_in("members[]")][:3] == ["id", "name", "type"]
    assert all("[" not in field.name for field in fields_in(""))


@given(st.lists(st.sampled_from(["a", "[m01]", "b_1", "[0]", "[甲（公司）]"]), min_size=1, max_size=6))
def test_a_path_is_written_as_it_was_read(parts: list[str]) -> None:
    text = "alliance" + "".join(part if part.startswith("[") else f".{part}" for part in parts)
    assert write_path(read_path(text)) == text


@given(st.text(max_size=20))
def test_no_text_as_a_path_does_more_than_complain(text: str) -> None:
    try:
        assign(Facts(), text, "x")
        said = ""
    except UserError as error:
        said = str(error)
    assert "\n" not in said


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("members[m01].contribution.cash", "50万元", Decimal(500000)),
        ("members[乙大学].contact", "张三", None),
        ("members[乙 大学].city", "兰州", "兰州"),
        ("alliance.registered", "否", False),
        ("alliance.term_years", "十", 10),
        ("funding.sources", "成员投入、服务收入", ("成员投入", "服务收入")),
        ("tasks[+].members", "m01、乙大学", None),
        ("directions", "风电、光伏的检测\n储能", ("风电、光伏的检测", "储能")),
        ("directions", "无", ()),
        ("directions[+]", "氢能", None),
        ("goals[1].text", "改", "改"),
        ("ip.inside_license", " 免费普通许可 ", "免费普通许可"),
        ("members[m07].name", "新所", "新所"),
        ("industry.status", "甲\r\n乙", "甲\n乙"),
        ("alliance.name", "", None),
    ],
)
def test_values_as_people_type_them(path: str, typed: object, value: object) -> None:
    facts = assign(BASE, path, typed)
    if value is not None or typed == "":
        assert lookup(facts, path) == value


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("alliance.nmae", "x", "是否要写“name”"),
        ("aliance.name", "x", "alliance.name"),
        ("联盟全称", "x", "没有“联盟全称”"),
        ("", "x", "不是事实的路径"),
        ("members[m01", "x", "不是事实的路径"),
        ("members[甘肃申公司].name", "x", "是否要写“甘肃甲公司”"),
        ("goals[7].text", "x", "没有“7”这一项"),
        ("members[m01].stage", "同意", "是否要写“同意文本”"),
        ("members[m01].credit", "x", "credit_code"),
        ("alliance", "x", "应为一组字段"),
        ("alliance", {"nmae": "x"}, "是否要写“name”"),
        ("members", {"a": 1}, "应为列表"),
        ("members", [{"id": "m01"}, {"id": "m01"}], "重复"),
        ("members[m02].id", "m01", "重复"),
        ("members[m01].id", None, "缺少编号"),
        ("dates.adoption", "2026-13-01", "没有这一天"),
        ("alliance.name", "甲\x00", "控制字符"),
        ("alliance.name", ["a"], "应为一行文字"),
        ("assembly.majority", "半数以上", "过半数"),
        ("funding.sources", "成员投入、彩票", "“彩票”"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(path: str, value: object, words: str) -> None:
    with pytest.raises(UserError) as caught:
        assign(BASE, path, value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "pydantic" not in str(caught.value)


def test_clearing_the_last_fact_of_a_group_leaves_no_trace() -> None:
    assert assign(assign(Facts(), "members[m01].contact.name", "张三"), "members[m01]", None) == Facts(members=())
    assert assign(assign(Facts(), "dispute.mode", "仲裁"), "dispute.mode", None) == Facts()


def test_an_open_question_closes_when_answered_and_opens_when_left() -> None:
    left = filled(("dispute.mode", "仲裁"), ("dispute.mode", "交律师定"), ("ip.cost", "交律师定"))
    assert left.deferred == ("dispute.mode", "ip.cost")
    assert lookup(left, "dispute.mode") is None
    skipped = assign(left, "skipped", ["dispute.mode", "dispute.seat"])
    done = assign(skipped, "dispute", {"mode": "诉讼"})
    assert (done.deferred, done.skipped) == (("ip.cost",), None)
    assert assign(left, "dispute.mode", None).deferred == left.deferred


def test_whole_records_and_lists_are_taken_and_members_keep_their_ids() -> None:
    facts = assign(BASE, "members[+]", {"name": "丙所", "contact": {"name": "李四"}, "type": None})
    assert [member.id for member in facts.members or ()] == ["m01", "m02", "m03"]
    facts = assign(facts, "members[m02]", {"name": "乙学院"})
    assert [(member.id, member.name) for member in facts.members or ()][1] == ("m02", "乙学院")
    facts = assign(facts, "members", facts.members)
    assert assign(facts, "members[m02]", None).members == tuple(m for m in facts.members or () if m.id != "m02")


@settings(max_examples=60)
@given(st.sampled_from([f for f in fields().values() if f.kind not in ("record", "path", "id") and not f.path.endswith("[]")]), st.text(max_size=8))
def test_any_text_for_any_field_is_taken_or_refused_clearly(field: object, text: str) -> None:
    path = field.path.replace("[]", "[+]")  # type: ignore[attr-defined]
    try:
        said = str(len(list(walk(assign(BASE, path, text)))))
    except UserError as error:
        said = str(error)
    assert said



@pytest.mark.parametrize(
    ("pairs", "path", "words"),
    [
        ([("members[m01].credit_code", "9162")], "members[m01].credit_code", "18 位"),
        ([("bearer.credit_code", "1" * 18)], "bearer.credit_code", "校验位"),
        ([("members[+].name", "甘肃（甲）公司"), ("members[+].name", "甘肃(甲)公司")], "members[m04].name", "members[m03]"),
        ([("dates.adoption", "2026-03-01"), ("dates.preparatory_meeting", "2026-03-02")], "dates.adoption", "早于筹备会议日期"),
        ([("dates.adoption", "2026-03-01"), ("dates.signing_deadline", "2026-02-01")], "dates.signing_deadline", "早于"),
        ([("formation.order", "先报批后成立"), ("dates.filing", "2026-03-01"), ("dates.founding", "2026-02-01")], "dates.founding", "先报批后成立"),
        ([("formation.order", "先大会后报批"), ("dates.founding", "2026-03-01"), ("dates.filing", "2026-02-01")], "dates.filing", "先大会后报批"),
        ([("dates.filing", "2026-03-01"), ("dates.approval", "2026-02-01")], "dates.approval", "早于申报日期"),
        ([("tasks[+].start", "2026-03-01"), ("tasks[t01].end", "2026-02-01")], "tasks[t01].end", "早于"),
        ([("bearer.member", "甘肃申公司")], "bearer.member", "成员单位中没有“甘肃申公司”"),
        ([("tasks[+].members", "m01、m09")], "tasks[t01].members[1]", "“m09”"),
        ([("organs[o01].parent", "o02")], "organs[o01].parent", "“o02”"),
    ],
)
def test_what_cannot_be_true_together_is_found_at_its_place(pairs: list[tuple[str, str]], path: str, words: str) -> None:
    facts = BASE
    for place, value in pairs:
        facts = assign(facts, place, value)
    (problem,) = problems(facts)
    assert problem.path == path
    assert words in problem.message
    assert problem.remedy


@pytest.mark.parametrize(
    "pairs",
    [
        [("formation.order", "先大会后报批"), ("dates.founding", "2026-02-01"), ("dates.filing", "2026-03-01"), ("dates.approval", "2026-04-01")],
        [("formation.order", "先报批后成立"), ("dates.founding", "2026-05-01"), ("dates.filing", "2026-03-01"), ("dates.approval", "2026-04-01")],
        [("dates.adoption", "2026-03-01"), ("dates.preparatory_meeting", "2026-03-01")],
        [("bearer.member", "m01"), ("office.host", " 甘肃甲公司 ")],
        [("members[+].name", "甘肃甲公司"), ("members[m01].stage", "退出")],
    ],
)
def test_what_can_be_true_is_left_alone(pairs: list[tuple[str, str]]) -> None:
    facts = BASE
    for place, value in pairs:
        facts = assign(facts, place, value)
    assert problems(facts) == []


def test_references_are_not_judged_before_there_are_members() -> None:
    assert problems(filled(("bearer.member", "甲公司"))) == []
