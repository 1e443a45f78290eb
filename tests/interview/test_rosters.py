"""Member lists: typed, pasted, and in the shapes spreadsheets have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.errors import UserError, UserErrors
from alliance_docs.facts.text import normal_name, refusal
from alliance_docs.interview.interview import Interview
from alliance_docs.interview.questionnaire import Column
from alliance_docs.interview.roster import lines_to_rows, read_rows

Start = Callable[..., tuple[Interview, Any]]


def valid_code(start: str) -> str:
    """Return a code with right check characters behind 16 given ones."""
    from stdnum.cn import uscc

    return start[:17] + uscc.calc_check_digit(start[:17])


ONE, TWO = valid_code("91620100MA71AB1C2"), valid_code("12620000438000001")


@pytest.fixture
def listing(start: Start) -> tuple[Interview, Any]:
    interview, kept = start()
    interview.jump("members")
    return interview, kept


def names(kept: Any) -> list[str]:
    return [member.name for member in kept.facts.members]


def test_names_typed_one_by_one_get_ids_in_order(listing: tuple[Interview, Any]) -> None:
    interview, kept = listing
    for name in ("甲公司", "乙大学"):
        interview.add(name)
    assert [(member.id, member.name, member.role) for member in kept.facts.members] == [
        ("m01", "甲公司", "成员单位"),
        ("m02", "乙大学", "成员单位"),
    ]


def test_ids_are_not_given_twice_after_one_was_taken_out(listing: tuple[Interview, Any]) -> None:
    interview, kept = listing
    interview.add("甲公司\n乙大学\n丙研究院")
    interview.drop(1)
    interview.add("丁公司")
    assert [member.id for member in kept.facts.members] == ["m02", "m03", "m04"]


def test_a_pasted_table_with_header_fills_the_columns_it_knows(listing: tuple[Interview, Any]) -> None:
    interview, kept = listing
    reply = interview.add(
        "序号\t单位名称\t单位性质\t统一社会信用代码\t法定代表人\t联系人\t联系电话\t注册地\t资金投入（万元）\t爱好\n"
        f"1\t兰州甲公司\t企业\t{ONE}\t张三\t李四\t13900001111\t兰州市\t50\t读书\n"
        f"2\t乙大学\t高等院校\t{TWO}\t王五\t赵六\t0931-1234567\t兰州市\t0\t\n"
    )
    first, second = kept.facts.members
    assert (first.name, first.type, first.credit_code) == ("兰州甲公司", "企业", ONE)
    assert (first.legal_representative.name, first.contact.name, first.contact.phone) == ("张三", "李四", "13900001111")
    assert first.contribution.cash == 500000
    assert second.type == "高校"
    assert second.city == "兰州市"
    assert any("爱好" in notice for notice in reply.notices)


@pytest.mark.parametrize("between", ["\t", "   ", ",", "，"])
def test_without_header_columns_are_told_by_their_shape(listing: tuple[Interview, Any], between: str) -> None:
    interview, kept = listing
    interview.add(between.join(["兰州甲公司", "13900001111", ONE.lower(), "企业", "20万元"]))
    member = kept.facts.members[0]
    assert (member.name, member.contact.phone, member.credit_code, member.type) == ("兰州甲公司", "13900001111", ONE, "企业")
    assert member.contribution.cash == 200000


def test_several_names_on_a_line(listing: tuple[Interview, Any]) -> None:
    interview, kept = listing
    interview.add("兰州甲有限公司，西北乙大学，甘肃丙研究院")
    assert names(kept) == ["兰州甲有限公司", "西北乙大学", "甘肃丙研究院"]


def test_a_latin_name_with_a_comma_stays_whole(listing: tuple[Interview, Any]) -> None:
    interview, kept = listing
    interview.add("Gansu Wind Co., Ltd.")
    assert names(kept) == ["Gansu Wind Co., Ltd."]


def test_serial_numbers_before_names_are_dropped(listing: tuple[Interview, Any]) -> None:
    interview, kept = listing
    interview.add("1. 兰州甲公司\n2、乙大学\n（3）丙研究院\n863软件公司")
    assert names(kept) == ["兰州甲公司", "乙大学", "丙研究院", "863软件公司"]


def test_a_cell_nobody_knows_asks_for_a_header(listing: tuple[Interview, Any]) -> None:
    interview, kept = listing
    with pytest.raises(UserErrors, match="表头"):
        interview.add("兰州甲公司\t张三")
    assert kept.facts.members is None


def test_rows_pasted_line_by_line_remember_their_header(listing: tuple[Interview, Any]) -> None:
    interview, kept = listing
    interview.add("单位名称\t法定代表人")
    interview.add("兰州甲公司\t张三")
    interview.add("乙大学\t李四")
    assert [member.legal_representative.name for member in kept.facts.members] == ["张三", "李四"]


def test_doubles_in_one_paste_name_both_rows(listing: tuple[Interview, Any]) -> None:
    interview, kept = listing
    with pytest.raises(UserErrors) as caught:
        interview.add("甲（兰州）公司\n乙大学\n甲(兰州)公司")
    assert "第 3 行" in str(caught.value)
    assert "第 1 行" in str(caught.value)
    assert kept.facts.members is None


def test_a_name_already_there_is_refused_but_its_table_row_fills_it_in(listing: tuple[Interview, Any]) -> None:
    interview, kept = listing
    interview.add("甲（兰州）公司")
    with pytest.raises(UserError, match="已在名单中（第 1 项）"):
        interview.add("甲(兰州) 公司")
    reply = interview.add("单位名称\t联系电话\n甲(兰州)公司\t13900001111")
    assert len(kept.facts.members) == 1
    assert kept.facts.members[0].contact.phone == "13900001111"
    assert "已补充 1 项" in reply.text
    reply = interview.add("单位名称\t联系电话\n甲(兰州)公司\t13900002222")
    assert any("13900001111" in notice for notice in reply.notices), "an earlier answer must not vanish unseen"


def test_a_wrong_code_says_which_rule_it_breaks(listing: tuple[Interview, Any]) -> None:
    interview, _ = listing
    broken = ONE[:-1] + ("0" if ONE[-1] != "0" else "1")
    with pytest.raises(UserErrors) as caught:
        interview.add(f"单位名称\t统一社会信用代码\n甲公司\t{broken}\n乙公司\t9162")
    assert "第 2 行：统一社会信用代码：" in str(caught.value)
    assert "校验位不符" in str(caught.value)
    assert "第 3 行" in str(caught.value)
    assert "应为 18 位，现为 4 位" in str(caught.value)


def test_one_code_for_two_units_is_refused(listing: tuple[Interview, Any]) -> None:
    interview, _ = listing
    interview.add(f"单位名称\t统一社会信用代码\n甲公司\t{ONE}")
    with pytest.raises(UserErrors, match="与“甲公司”相同"):
        interview.add(f"单位名称\t统一社会信用代码\n乙公司\t{ONE}")


def test_a_second_lead_unit_is_refused(start: Start) -> None:
    interview, kept = start()
    interview.jump("lead.name")
    interview.answer("兰州甲公司")
    interview.jump("members")
    with pytest.raises(UserErrors, match="只能有一家，现在是“兰州甲公司”"):
        interview.add("单位名称\t角色\n西北乙大学\t牵头单位")
    interview.add("单位名称\t角色\n兰州甲公司\t牵头单位\n西北乙大学\t成员单位")
    assert [member.role for member in kept.facts.members] == ["牵头单位", "成员单位"]


def test_every_wrong_cell_is_told_at_once(listing: tuple[Interview, Any]) -> None:
    interview, _ = listing
    with pytest.raises(UserErrors) as caught:
        interview.add("单位名称\t单位类型\t资金投入\n甲公司\t工厂\t很多\n乙公司\t企业\t五十")
    assert len(str(caught.value).split("\n")) == 3


def test_an_inner_department_is_pointed_out_not_refused(listing: tuple[Interview, Any]) -> None:
    interview, kept = listing
    reply = interview.add("乙大学材料学院")
    assert any("内设机构" in notice for notice in reply.notices)
    assert names(kept) == ["乙大学材料学院"]
    assert interview.add("兰州理工职业学院").notices == ()


def test_seats_name_members(start: Start) -> None:
    interview, kept = start()
    interview.jump("members")
    interview.answer("兰州甲公司\n西北乙大学")
    interview.jump("council.seats")
    interview.answer("席位单位\t姓名\t理事会职务\n兰州甲公司\t张三\t理事长单位\n西北乙大学\t李四\t理事")
    seats = kept.facts.council.seats
    assert [(seat.member, seat.person.name, seat.post) for seat in seats] == [("m01", "张三", "理事长"), ("m02", "李四", "理事")]


def test_other_lists_keep_commas_and_blanks_in_their_text(start: Start) -> None:
    interview, kept = start()
    interview.jump("goals")
    interview.answer("形成标准，带动上下游   协同\n建成平台, 开放共享")
    assert [goal.text for goal in kept.facts.goals] == ["形成标准，带动上下游   协同", "建成平台, 开放共享"]


def test_tasks_pasted_with_the_units_that_join(start: Start) -> None:
    interview, kept = start()
    interview.jump("members")
    interview.answer("兰州甲公司\n西北乙大学\n甘肃丙研究院")
    interview.jump("tasks")
    interview.answer("任务名称\t任务牵头单位\t任务参加单位\t完成日期\n叶片攻关\t兰州甲公司\t西北乙大学、甘肃丙研究院\t2028年6月30日")
    task = kept.facts.tasks[0]
    assert (task.id, task.lead, task.members) == ("t01", "m01", ("m02", "m03"))
    assert task.end.isoformat() == "2028-06-30"


COLUMNS = (Column("name", ("单位名称",)), Column("phone", ("电话",), r"\d{7,11}"))
UNIT = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Zs", "Zl", "Zp", "Cf")), min_size=1, max_size=30).filter(
    lambda text: refusal(text) is None and normal_name(text) not in ("", normal_name("单位名称"))
)


@settings(max_examples=60, deadline=None)
@given(st.lists(UNIT, min_size=1, max_size=6))
def test_a_pasted_column_of_names_under_a_header_comes_back_as_it_was(units: list[str]) -> None:
    text = "单位名称\t电话\n" + "\n".join(f"{unit}\t1390000{at:04}" for at, unit in enumerate(units))
    roster = read_rows(lines_to_rows(text, loose=True), COLUMNS)
    assert [entry.cells[0][1].text for entry in roster.entries] == units


def test_a_long_list_costs_in_proportion(start: Start) -> None:
    interview, kept = start()
    interview.jump("members")
    interview.add("单位名称\t联系电话\n" + "\n".join(f"第{at}号有限公司\t1390000{at:04}" for at in range(400)))
    assert len(kept.facts.members) == 400
    assert len([path for path, _ in kept.saves if path == "members"]) == 1, "one write for one paste"
