"""Deadlines as data: what ships is sound, and every mistake in a file is told with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from alliance_docs.jurisdictions.deadline_rules import FILE, deadline_rules, lint_deadlines, manner
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.jurisdictions.places import homes

SIXTH = Path(__file__).resolve().parents[1] / "data" / "sixth"
RULE = "  - {id: YH-report, title: 年度报告, basis: 办法 三, who: 牵头单位, strict: {start: dates.filing, years: 1}}\n"


@pytest.mark.parametrize("name", sorted(homes()))
def test_what_ships_is_sound(name: str) -> None:
    jurisdiction = load_jurisdiction(name)
    assert lint_deadlines(homes()[name], jurisdiction) == []
    rules = deadline_rules(name)
    assert len({rule.id for rule in rules}) == len(rules) > 10
    for rule in rules:
        assert rule.place.partition(":")[0].endswith(FILE)
        if rule.filing and rule.filing != "change":
            assert jurisdiction.filing(rule.filing), rule.id
    assert manner().bands[-1].days is None


def test_a_policy_that_sets_dates_has_them_as_data() -> None:
    own = {name: {rule.id for rule in deadline_rules(name) if rule.place.startswith(f"{name}/")} for name in homes()}
    assert {"GS-annual-summary", "GS-assessment", "AD-change"} <= own["gansu"]
    assert {"GX12-development-report", "GX12-pilot-end"} <= own["guangxi"]
    assert "G60-assessment" in own["g60"]
    assert not own["guangdong-2012"]
    assert not own["guangdong-2016"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("deadlines:\n  - {id: x\n", 0, "YAML 写法有误"),
        ("[]\n", 1, "应为“名称: 内容”的对照"),
        (f"deadlines:\n{RULE}{RULE}", 3, "写了两次"),
        (f"deadlines:\n{RULE.replace('who', 'whom')}", 2, "没有“deadlines 第 1 项 whom”"),
        (f"deadlines:\n{RULE.replace('dates.filing', 'dates.fling')}", 2, "dates.fling"),
        (f"deadlines:\n{RULE.replace('start: dates.filing, ', '')}", 2, "没有写明从哪一天起算"),
        ("deadlines:\n" + RULE.replace("年度报告", "'{year}年度报告'"), 2, "标题中没有“year”"),
        (f"deadlines:\n{RULE.replace('strict', 'each: year, strict')}", 2, "补上 since"),
        (f"deadlines:\n{RULE.replace('who', 'filing: anual, who')}", 2, "没有“anual”这份材料"),
        (f"deadlines:\n{RULE.replace('who', 'record: {table: meeting}, who')}", 2, "年度资料中没有“meeting”"),
        (f"deadlines:\n{RULE.replace('years: 1', 'day: letzter')}", 2, "day"),
        (f"deadlines:\n{RULE.replace('}}', '}, lenient: {start: dates.filing}}')}", 2, "补上 unclear"),
        (f"manner: {{bands: [], behind: 1, ahead: 1}}\ndeadlines:\n{RULE}", 1, "只写在 common"),
    ],
)
def test_lint_names_file_and_line_of_every_mistake(run, tmp_path: Path, text: str, line: int, said: str) -> None:
    (source,) = {path.parent for path in SIXTH.rglob("jurisdiction.yaml")}
    folder = tmp_path / source.name
    shutil.copytree(source, folder)
    (folder / FILE).write_text(text, encoding="utf-8")
    told = run("templates", "lint", folder)
    assert told.status == 2
    assert "Traceback" not in told.err
    found = [one for one in told.err.splitlines() if f"{source.name}/{FILE}" in one]
    assert any(said in one and (not line or f"{FILE}:{line}：" in one) for one in found), told.err


def test_lint_passes_a_sound_file(run, tmp_path: Path) -> None:
    (source,) = {path.parent for path in SIXTH.rglob("jurisdiction.yaml")}
    folder = tmp_path / source.name
    shutil.copytree(source, folder)
    (folder / FILE).write_text(f"deadlines:\n{RULE}", encoding="utf-8")
    told = run("templates", "lint", folder)
    assert FILE not in told.err, told.err
