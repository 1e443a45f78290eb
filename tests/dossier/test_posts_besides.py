"""A post that goes to another unit together with a change of another kind has the papers of such a change."""

from __future__ import annotations

import datetime as dt

from alliance_docs.dossier.occasions import occasions
from alliance_docs.facts.change import Change, ChangedRow
from alliance_docs.facts.facts import Facts


def left(**more: object) -> Facts:
    row = ChangedRow(item="依托主体", path="bearer.member", before="甲公司", after="乙公司")
    told = {"id": "c001", "kind": "change", "type": "leave", "on": dt.date(2028, 5, 31), "matter": "甲公司退出联盟", "rows": (row,), **more}
    return Facts(changes=(Change.model_validate(told),))


def test_a_bearer_that_leaves_hands_over_and_its_successor_accepts() -> None:
    for each in ("taken", "handed"):
        (found,) = occasions(each, left())
        assert found.id == "c001-bearer"
        assert found.name == "依托主体由甲公司变更为乙公司"
        assert [(one.type, one.matter) for one in found.changes] == [("bearer", "甲公司退出联盟")]


def test_a_change_of_the_post_itself_is_one_paper_only() -> None:
    assert [one.id for one in occasions("taken", left(type="bearer"))] == ["c001"]


def test_who_merged_hands_over_by_law_and_corrections_hand_over_nothing() -> None:
    assert occasions("handed", left(type="merge")) == ()
    assert occasions("taken", left(kind="correction")) == ()
