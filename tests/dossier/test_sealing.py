"""Sealing: what forbids it, what it keeps, that nothing writes there again, and what the checks say afterwards."""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from alliance_docs.checks.finding import Finding
from alliance_docs.dossier.build import build
from alliance_docs.dossier.checking import check_dossier
from alliance_docs.dossier.history import reported_in
from alliance_docs.dossier.protect import write_guarded
from alliance_docs.dossier.recording import record
from alliance_docs.dossier.seal_facts import differences
from alliance_docs.dossier.sealed import facts_at_seal, is_sealed, sealed_filings
from alliance_docs.dossier.sealing import folder_to_seal, seal
from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.errors import UserError
from alliance_docs.facts import changing
from alliance_docs.facts.assign import assign
from alliance_docs.facts.changing import Told

DAY = dt.date(2027, 1, 5)
NAME = "2026-12-18-founding"


@pytest.fixture
def open_one(founded: Path, tmp_path: Path) -> Dossier:
    shutil.copytree(founded, tmp_path / "案卷")
    return Dossier(tmp_path / "案卷")


@pytest.fixture
def sealed(closed: Path, tmp_path: Path) -> Dossier:
    shutil.copytree(closed, tmp_path / "案卷")
    return Dossier(tmp_path / "案卷")


def filing(dossier: Dossier) -> Path:
    return dossier.filings / NAME


def refusal(dossier: Dossier, on: dt.date = DAY, despite: str = "") -> str:
    with pytest.raises(UserError) as refused:
        seal(dossier, folder_to_seal(dossier), on, max(on, DAY), despite=despite)
    assert not is_sealed(filing(dossier))
    return str(refused.value)


def about_seals(dossier: Dossier, today: dt.date = DAY) -> list[Finding]:
    return [one for one in check_dossier(dossier, today).findings if one.rule.startswith("AD-SE")]


def leave(dossier: Dossier, ref: str, on: dt.date, kind: str = "leave", *, late: bool = False, today: dt.date = dt.date(2027, 12, 1)) -> None:
    told = Told(on, today, "调整")
    record(dossier, lambda facts, _events: [changing.leave(facts, ref, told, kind)], on, today, late=late)


def test_a_sealed_filing_keeps_files_hashes_and_facts(sealed: Dossier) -> None:
    (one,) = sealed_filings(sealed)
    assert (one.name, one.filing, one.sealed_on, one.history) == (NAME, "founding", DAY, None)
    assert set(one.files) == {path.name for path in filing(sealed).glob("*.docx")}
    for name in one.files:
        assert (one.kept / name).read_bytes() == (filing(sealed) / name).read_bytes()
    assert facts_at_seal(one.folder) == sealed.facts
    assert json.loads((filing(sealed) / "manifest.json").read_text(encoding="utf-8"))["sealed"] is True
    assert about_seals(sealed) == []


def test_nothing_writes_into_a_sealed_filing(sealed: Dossier) -> None:
    before = {path.name: path.read_bytes() for path in filing(sealed).iterdir()}
    with pytest.raises(UserError, match=r"已于 2027-01-05 封存.*--resubmit"):
        build(sealed, today=DAY)
    with pytest.raises(UserError, match="已经封存，不再写入"):
        write_guarded(sealed, filing(sealed) / "新.docx", b"x")
    with pytest.raises(UserError, match="副本不再写入"):
        write_guarded(sealed, sealed.folder / ".sealed" / NAME / "04 章程.docx", b"x")
    sealed.save_answer("dates.filing", "2026-12-20")  # another folder's name: the founding filing is made only once
    with pytest.raises(UserError, match="封存，不再改写"):
        build(sealed, today=DAY)
    with pytest.raises(UserError, match="都已经封存"):
        folder_to_seal(sealed)
    assert {path.name: path.read_bytes() for path in filing(sealed).iterdir()} == before


def test_blanks_forbid_sealing_whatever_the_reason(open_one: Dossier) -> None:
    open_one.save_answer("members[m02].legal_representative.name", None)
    build(open_one, today=DAY)
    said = refusal(open_one, despite="先报")
    assert "陇原样本风电设备有限公司的法定代表人的姓名尚未填写" in said
    assert "LC-" not in said


def test_a_blank_left_in_word_forbids_sealing(open_one: Dossier) -> None:
    from docx import Document

    path = filing(open_one) / "04 章程.docx"
    edited = Document(str(path))
    edited.paragraphs[20].add_run("【待填：会议地点】")
    edited.save(str(path))
    assert "会议地点尚未填写" in refusal(open_one)


