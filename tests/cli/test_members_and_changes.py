"""``members`` and ``changes`` as a secretariat uses them a year later."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alliance_docs.dossier.store import Dossier, read_answers

TODAY = ("--today", "2027-12-01")


@pytest.fixture
def dossier(tmp_path: Path, example: Path) -> Dossier:
    return Dossier.create(tmp_path / "案卷", read_answers(example))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the drafting of consequences, which has tests of its own."""
    for module in ("change_telling", "changes_command"):
        monkeypatch.setattr(f"alliance_docs.cli.{module}.tell_consequences", lambda *_: None)


def seal(dossier: Dossier, on: str = "2027-03-20", folder: str = "2026-12-18-founding") -> None:
    path = dossier.filings / folder / "manifest.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"filing": folder.rpartition("-")[2], "sealed": True, "sealed_on": on}), encoding="utf-8")


def test_a_year_of_changes_is_recorded_listed_shown_and_undone(run, dossier: Dossier, quick: None) -> None:
    folder = dossier.folder
    steps = [
        ("members", "leave", folder, "m05", "--on", "2027-04-10", "--reason", "产业方向调整", "--resolution", "示例理决〔2027〕1号", "--votes", "8/0/0/8/9"),
        ("members", "join", folder, "兰州新样本科技有限公司", "--on", "2027-05-10", "--set", "city=兰州市"),
        ("members", "update", folder, "m02", "contribution.cash=80万元", "--on", "2027-06-10"),
        ("changes", "set", folder, "legal-representative", "m01", "卫样新", "--on", "2027-07-10"),
        ("changes", "set", folder, "chair", "m02", "--on", "2027-08-10", "--organ", "成员大会"),
        ("changes", "set", folder, "tasks[t1].lead=m02", "--on", "2027-09-10"),
        ("changes", "set", folder, "amend", "exit.notice_days=60", "--on", "2027-10-10"),
        ("members", "merge", folder, "m06", "--into", "m07", "--on", "2027-10-11"),
        ("members", "replace", folder, "m12", "甘肃新示例检测有限公司", "--on", "2027-10-12"),
        ("members", "expel", folder, "m11", "--on", "2027-10-13", "--reason", "长期不履行义务"),
    ]
    for number, step in enumerate(steps, start=1):
        said = run(*step, *TODAY)
        assert (said.status, said.err) == (0, ""), step
        assert f"已记录 c{number:03}" in said.out
    listed = run("changes", "list", folder).out
    assert "c001 2027-04-10 金昌样本电池材料有限公司退出联盟" in listed
    assert "理事长单位由甘肃示例储能装备股份有限公司变更为陇原样本风电设备有限公司" in listed
    shown = run("changes", "show", folder, "c001").out
    assert "同意 8、反对 0、弃权 0" in shown
    assert "成员单位数：12 → 11" in shown
    assert run("members", "list", folder).out.rstrip().endswith("共 10 家")
    assert run("members", "list", folder, "--on", "2027-04-09").out.rstrip().endswith("共 12 家")
    undone = run("changes", "undo", folder, "c010", "--reason", "理事会未通过", *TODAY)
    assert (undone.status, undone.err) == (0, "")
    assert "（已撤销）" in run("changes", "list", folder).out
    assert run("members", "list", folder).out.rstrip().endswith("共 11 家")


def test_a_dry_run_shows_the_consequences_and_writes_nothing(run, dossier: Dossier) -> None:
    said = run("members", "leave", dossier.folder, "m05", "--on", "2027-04-10", "--dry-run", *TODAY)
    assert said.status == 0
    for part in ("成员单位：12 家 → 11 家", "资金投入合计：430万元 → 390万元", "tasks[t1].members[0]", "已通过、不改写，以决议为准：《章程》", "LC-GV-08", "试行：没有写入"):
        assert part in said.out.replace("\n      ", ""), part
    assert not (dossier.folder / "changes.yaml").exists()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("members", "leave", "m05"), "没有写明变更日期"),
        (("members", "leave", "m05", "--on", "2027-13-01"), "没有这一天"),
        (("members", "leave", "m05", "--on", "2028-01-01"), "晚于今天"),
        (("members", "leave", "m05", "--on", "2027-01-01"), "--before-signing"),
        (("members", "join", "甲公司", "--on", "2027-01-01"), "成立以前增加发起单位"),
        (("members", "leave", "金昌样本电池材料公司", "--on", "2027-05-01"), "是否要写“金昌样本电池材料有限公司”"),
        (("members", "leave", "m05", "--on", "2027-05-01", "--votes", "8/0"), "同意/反对/弃权"),
        (("members", "leave", "m05", "--on", "2027-05-01", "--votes", "8/3/0/9/9"), "超过到会单位数"),
        (("members", "leave", "m05", "--on", "2027-05-01", "--organ", "理事"), "没有机构“理事”"),
        (("members", "leave", "m05", "--on", "2027-05-01", "--paper", "无.pdf"), "attachments 中没有这个文件"),
        (("members", "expel", "m05", "--on", "2027-05-01"), "除名应当写明事由"),
        (("members", "rename", "m05", "甲公司", "--on", "2027-05-01"), "--as change"),
        (("members", "merge", "m05", "--into", "m05", "--on", "2027-05-01"), "不能并入自己"),
        (("changes", "undo", "c009", "--reason", "错"), "没有编号为 c009"),
        (("changes", "undo", "c009"), "撤销应当写明原因"),
        (("changes", "set", "leed", "m02", "--on", "2027-05-01"), "是否要写“lead”"),
        (("changes", "set", "leave", "m02", "--on", "2027-05-01"), "用 alliance-docs members"),
        (("changes", "set", "lead", "m01", "--on", "2027-05-01"), "已经是牵头单位"),
        (("changes", "set", "council.sizes=3", "--on", "2027-05-01"), "是否要写“size”"),
        (("changes", "set", "council.size=三家", "--on", "2027-05-01"), "应为整数"),
        (("changes", "set", "council.size=9", "--on", "2027-05-01"), "事实没有变化"),
        (("changes", "set", "members[m02].name=甲公司", "--on", "2027-05-01"), "members rename"),
        (("members", "update", "m02", "credit_code=1234", "--on", "2027-05-01"), "统一社会信用代码"),
    ],
)
def test_bad_input_is_one_clear_line(run, dossier: Dossier, quick: None, words: tuple[str, ...], expected: str) -> None:
    group, command, *rest = words
    said = run(group, command, dossier.folder, *rest, *TODAY)
    assert said.status == 2, said.out
    assert expected in said.err
    assert len(said.err.splitlines()) == 1
    assert not (dossier.folder / "changes.yaml").exists()


