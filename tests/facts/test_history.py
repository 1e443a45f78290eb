"""What happened since the founding: states as of a day, undoing, corrections, and who stands in for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.errors import UserError
from alliance_docs.facts import changing
from alliance_docs.facts.change_problems import Sealed, Standing, refuse
from alliance_docs.facts.change_types import change_type, change_types
from alliance_docs.facts.changing import Told
from alliance_docs.facts.consistency import problems
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import fields
from alliance_docs.facts.history import Event, known_until, live, state
from alliance_docs.facts.history_file import next_id, read_events, with_event
from alliance_docs.facts.posts import POSTS
from alliance_docs.facts.yaml_file import parse

TODAY = dt.date(2027, 12, 1)


def day(month: int, number: int = 1) -> dt.date:
    return dt.date(2027, month, number)


@pytest.fixture(scope="module")
def base(example: Path) -> Facts:
    return parse(example.read_text(encoding="utf-8"), "gansu.yaml")


def told(month: int, *settings: str, reason: str = "", taken: frozenset[str] = frozenset()) -> Told:
    return Told(on=day(month), today=TODAY, reason=reason, settings=settings, taken=taken)


Step = Callable[[Facts, Told], Event]


def history(base: Facts, *steps: tuple[int, Step]) -> list[Event]:
    events: list[Event] = []
    for month, step in steps:
        made = step(state(base, events, day(month)), told(month))
        events.append(replace(made, id=next_id(len(events))))
    return events


def leave(ref: str) -> Step:
    return lambda facts, told: changing.leave(facts, ref, told)


def rename(ref: str, name: str) -> Step:
    return lambda facts, told: changing.rename(facts, ref, name, told)


def join(name: str, *settings: str) -> Step:
    return lambda facts, told: changing.join(facts, name, replace(told, settings=settings))


def post(kind: str, *words: str) -> Step:
    return lambda facts, told: changing.set_facts(facts, change_type(kind), POSTS[kind][2](facts, words), told)


def name(facts: Facts, ref: str) -> str:
    member = facts.member(ref)
    return (member.name or "") if member else ""


def undoing(events: list[Event], target: str) -> list[Event]:
    return [*events, Event(next_id(len(events)), "undo", "leave", TODAY, TODAY, "记错", undoes=target)]


def test_the_state_of_a_day_holds_what_happened_up_to_it(base: Facts) -> None:
    events = history(base, (4, leave("m05")), (5, rename("m03", "甘肃样例光电科技有限公司")), (6, join("兰州新样本科技有限公司", "city=兰州市", "contribution.cash=20万元")))
    assert state(base, events, day(3)).active_members == base.active_members
    assert state(base, events, day(3)).changes == ()
    assert len(state(base, events, day(4)).active_members) == 11
    assert name(state(base, events, day(4)), "m03") == "甘肃样例光伏科技有限公司"
    now = state(base, events)
    assert name(now, "m03") == "甘肃样例光电科技有限公司"
    assert name(now, "m13") == "兰州新样本科技有限公司"
    assert [change.matter for change in now.changes or ()] == [
        "金昌样本电池材料有限公司退出联盟",
        "甘肃样例光伏科技有限公司更名为甘肃样例光电科技有限公司",
        "兰州新样本科技有限公司加入联盟",
    ]
    assert base.changes is None


def test_an_event_recorded_late_takes_its_place_by_its_date(base: Facts) -> None:
    events = history(base, (8, rename("m03", "乙公司")))
    late = replace(changing.rename(state(base, events, day(4)), "m03", "甲公司", told(4)), id="c002")
    assert name(state(base, [*events, late], day(6)), "m03") == "甲公司"
    now = state(base, [*events, late])
    assert name(now, "m03") == "乙公司"
    assert [(row.before, row.after) for change in now.changes or () for row in change.rows or ()] == [
        ("甘肃样例光伏科技有限公司", "甲公司"),
        ("甲公司", "乙公司"),
    ]


def test_undoing_takes_an_entry_out_and_undoing_that_brings_it_back(base: Facts) -> None:
    events = history(base, (4, leave("m05")))
    once = undoing(events, "c001")
    assert live(once) == ()
    assert len(state(base, once).active_members) == 12
    assert len(state(base, undoing(once, "c002")).active_members) == 11
    assert [one.id for one in known_until(once, "c001")] == ["c001"]


def test_a_rename_takes_references_by_the_old_name_along(base: Facts) -> None:
    by_name = base.model_copy(update={"tasks": tuple(task.model_copy(update={"lead": name(base, task.lead or "")}) for task in base.tasks or ())})
    events = history(by_name, (5, rename("m03", "甲公司")))
    assert not problems(state(by_name, events))


def test_the_merged_unit_is_succeeded_in_tasks_seat_and_contribution(base: Facts) -> None:
    (merged,) = changing.merge(base, ["m05"], "m03", told(5))
    after = state(base, [replace(merged, id="c001")])
    assert "m05" not in {ref for task in after.tasks or () for ref in (task.lead, *(task.members or ()))}
    seats = [seat.member for seat in (after.council and after.council.seats) or ()]
    assert seats.count("m03") == 1
    assert "m05" not in seats
    both = sum(base.member(one).contribution.cash for one in ("m03", "m05"))  # type: ignore[union-attr,misc]
    assert after.member("m03").contribution.cash == both  # type: ignore[union-attr]
    assert not problems(after)


def test_a_replacing_unit_takes_role_seat_tasks_and_contribution(base: Facts) -> None:
    event = changing.replace_member(base, "m02", "酒泉新示例风电有限公司", told(5, "city=酒泉市"))
    after = state(base, [replace(event, id="c001")])
    new = after.member("m13")
    old = base.member("m02")
    assert new is not None
    assert old is not None
    assert (new.contribution, new.role, new.city) == (old.contribution, old.role, "酒泉市")
    assert "m13" in {seat.member for seat in (after.council and after.council.seats) or ()}
    assert not problems(after)


@pytest.mark.parametrize(
    ("kind", "words", "before", "after"),
    [
        ("lead", ("m03",), "甘肃示例储能装备股份有限公司", "甘肃样例光伏科技有限公司"),
        ("chair", ("m02",), "甘肃示例储能装备股份有限公司", "陇原样本风电设备有限公司"),
        ("chair", ("m12",), "甘肃示例储能装备股份有限公司", "甘肃样本储能产品检验检测有限公司"),
        ("bearer", ("m03",), "甘肃示例储能装备股份有限公司", "甘肃样例光伏科技有限公司"),
        ("secretariat", ("m03",), "甘肃示例储能装备股份有限公司", "甘肃样例光伏科技有限公司"),
    ],
)
def test_a_post_goes_to_another_and_the_table_says_from_whom(base: Facts, kind: str, words: tuple[str, ...], before: str, after: str) -> None:
    now = state(base, history(base, (5, post(kind, *words))))
    (change,) = now.changes or ()
    assert change.rows
    assert (change.rows[0].before, change.rows[0].after) == (before, after)
    assert before in (change.matter or "")
    assert not problems(now)


def test_a_new_legal_representative_signs_in_person_too(base: Facts) -> None:
    event = changing.set_facts(base, change_type("legal-representative"), POSTS["legal-representative"][2](base, ("m01", "卫样新")), told(5), member="m01")
    now = state(base, [replace(event, id="c001")])
    lead = now.member("m01")
    assert lead is not None
    assert lead.signer is not None
    assert lead.signer.name == "卫样新"
    assert (now.changes or ())[0].matter == "甘肃示例储能装备股份有限公司的法定代表人由赵例一变更为卫样新"


def test_ids_are_never_used_again(base: Facts) -> None:
    assert changing.join(base, "甲公司", told(5, taken=frozenset({"m13"}))).member == "m14"


def test_a_type_does_not_touch_facts_that_are_not_its_own(base: Facts) -> None:
    with pytest.raises(UserError, match="不能同时改动"):
        changing.leave(base, "m05", told(5, "dispute.mode=诉讼"))


def test_every_path_the_types_name_is_a_fact() -> None:
    known = fields()
    for one in change_types().types:
        for path in (*one.sets, *one.infer, *one.needs, *((one.organ.fact,) if one.organ.fact else ())):
            assert not path or path in known, (one.id, path)
    assert all(path in known for path in change_types().quiet)


def standing(base: Facts, *events: Event, sealed: tuple[Sealed, ...] = (), late: bool = False) -> Standing:
    return Standing(base, events, sealed, TODAY, late)


@pytest.mark.parametrize(
    ("month", "step", "said"),
    [
        (1, leave("m05"), "尚未成立"),
        (12, leave("m05"), ""),
        (5, rename("m03", "甘肃样例光伏科技有限公司"), "名称没有变化"),
        (5, rename("m03", "陇原样本风电设备有限公司"), "已经是成员单位"),
        (5, join("陇原样本风电设备有限公司"), "已经是成员单位 m02"),
        (5, join("甲公司", "credit_code=91620902MA0000146Y"), "与成员单位 m02"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(base: Facts, month: int, step: Step, said: str) -> None:
    event = replace(step(base, told(month)), id="c001")
    if not said:
        refuse(event, base, standing(base))
        return
    with pytest.raises(UserError, match=said) as refused:
        refuse(event, base, standing(base))
    assert "\n" not in str(refused.value)


def test_no_change_lies_in_the_future_or_in_a_sealed_period(base: Facts) -> None:
    future = replace(leave("m05")(base, told(5)), id="c001", on=dt.date(2028, 1, 1))
    with pytest.raises(UserError, match="晚于今天"):
        refuse(future, base, standing(base))
    event = replace(leave("m05")(base, told(5)), id="c001")
    sealed = (Sealed("2027-06-30-change", "change", day(6, 30)),)
    with pytest.raises(UserError, match="2027-06-30-change"):
        refuse(event, base, standing(base, sealed=sealed))
    refuse(event, base, standing(base, sealed=sealed, late=True))


def test_nobody_leaves_twice_and_no_organ_is_left_empty(base: Facts) -> None:
    events = history(base, (4, leave("m05")))
    with pytest.raises(UserError, match="已于 2027-04-01 退出"):
        changing.leave(state(base, events), "m05", told(5))
    alone = base.model_copy(update={"council": base.council.model_copy(update={"seats": base.council.seats[4:5]})})  # type: ignore[union-attr,index]
    with pytest.raises(UserError, match="没有任何席位"):
        refuse(replace(leave("m03")(alone, told(5)), id="c001"), alone, standing(alone))
    with pytest.raises(UserError, match="是否要写"):
        changing.leave(base, "甘肃样例光伏科技公司", told(5))


def stored(base: Facts, *steps: tuple[int, Step]) -> str:
    text = ""
    for event in history(base, *steps):
        text, _ = with_event(text, event)
    return text


def test_what_is_written_is_read_back_and_the_rest_of_the_file_stays(base: Facts) -> None:
    steps = ((4, leave("m05")), (5, rename("m03", "甲：公司 #1")), (6, join("乙公司", "contribution.cash=20万元")), (7, post("chair", "m02")))
    text = stored(base, *steps)
    events = read_events(text)
    assert state(base, events) == state(base, history(base, *steps))
    more, _ = with_event(text.replace("# 变更记录", "# 我们的变更记录"), replace(events[0], on=day(9)))
    assert more.startswith(text.replace("# 变更记录", "# 我们的变更记录").rstrip())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("type: leave", "type: join", "c001：这一条记录的内容被改动过"),
        ("2027-04-01", "2027-04-31", "没有这一天"),
        ("kind: change", "kind: 变化", "kind 应为"),
        ("    reason:", "    reson:", "没有“reson”"),
        ("id: c002", "id: c005", "应为 c002"),
        ("changes:", "change:", "开头只有 changes"),
        ("    set:", "    set", "changes.yaml:"),
        ("  - id: c001", "  - 甲\n  - id: c001", "应为一组字段"),
    ],
)
def test_a_hand_made_mistake_is_told_with_its_line(base: Facts, old: str, new: str, said: str) -> None:
    text = ""
    for event in history(base, (4, leave("m05")), (5, rename("m03", "甲公司"))):
        text, _ = with_event(text, replace(event, reason="原因"))
    assert old in text
    with pytest.raises(UserError, match=said) as refused:
        read_events(text.replace(old, new, 1))
    assert str(refused.value).startswith("changes.yaml:")
    assert "\n" not in str(refused.value)


def test_an_entry_taken_out_by_hand_is_missed(base: Facts) -> None:
    text = stored(base, (4, leave("m05")), (5, rename("m03", "甲公司")))
    head, _, rest = text.partition("  - id: c001")
    _, _, second = rest.partition("  - id: c002")
    with pytest.raises(UserError, match="c002"):
        read_events(f"{head}  - id: c002{second}")
    with pytest.raises(UserError, match="接不上"):
        read_events(f"{head}  - id: c001{second}")


odd = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cf", "Cn"]), min_size=1, max_size=14).map(str.strip).filter(lambda text: text and text != "交律师定" and any(not char.isspace() for char in text))


@settings(max_examples=25)
@given(reason=odd, name=odd)
def test_any_words_survive_the_file(reason: str, name: str) -> None:
    event = Event("", "change", "rename", day(5), day(6), reason, member="m01", sets={"members[m01].name": name}, was={"members[m01].name": None})
    text, kept = with_event("", event)
    text, _ = with_event(text, event)
    assert (kept.reason, kept.sets["members[m01].name"], kept.was["members[m01].name"]) == (reason, name, None)
    assert read_events(text)[0] == kept