def test_errors_forbid_sealing_unless_somebody_says_why(open_one: Dossier) -> None:
    open_one.save_answer("members[m02].signer.name", "别人")
    build(open_one, today=DAY)
    assert "LC-SB-10" in refusal(open_one)
    done = seal(open_one, filing(open_one), DAY, DAY, despite="受理部门同意先行受理")
    assert [one.rule for one in done.despite] == ["LC-SB-10"]
    (said,) = about_seals(open_one)
    assert (said.rule, said.severity) == ("AD-SE-05", "note")
    assert "受理部门同意先行受理" in said.message


def _stale(dossier: Dossier) -> None:
    dossier.save_answer("council.term_years", "4")


def _missing(dossier: Dossier) -> None:
    (filing(dossier) / "04 章程.docx").unlink()


def _newer(dossier: Dossier) -> None:
    shutil.copy(filing(dossier) / "04 章程.docx", filing(dossier) / "04 章程（新稿）.docx")


def _open(dossier: Dossier) -> None:
    (filing(dossier) / "~$ 章程.docx").write_bytes(b"")


def _unrecorded(dossier: Dossier) -> None:
    (filing(dossier) / "manifest.json").unlink()


def _broken(dossier: Dossier) -> None:
    (filing(dossier) / "manifest.json").write_text("{]", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [(_stale, "文件还是旧的"), (_missing, "04 章程.docx：缺少"), (_newer, "旁边还有04 章程（新稿）.docx"), (_open, "正在 Word"),
     (_unrecorded, "没有起草完整"), (_broken, "读不出来")],
)  # fmt: skip
def test_a_package_that_is_not_whole_and_current_is_not_sealed(open_one: Dossier, spoil: Callable[[Dossier], None], says: str) -> None:
    spoil(open_one)
    said = refusal(open_one)
    assert says in said
    assert "\n" not in said


def test_a_filing_in_the_future_or_without_a_date_is_not_sealed(open_one: Dossier) -> None:
    with pytest.raises(UserError, match="晚于今天"):
        seal(open_one, filing(open_one), dt.date(2028, 1, 1), DAY)
    open_one.save_answer("dates.filing", None)
    build(open_one, today=DAY)
    with pytest.raises(UserError, match=r"dates\.filing：报送日期没有填写"):
        seal(open_one, folder_to_seal(open_one, "undated-founding"), DAY, DAY)


def test_an_edited_file_is_sealed_as_it_is_and_a_scan_beside_it_too(open_one: Dossier) -> None:
    from docx import Document

    path = filing(open_one) / "04 章程.docx"
    edited = Document(str(path))
    edited.paragraphs[20].add_run("各方另有约定的除外。")
    edited.save(str(path))
    (filing(open_one) / "签署页扫描.pdf").write_bytes(b"%PDF-1.4")
    done = seal(open_one, filing(open_one), DAY, DAY)
    assert done.edited == ("04 章程.docx",)
    assert done.added == ("签署页扫描.pdf",)
    assert about_seals(open_one) == []


def test_a_touched_file_is_found_and_can_be_restored(sealed: Dossier) -> None:
    shutil.copy(filing(sealed) / "05 组织架构.docx", filing(sealed) / "04 章程.docx")
    (filing(sealed) / "05 组织架构.docx").unlink()
    (filing(sealed) / "别的.txt").write_text("x", encoding="utf-8")
    found = about_seals(sealed)
    assert sorted((one.rule, one.severity, one.location.rpartition("/")[2]) for one in found) == [
        ("AD-SE-01", "error", "04 章程.docx"), ("AD-SE-01", "error", "05 组织架构.docx"), ("AD-SE-01", "note", "别的.txt"),
    ]  # fmt: skip
    assert "从 .sealed/2026-12-18-founding/04 章程.docx 复制回来" in next(one.fix for one in found if "04" in one.location)
    for name in ("04 章程.docx", "05 组织架构.docx"):
        shutil.copy(sealed.folder / ".sealed" / NAME / name, filing(sealed) / name)
    (filing(sealed) / "别的.txt").unlink()
    assert about_seals(sealed) == []


def test_a_sealed_fact_edited_by_hand_is_found_and_one_changed_by_an_event_is_not(sealed: Dossier) -> None:
    leave(sealed, "m05", dt.date(2027, 5, 1))
    assert about_seals(sealed, dt.date(2027, 12, 1)) == []
    sealed.replace_facts(assign(sealed.facts, "council.term_years", "4"))
    (found,) = about_seals(sealed, dt.date(2027, 12, 1))
    assert (found.rule, found.severity, found.location) == ("AD-SE-02", "error", "council.term_years")
    assert "封存为“3”" in found.message
    assert "现为“4”" in found.message