def test_change_and_correction_are_not_confused(run, dossier: Dossier, quick: None) -> None:
    folder = dossier.folder
    rename = ("members", "rename", folder, "m05", "金昌样本电池新材料有限公司", "--on", "2027-05-01", *TODAY)
    assert "可能只是更正" in run(*rename).err
    said = run(*rename, "--as", "correction")
    assert "已直接改正 alliance.yaml" in said.out
    assert dossier.facts.member("m05").name == "金昌样本电池新材料有限公司"  # type: ignore[union-attr]
    seal(dossier)
    correct = ("changes", "correct", folder, "members[m05].address=甘肃省金昌市金川区样本大道500号附1", "--reason", "核对证照", *TODAY)
    assert "可能是变更而不是更正" in run(*correct).err
    assert run(*correct, "--as", "correction").status == 0
    assert "更正" in run("changes", "list", folder).out
    assert "附1" not in dossier.facts_file.read_text(encoding="utf-8")
    slip = run("members", "rename", folder, "m05", "金昌样例电池新材料有限公司", "--on", "2027-05-01", *TODAY)
    assert "只差一个字" in slip.err
    assert run("members", "rename", folder, "m05", "甘肃新能源材料集团有限公司", "--on", "2027-05-01", *TODAY).status == 0


def test_a_sealed_period_is_closed_but_for_what_is_recorded_late(run, dossier: Dossier, quick: None) -> None:
    seal(dossier, "2027-06-30")
    leave = ("members", "leave", dossier.folder, "m05", "--on", "2027-05-01", *TODAY)
    assert "已经封存的时期" in run(*leave).err
    assert run(*leave, "--late").status == 0


def test_who_withdraws_before_signing_is_no_member_that_left(run, dossier: Dossier, quick: None) -> None:
    said = run("members", "leave", dossier.folder, "m05", "--on", "2026-11-01", "--before-signing", "--today", "2026-11-02")
    assert (said.status, said.err) == (0, "")
    assert "在签署前退出" in said.out
    assert len(dossier.facts_on().active_members) == 11


def test_a_roster_goes_out_and_comes_back(run, dossier: Dossier, quick: None, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    folder, sheet = dossier.folder, tmp_path / "名单.xlsx"
    assert run("members", "export", folder, "-o", sheet).status == 0
    first = sheet.read_bytes()
    run("members", "export", folder, "-o", sheet)
    assert sheet.read_bytes() == first
    assert "没有变更" in run("members", "import", folder, sheet, "--on", "2027-05-01", *TODAY).out
    book = load_workbook(sheet)
    rows = book.active
    assert rows is not None
    heads = [cell.value for cell in rows[1]]
    rows.cell(3, heads.index("联系人") + 1, "新联系人")
    rows.append(["兰州新样本科技有限公司"])
    book.save(sheet)
    said = run("members", "import", folder, sheet, "--on", "2027-05-01", *TODAY)
    assert (said.status, said.err) == (0, "")
    now = dossier.facts_on()
    assert {change.type for change in now.changes or ()} == {"join", "contact"}
    assert now.member("m02").contact.name == "新联系人"  # type: ignore[union-attr]
    assert now.member("兰州新样本科技有限公司") is not None


def test_before_the_founding_a_roster_fills_the_facts(run, dossier: Dossier, tmp_path: Path) -> None:
    sheet = tmp_path / "名单.csv"
    sheet.write_text("单位名称,联系人\n陇原样本风电设备有限公司,新联系人\n", encoding="utf-8")
    said = run("members", "import", dossier.folder, sheet, "--today", "2026-10-01")
    assert (said.status, said.err) == (0, "")
    assert dossier.facts.member("m02").contact.name == "新联系人"  # type: ignore[union-attr]
    assert not (dossier.folder / "changes.yaml").exists()
