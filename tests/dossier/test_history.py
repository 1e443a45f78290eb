"""changes.yaml on disk: appended whole or not at all, however it is killed; what was cut off or edited is missed."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_docs.dossier.history import events_of, reported_in
from alliance_docs.dossier.package import facts_sha256
from alliance_docs.dossier.recording import record, take_back
from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.errors import UserError
from alliance_docs.facts import changing
from alliance_docs.facts.changing import Told

TODAY = dt.date(2027, 12, 1)


@pytest.fixture
def dossier(tmp_path: Path, example: Path) -> Dossier:
    return Dossier.create(tmp_path / "案卷", read_answers(example))


def leave(dossier: Dossier, ref: str, month: int) -> None:
    told = Told(dt.date(2027, month, 1), TODAY, "调整")
    record(dossier, lambda facts, _events: [changing.leave(facts, ref, told)], told.on, TODAY)


def test_a_dossier_without_changes_is_as_before(dossier: Dossier) -> None:
    assert dossier.facts_on().changes == ()
    assert facts_sha256(dossier.facts_on()) == facts_sha256(dossier.facts)
    assert not (dossier.folder / "changes.yaml").exists()


def test_what_is_recorded_counts_from_its_day_and_alliance_yaml_stays(dossier: Dossier) -> None:
    before = dossier.facts_file.read_bytes()
    leave(dossier, "m05", 5)
    assert dossier.facts_file.read_bytes() == before
    assert len(dossier.facts_on(dt.date(2027, 4, 30)).active_members) == 12
    assert len(dossier.facts_on(dt.date(2027, 5, 1)).active_members) == 11
    assert len(dossier.facts.active_members) == 12


def test_a_dry_run_writes_nothing(dossier: Dossier) -> None:
    told = Told(dt.date(2027, 5, 1), TODAY)
    tried = record(dossier, lambda facts, _events: [changing.leave(facts, "m05", told)], told.on, TODAY, dry=True)
    assert [change.id for change in tried.changes] == ["c001"]
    assert not (dossier.folder / "changes.yaml").exists()


def test_an_entry_that_others_rest_on_is_not_undone(dossier: Dossier) -> None:
    told = Told(dt.date(2027, 5, 1), TODAY)
    record(dossier, lambda facts, _events: [changing.join(facts, "甲公司", told)], told.on, TODAY)
    later = Told(dt.date(2027, 6, 1), TODAY)
    record(dossier, lambda facts, _events: [changing.rename(facts, "甲公司", "乙公司", later)], later.on, TODAY)
    with pytest.raises(UserError, match="以它为前提"):
        take_back(dossier, "c001", "记错", TODAY, TODAY)
    take_back(dossier, "c002", "记错", TODAY, TODAY)
    take_back(dossier, "c001", "记错", TODAY, TODAY)
    assert len(dossier.facts_on().active_members) == 12
    assert len(events_of(dossier)) == 4
    with pytest.raises(UserError, match="已经撤销"):
        take_back(dossier, "c001", "记错", TODAY, TODAY)
    again = record(dossier, lambda facts, _events: [changing.join(facts, "甲公司", told)], told.on, TODAY)
    assert again.changes[0].member == "m13"  # named by the pure function; the command line passes the ids ever used


def test_entries_cut_off_or_a_file_taken_away_are_missed(dossier: Dossier) -> None:
    leave(dossier, "m05", 5)
    leave(dossier, "m06", 6)
    path = dossier.folder / "changes.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  - id: c002")], encoding="utf-8")
    with pytest.raises(UserError, match=r"被删去（现有 1 条，原有 2 条）.*\.pristine/changes\.yaml"):
        dossier.facts_on()
    path.unlink()
    with pytest.raises(UserError, match="文件被删去"):
        leave(dossier, "m07", 7)
    path.write_text((dossier.pristine / "changes.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert len(dossier.facts_on().active_members) == 10


def test_changes_in_alliance_yaml_are_refused_with_their_line(dossier: Dossier) -> None:
    with dossier.facts_file.open("a", encoding="utf-8") as file:
        file.write("changes:\n  - {id: c001}\n")
    with pytest.raises(UserError, match=r"alliance\.yaml:\d+ changes：变更不在本文件中填写 → 写在 changes\.yaml"):
        _ = dossier.facts


def test_a_sealed_filing_reports_what_its_manifest_lists(dossier: Dossier) -> None:
    leave(dossier, "m05", 5)
    folder = dossier.filings / "2027-06-30-change"
    folder.mkdir(parents=True)
    for sealed in (False, True):
        (folder / "manifest.json").write_text(json.dumps({"sealed": sealed, "sealed_on": "2027-06-30", "filing": "change", "changes": ["c001"]}), encoding="utf-8")
        assert reported_in(dossier) == ({"c001": folder.name} if sealed else {})
    assert [change.reported for change in dossier.facts_on().changes or ()] == [folder.name]


_CHILD = """
import datetime as dt, os, sys
from pathlib import Path
from alliance_docs.dossier.history import events_of
from alliance_docs.dossier.recording import record
from alliance_docs.dossier.store import Dossier
from alliance_docs.facts import changing
from alliance_docs.facts.changing import Told
dossier, left = Dossier.open(Path(sys.argv[1])), int(sys.argv[2])
day = dt.date(2027, 5, 1)
passed = 0
TRACED = tuple(os.sep + name for name in ("files.py", "history.py", "recording.py"))
def trace(frame, event, _argument):
    global passed
    if not frame.f_code.co_filename.endswith(TRACED):
        return None
    passed += 1
    if passed == left:
        os._exit(9)
    return trace
sys.settrace(trace)
record(dossier, lambda facts, _events: [changing.leave(facts, "m05", Told(day, day))], day, day)
sys.settrace(None)
print(passed)
"""


def test_killed_at_any_line_the_change_is_there_or_not_there(dossier: Dossier, tmp_path: Path) -> None:
    def run(left: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-c", _CHILD, str(dossier.folder), str(left)], capture_output=True, text=True, check=False)

    leave(dossier, "m06", 4)
    kept = {path: path.read_bytes() for path in (dossier.folder / "changes.yaml", dossier.pristine / "changes.yaml")}
    total = int(run(0).stdout)
    chosen = random.Random(total)
    points = [*chosen.sample(range(1, total), 4), *chosen.sample(range(total - 60, total), 4)]  # most of the writing is at the end
    for left in points:
        for path, data in kept.items():
            path.write_bytes(data)
        ended = run(left)
        assert ended.returncode == 9, (left, ended.stderr)
        assert len(dossier.facts_on().active_members) in (10, 11), left
        assert len(events_of(dossier)) in (1, 2), left
        if len(events_of(dossier)) == 1:
            leave(dossier, "m05", 5)
        leave(dossier, "m07", 6)
        assert len(dossier.facts_on().active_members) == 9, left
