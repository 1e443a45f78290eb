"""``due``, several dossiers at once, and copies for the members, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from alliance_docs.dossier.store import Dossier, apply_settings, read_answers
from alliance_docs.word.package import open_package

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DAY = ("--today", "2027-12-20")


def dossier_of(folder: Path, *settings: str, example: str = "gansu") -> Dossier:
    return Dossier.create(folder, apply_settings(read_answers(EXAMPLES / f"{example}.yaml"), settings))


def test_due_lists_by_urgency_with_basis_and_filing(run, tmp_path: Path) -> None:
    dossier = dossier_of(tmp_path / "a", "dates.approval=2027-02-10")
    said = run("due", dossier.folder, *DAY)
    assert (said.status, said.err) == (0, "")
    heads = ["已逾期（", "三十日以内（", "九十日以内（", "九十日以后（"]
    assert [said.out.index(head) for head in heads] == sorted(said.out.index(head) for head in heads)
    assert "2028-02-29  还有 71 日  2027年度工作总结" in said.out
    assert "从严 2028-02-29，从宽 2028-03-31：" in said.out
    assert "依据：通知 四3" in said.out
    assert "alliance-docs build --filing annual" in said.out


def test_a_change_is_owed_until_it_is_reported(run, tmp_path: Path) -> None:
    dossier = dossier_of(tmp_path / "a")
    said = run("members", "leave", dossier.folder, "m09", "--on", "2027-06-30", "--today", "2027-07-01", "--yes")
    assert said.status == 0, said.err
    assert "2027-12-31  还有 11 日  2027年的变更报备：1项" in run("due", dossier.folder, *DAY).out
    assert "变更报备" not in run("due", dossier.folder, "--today", "2027-06-01").out, "not before it happened"


def test_several_dossiers_go_on_after_one_fails_and_end_with_a_table(run, tmp_path: Path) -> None:
    dossier_of(tmp_path / "案卷" / "甲")
    dossier_of(tmp_path / "案卷" / "乙", example="guangxi")
    broken = tmp_path / "案卷" / "丙"
    broken.mkdir()
    (broken / "alliance.yaml").write_text("jurisdiction: gansu\nmembers: 12\n", encoding="utf-8")
    said = run("due", tmp_path / "案卷", *DAY)
    assert said.status == 2
    assert said.err.count("/3] ") == 3
    assert len([line for line in said.err.splitlines() if line.startswith("错误：")]) == 1
    table = said.out.rsplit("\n\n", 1)[1].splitlines()
    assert len(table) == 4
    assert table[0].startswith("联盟")
    assert any(line.startswith("丙") and "失败" in line for line in table)
    assert "〔广西示例" in said.out


def test_json_and_calendar_tell_the_same(run, tmp_path: Path) -> None:
    folders = [dossier_of(tmp_path / name, example=example).folder for name, example in (("a", "gansu"), ("b", "g60"))]
    calendar = tmp_path / "期限.ics"
    said = run("due", *folders, *DAY, "--format", "json", "--ics", calendar)
    told = json.loads(said.out)
    assert said.status == 0
    rows = [row for each in told["dossiers"] for row in each["deadlines"]]
    assert told["summary"] == {state: sum(row["state"] == state for row in rows) for state in told["summary"]}
    events = Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")
    assert sorted(str(one.decoded("dtstart")) for one in events) == sorted(row["strict"] for row in rows)
    before = calendar.read_bytes()
    run("due", *folders, *DAY, "--ics", calendar)
    assert calendar.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--ics", "期限.docx"), ".ics"),
        (("--today", "2027-13-01"), "--today"),
        (("--ahead", "-1"), "--ahead"),
        (("--format", "xml"), "--format"),
    ],
)
def test_wrong_use_is_one_line(run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    told = run("due", dossier_of(tmp_path / "a").folder, *arguments)
    assert told.status == 2
    assert said in told.err
    assert len(told.err.splitlines()) == 1


def test_a_dossier_without_a_jurisdiction_is_refused(run, tmp_path: Path) -> None:
    (tmp_path / "alliance.yaml").write_text("alliance:\n  name: 示例\n", encoding="utf-8")
    told = run("due", tmp_path, *DAY)
    assert (told.status, len(told.err.splitlines())) == (2, 1)


def test_build_and_check_take_several_too(run, tmp_path: Path, core_example: Path) -> None:
    core = read_answers(core_example).model_copy(update={"jurisdiction": "gansu"})
    folders = [Dossier.create(tmp_path / name, core).folder for name in ("a", "b")]
    said = run("build", folders[0], tmp_path / "none", folders[1], "--document", "charter")
    assert said.status == 2
    assert "[2/3]" in said.err
    assert said.err.count("错误：") == 1
    assert all(list(folder.glob("filings/*/*章程.docx")) for folder in folders)
    assert "失败" in said.out.splitlines()[-2]
    checked = run("check", folders[0], tmp_path / "none", folders[1])
    assert checked.status == 2
    assert checked.err.count("/3] ") == 3
    assert len([line for line in checked.out.splitlines() if line.startswith(("a  ", "b  "))]) == 2


def test_copies_for_the_members_hide_what_is_private_and_leave_the_filing_alone(run, tmp_path: Path) -> None:
    dossier = dossier_of(tmp_path / "a", "members[m01].contact.phone=13800001234", "members[m01].contact.email=teng@example.com")
    names = ("--document", "member-roster", "--document", "agreement")
    assert run("build", dossier.folder, *names).status == 0
    (filing,) = dossier.filings.iterdir()
    before = {path.name: path.read_bytes() for path in filing.iterdir()}
    said = run("build", dossier.folder, *names, "--for", "members")
    assert said.status == 0, said.err
    assert "手机号码" in said.out
    assert {path.name: path.read_bytes() for path in filing.iterdir()} == before
    copies = sorted((dossier.folder / "分发版" / filing.name).iterdir())
    assert [path.suffix for path in copies] == [".docx", ".docx"]
    for copy in copies:
        parts = open_package(copy.read_bytes()).parts
        assert not any(b"13800001234" in part or b"teng@example.com" in part for part in parts.values()), copy
    assert any(b"138****1234" in part for part in open_package(copies[-1].read_bytes()).parts.values())
    again = run("build", dossier.folder, *names, "--for", "members")
    assert "新稿" not in again.out


def test_copies_follow_what_was_edited_and_an_edited_copy_is_kept(run, tmp_path: Path) -> None:
    import docx

    dossier = dossier_of(tmp_path / "a")
    run("build", dossier.folder, "--document", "member-roster")
    (roster,) = dossier.filings.glob("*/*.docx")
    document = docx.Document(str(roster))
    document.add_paragraph("另附：王某 139 0000 5678")
    document.save(str(roster))
    run("build", dossier.folder, "--document", "member-roster", "--for", "members")
    (copy,) = (dossier.folder / "分发版").glob("*/*.docx")
    assert docx.Document(str(copy)).paragraphs[-1].text == "另附：王某 139 **** 5678"
    edited = docx.Document(str(copy))
    edited.add_paragraph("批注")
    edited.save(str(copy))
    said = run("build", dossier.folder, "--document", "member-roster", "--for", "members")
    assert "保留：" in said.out
    assert docx.Document(str(copy)).paragraphs[-1].text == "批注"
