"""checks.yaml, --checks, --select and --ignore, as a lawyer uses them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.word.package import open_package
from alliance_docs.word.reader import read

DAY = ("--today", "2026-11-22")
CHARTER = ("某某产业技术创新联盟章程", "第一条 本章程依据法律制定。", "第二条 成员大会的决议，须经半数以上成员单位同意。", "第三条 本章程自通过之日起生效。")
HELD = """\
suppressions:
  - rule: LC-GV-02
    document: charter
    clause: 第二条
    reason: 各方在<备忘录>中另有说明
    author: 张三律师
    until: 2026-12-31
"""


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory, core_example: Path) -> Path:
    from alliance_docs.dossier.build import build

    dossier = Dossier.create(tmp_path_factory.mktemp("drafted") / "某联盟", read_answers(core_example).model_copy(update={"jurisdiction": "gansu"}))
    build(dossier, only=("charter", "compliance-table"))
    return dossier.folder


@pytest.fixture
def folder(drafted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(drafted, tmp_path / "某联盟"))


@pytest.fixture
def returned(folder: Path) -> Path:
    """A charter that came back retyped, lying in the dossier."""
    document = docx.Document()
    for line in CHARTER:
        document.add_paragraph(line)
    path = folder / "来稿" / "章程.docx"
    path.parent.mkdir()
    document.save(str(path))
    return path


def told(said: object) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads(said.out)  # type: ignore[attr-defined]
    return found


def test_a_suppressed_finding_is_told_apart_and_counts_no_more(run: Callable, folder: Path, returned: Path, tmp_path: Path) -> None:
    ask = ("check", returned, "--select", "LC-GV-02", *DAY)
    (folder / "checks.yaml").write_text("severities: {LC-GV-02: error}\n", encoding="utf-8")
    before = run(*ask)
    assert before.status == 1
    assert "级别：由本案卷改为错误，原为警告" in before.out
    (folder / "checks.yaml").write_text("severities: {LC-GV-02: error}\n" + HELD, encoding="utf-8")
    after = run(*ask)
    assert after.status == 0
    assert "除已豁免的以外，没有发现问题。" in after.out
    assert after.out.index("【已豁免】") < after.out.index("[LC-GV-02]") < after.out.index("理由：各方在<备忘录>中另有说明")
    assert "豁免：张三律师，至2026年12月31日" in after.out
    assert "只检查：LC-GV-02" in after.out
    assert "合计：错误 0，警告 0，提示 0；另有已豁免 1 处" in after.out
    data = told(run(*ask, "--format", "json"))
    assert data["findings"] == []
    assert data["summary"] == {"error": 0, "warning": 0, "note": 0}
    (one,) = data["suppressed"]
    assert list(one) == ["rule", "severity", "message", "document", "clause", "location", "basis", "fix", "reason", "author", "until"]
    assert (one["location"], one["author"], one["until"]) == ("第二条", "张三律师", "2026-12-31")
    page = tmp_path / "报告.html"
    run(*ask, "--format", "html", "--output", page)
    html = page.read_text(encoding="utf-8")
    assert html.index("另有已豁免 1 处") < html.index("只检查：LC-GV-02") < html.index("各方在&lt;备忘录&gt;中另有说明")
    run(*ask, "--annotate", tmp_path / "批注")
    assert "LC-GV-02" not in open_package((tmp_path / "批注" / "章程.docx").read_bytes()).parts["word/comments.xml"].decode("utf-8")


def test_after_its_last_day_the_finding_is_told_again(run: Callable, folder: Path, returned: Path) -> None:
    (folder / "checks.yaml").write_text(HELD, encoding="utf-8")
    ask = ("check", returned, "--select", "LC-GV-02,AD-SU-*", "--format", "json", "--today")
    assert [one["rule"] for one in told(run(*ask, "2026-12-31"))["suppressed"]] == ["LC-GV-02"]
    late = told(run(*ask, "2027-01-01"))
    assert {one["rule"]: one["severity"] for one in late["findings"]} == {"AD-SU-02": "warning", "LC-GV-02": "warning"}
    assert "suppressed" not in late


def test_one_of_no_use_is_told_when_the_whole_dossier_is_checked(run: Callable, folder: Path) -> None:
    (folder / "checks.yaml").write_text(HELD.replace("第二条", "第九百条") + "ignore: [GS-*]\n", encoding="utf-8")
    data = told(run("check", folder, *DAY, "--format", "json"))
    (one,) = (one for one in data["findings"] if one["rule"].startswith("AD-SU"))
    assert (one["severity"], one["location"]) == ("warning", "checks.yaml:2")
    assert "第九百条" in one["message"]
    assert not any(one["rule"].startswith("GS-") for one in data["findings"])
    assert "不检查：GS-*（本案卷）" in run("check", folder, *DAY).out


def test_the_firm_grades_by_option_or_environment_and_the_dossier_outweighs_it(
    run: Callable, folder: Path, returned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm = tmp_path / "所内规定.yaml"
    firm.write_text("severities: {LC-GV-02: 错误}\nignore: [AD-RD-*]\n", encoding="utf-8")
    stranger = Path(shutil.copy(returned, tmp_path / "外来章程.docx"))
    assert run("check", stranger, *DAY, "--select", "LC-GV-02").status == 0
    said = run("check", stranger, *DAY, "--checks", firm)
    assert said.status == 1
    assert "由所内规定改为错误" in said.out
    assert "[AD-RD-" not in said.out
    assert "不检查：AD-RD-*（所内规定）" in said.out
    monkeypatch.setenv("ALLIANCE_DOCS_CHECKS", str(firm))
    assert run("check", returned, *DAY, "--select", "LC-GV-02").status == 1
    (folder / "checks.yaml").write_text("severities: {LC-GV-02: note}\n", encoding="utf-8")
    said = run("check", returned, *DAY, "--select", "LC-GV-02")
    assert said.status == 0
    assert "由本案卷改为提示，原为警告" in said.out


def test_build_counts_what_is_suppressed_and_the_compliance_table_says_why(run: Callable, folder: Path) -> None:
    (folder / "checks.yaml").write_text("suppressions:\n  - {rule: GS-1.1-1, reason: 名单尚待确定, author: 李四}\n", encoding="utf-8")
    said = run("build", folder, "--document", "compliance-table", *DAY)
    assert said.status == 0
    assert "；另有已豁免 1 处" in said.out
    (table,) = folder.glob("filings/*/*合规对照表*.docx")
    text = repr(read(table.read_bytes()))
    assert "已豁免：名单尚待确定（李四）" in text
    run("build", folder, "--document", "compliance-table", *DAY)
    assert run("build", folder, "--document", "compliance-table", *DAY, "--strict").status == 1, "the other errors still count"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--select", "LC-GV-99"), "没有规则“LC-GV-99”"),
        (("--select", "LC-GV-2"), "LC-GV-02"),
        (("--ignore", "LC-QQ-*"), "LC-QQ-"),
        (("--select", ","), "没有写规则"),
        (("--select", "LC-GV-02", "--ignore", "LC-GV-*"), "全部不检查"),
        (("--select", "GX12-1-1"), "一条也用不上"),
        (("--checks", "没有这个文件.yaml"), "没有这个检查设置文件"),
    ],
)
def test_asking_for_what_there_is_not_is_one_line_and_nothing_is_checked(
    run: Callable, folder: Path, options: tuple[str, ...], says: str
) -> None:
    said = run("check", folder, *DAY, *options)
    assert (said.status, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert says in said.err


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_file_of_settings_that_cannot_be_read_is_one_line(run: Callable, folder: Path, command: str) -> None:
    kept = sorted(path.stat().st_mtime_ns for path in folder.rglob("*.docx"))
    for data, says in (("理由: 中文\n".encode("gbk"), "checks.yaml:1：不是 UTF-8"), (b"severities: {LC-GV-99: note}\n", "checks.yaml:1")):
        (folder / "checks.yaml").write_bytes(data)
        said = run(command, folder, *DAY)
        assert (said.status, said.out, len(said.err.splitlines())) == (2, "", 1)
        assert says in said.err
    assert sorted(path.stat().st_mtime_ns for path in folder.rglob("*.docx")) == kept


def test_settings_that_cannot_be_read_do_not_stop_other_files(run: Callable, folder: Path, returned: Path, tmp_path: Path) -> None:
    (folder / "checks.yaml").write_text("ignore: [LC-QQ-*]\n", encoding="utf-8")
    stranger = Path(shutil.copy(returned, tmp_path / "外来章程.docx"))
    said = run("check", returned, stranger, *DAY)
    assert said.status == 2
    assert "[LC-GV-02]" in said.out
    assert [line for line in said.err.splitlines() if "checks.yaml:1" in line] == said.err.splitlines()


@pytest.mark.parametrize("rule", ["AD-SU-01", "AD-SU-02"])
def test_the_rules_about_suppressions_are_explained(run: Callable, rule: str) -> None:
    said = run("explain", rule)
    assert said.status == 0
    assert "checks.yaml" in said.out
