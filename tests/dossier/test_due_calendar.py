"""The calendar file: any calendar reads it, and reading it again updates what it brought before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from alliance_docs.dossier.deadline_calendar import to_ics
from alliance_docs.dossier.deadlines import Deadline, Deadlines
from alliance_docs.dossier.due import Owed

TODAY = dt.date(2027, 12, 20)
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85"), max_size=60)


def owed(*several: Deadline, name: str = "示例联盟", key: str = "gansu|示例联盟") -> Owed:
    return Owed(Path("a"), name, key, Deadlines(several))


def deadline(title: str = "年度工作总结", **more: object) -> Deadline:
    told = {"rule": "GS-annual-summary", "key": "2028", "who": "牵头单位", "unit": "", "basis": "通知 四3", "strict": dt.date(2028, 2, 29)}
    return Deadline(title=title, **{**told, **more})  # type: ignore[arg-type]


def events(data: bytes) -> list[object]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


@given(TEXT, TEXT, st.lists(TEXT, max_size=3))
@settings(max_examples=40)
def test_whatever_is_written_is_read_back_and_lines_are_folded(title: str, note: str, details: list[str]) -> None:
    one = deadline(title, note=note, details=tuple(details), lenient=dt.date(2028, 3, 31), unclear="三月，之前；还是三月底")
    data = to_ics([owed(one)], TODAY, (30, 7))
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    (event,) = events(data)
    assert str(event["summary"]) == f"{title}（示例联盟）"
    described = str(event["description"])
    assert all(part in described for part in (note, *details, "从宽：2028年3月31日"))
    assert event.decoded("dtstart") == dt.date(2028, 2, 29)
    assert event.decoded("dtend") == dt.date(2028, 3, 1)
    assert event.decoded("dtstamp") == dt.datetime(2027, 12, 20, tzinfo=dt.UTC)
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [dt.timedelta(days=-30), dt.timedelta(days=-7)]


def test_ids_stay_when_day_title_and_name_change_and_differ_between_deadlines() -> None:
    def ids(*several: Owed) -> list[str]:
        return [str(event["uid"]) for event in events(to_ics(several, TODAY, ()))]

    (first,) = ids(owed(deadline()))
    (moved,) = ids(owed(deadline("改了标题", strict=dt.date(2028, 3, 1)), name="改了名的联盟"))
    assert first == moved
    assert len(set(ids(owed(deadline(), deadline(key="2029")), owed(deadline(), key="gansu|另一联盟")))) == 3
    assert ids(owed(deadline()), owed(deadline())) == [first], "the same dossier twice makes no second event"


def test_the_same_deadlines_give_the_same_bytes() -> None:
    assert to_ics([owed(deadline())], TODAY, (30,)) == to_ics([owed(deadline())], TODAY, (30,))


def test_what_is_done_says_so_and_rings_no_more() -> None:
    (event,) = events(to_ics([owed(deadline(done="已封存 2028-02-20-annual"))], TODAY, (30,)))
    assert str(event["summary"]).startswith("（已办）")
    assert not event.walk("VALARM")
