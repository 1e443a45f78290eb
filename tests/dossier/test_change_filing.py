"""The folder of the filing that reports changes, and what the history says of a reported one."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from alliance_docs.checks.case import Case
from alliance_docs.checks.fact_rules.changes import reported
from alliance_docs.dossier.change_filing import drafts_before, free_folder, refuse_nothing
from alliance_docs.errors import UserError
from alliance_docs.facts.change import Change
from alliance_docs.facts.change_types import change_types
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Filing
from alliance_docs.jurisdictions.loading import load_jurisdiction

CHANGE = Filing(id="change", title="变更报备", documents=(), date="last_change.on")
ANNUAL = Filing(id="annual", title="年度", documents=(), date="period.submitted")


def folder(root: Path, name: str, *, sealed: bool = False) -> Path:
    path = root / "filings" / name
    path.mkdir(parents=True)
    (path / "manifest.json").write_text(json.dumps({"sealed": sealed}), encoding="utf-8")
    return path


def test_the_draft_of_a_change_filing_moves_on_a_sealed_one_stays(tmp_path: Path) -> None:
    sealed, old = folder(tmp_path, "2028-05-01-change", sealed=True), folder(tmp_path, "2028-08-31-change")
    undated = folder(tmp_path, "undated-change")
    now = tmp_path / "filings" / "2028-09-15-change"
    assert list(drafts_before(now, CHANGE)) == [undated, old]
    assert free_folder(sealed).name == "2028-05-01-2-change"
    assert free_folder(now) == now


def test_another_year_of_a_yearly_filing_is_another_filing(tmp_path: Path) -> None:
    folder(tmp_path, "2028-02-20-annual")
    assert list(drafts_before(tmp_path / "filings" / "2029-02-20-annual", ANNUAL)) == []


def test_without_a_change_there_is_nothing_to_report() -> None:
    told = Change(id="c001", kind="change", type="rename", on=dt.date(2028, 3, 1), reported="2028-03-01-change")
    with pytest.raises(UserError, match="最近一次已报告于 2028-03-01-change"):
        refuse_nothing(CHANGE, Facts(changes=(told,)))
    with pytest.raises(UserError, match="没有尚未报告的变更"):
        refuse_nothing(CHANGE, Facts())
    refuse_nothing(ANNUAL, Facts())
    refuse_nothing(CHANGE, Facts(changes=(told.model_copy(update={"reported": None}),)))


@pytest.mark.parametrize(
    ("filed", "today", "key"),
    [
        (dt.date(2028, 10, 20), dt.date(2029, 3, 1), None),
        (dt.date(2029, 1, 6), dt.date(2029, 3, 1), "late"),
        (None, dt.date(2029, 3, 1), "missing"),
        (None, dt.date(2028, 10, 1), "due"),
    ],
)
def test_a_change_is_reported_in_its_year(filed: dt.date | None, today: dt.date, key: str | None) -> None:
    change = Change(
        id="c001", kind="change", type="rename", matter="甲公司更名为乙公司", on=dt.date(2028, 3, 1),
        reported="2028-03-01-change" if filed else None, reported_on=filed,
    )  # fmt: skip
    case = Case(load_jurisdiction("gansu"), Facts(changes=(change,)), today=today)
    assert [one.key for one in reported(case)] == ([key] if key else [])


def test_the_secretariat_is_told_the_papers_of_every_kind_of_change() -> None:
    table = (Path(__file__).parents[2] / "docs" / "changes.md").read_text(encoding="utf-8")
    for one in change_types().types:
        assert f"\n| {one.name} | `" in table, one.id