def test_what_was_unknown_when_sealed_may_be_filled_in(sealed: Dossier) -> None:
    sealed.replace_facts(assign(sealed.facts, "dates.approval", "2027-02-01"))
    assert [one.severity for one in about_seals(sealed)] in ([], ["note"])


def test_rows_gained_and_lost_and_filled_facts_are_told_apart(example: Path) -> None:
    facts = read_answers(example)
    members = facts.members or ()
    fewer = facts.model_copy(update={"members": members[:-1]})
    assert next(one.path for one in differences(facts, fewer).changed) == f"members[{members[-1].id}]"
    assert [one.path for one in differences(fewer, facts).changed] == [f"members[{members[-1].id}]"]
    unknown = facts.model_copy(update={"breach": None})
    assert differences(unknown, facts).changed == ()
    assert all(one.path.startswith("breach.") for one in differences(unknown, facts).filled)


def test_a_change_recorded_late_is_told_until_a_filing_reports_it(sealed: Dossier) -> None:
    leave(sealed, "m05", dt.date(2027, 1, 4), "withdraw-before-signing", late=True)
    (found,) = about_seals(sealed, dt.date(2027, 12, 1))
    assert (found.rule, found.severity) == ("AD-SE-03", "warning")
    assert "c001" in found.message
    assert "发生于 2027-01-04" in found.message


def test_what_was_recorded_before_the_seal_counts_as_reported_by_it(open_one: Dossier) -> None:
    leave(open_one, "m12", dt.date(2026, 11, 1), "withdraw-before-signing", today=DAY)
    build(open_one, today=DAY)
    seal(open_one, filing(open_one), DAY, DAY, despite="测试")
    assert reported_in(open_one) == {"c001": NAME}
    assert sealed_filings(open_one)[0].history == "c001"


def test_after_a_change_the_sealed_texts_are_not_taken_for_those_of_today(sealed: Dossier) -> None:
    leave(sealed, "m05", dt.date(2027, 5, 1))
    found = check_dossier(sealed, dt.date(2027, 12, 1)).findings
    assert not [one for one in found if one.rule in ("AD-FA-03", "AD-FI-01", "AD-FI-03")]


def test_an_interrupted_sealing_is_completed_by_sealing_again(sealed: Dossier) -> None:
    path = filing(sealed) / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**told, "sealed": False}), encoding="utf-8")
    assert [one.rule for one in about_seals(sealed)] == ["AD-SE-01"]
    assert seal(sealed, folder_to_seal(sealed), DAY, DAY).finished
    assert json.loads(path.read_text(encoding="utf-8"))["sealed"] is True
    assert about_seals(sealed) == []


def test_a_kill_at_any_moment_leaves_it_sealed_or_not(open_one: Dossier) -> None:
    """The process ends at the n-th write, as if it were killed there."""
    code = (
        "import os, sys, datetime as dt\nfrom pathlib import Path\n"
        "from alliance_docs.dossier import sealing, files\nfrom alliance_docs.dossier.store import Dossier\n"
        "from alliance_docs.dossier.seal_problems import Readiness\n"
        "sealing.readiness = lambda *a, **k: Readiness(())\n"
        "left, write = int(sys.argv[2]), sealing.write_atomic\n"
        "def counted(path, data):\n    global left\n    left -= 1\n    os._exit(9) if left < 0 else write(path, data)\n"
        "sealing.write_atomic = counted\nd = Dossier(Path(sys.argv[1]))\n"
        "sealing.seal(d, sealing.folder_to_seal(d), dt.date(2027, 1, 5), dt.date(2027, 1, 5))\n"
    )
    before = {path.name: path.read_bytes() for path in filing(open_one).glob("*.docx")}
    for point in [*random.Random(5).sample(range(18), 2), 18, 19]:
        done = subprocess.run([sys.executable, "-c", code, str(open_one.folder), str(point)], capture_output=True, check=False)
        assert done.returncode == 9, done.stderr.decode()
        assert {path.name: path.read_bytes() for path in filing(open_one).glob("*.docx")} == before
        assert is_sealed(filing(open_one)) == (point > 18)
    assert seal(open_one, folder_to_seal(open_one), DAY, DAY).finished
    assert about_seals(open_one) == []
