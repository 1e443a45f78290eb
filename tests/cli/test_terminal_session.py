"""A founding at a real pseudo-terminal, broken off and resumed, gives the package the answers file gives."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="pexpect is not installed")
if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a POSIX system", allow_module_level=True)

FIRST = ["甘肃省样例风电装备产业技术创新联盟", "风电装备", "甘肃样例风电有限公司", "兰州市"]
LATER = [
    "", "甘肃样例大学", "甘肃样例研究院", "酒泉样例叶片有限公司", "", "", "1", "",
    "突破8兆瓦以上风电叶片一体成型工艺", "", "叶片工艺攻关", "", "2026-10-16", "按份共有", "仲裁", "兰州仲裁委员会",
]  # fmt: skip
ANSWERS = """
alliance: {name: 甘肃省样例风电装备产业技术创新联盟, field: 风电装备}
formation: {local_authority: 兰州市工业和信息化局}
members:
  - {id: m01, name: 甘肃样例风电有限公司, role: 牵头单位, stage: 意向, city: 兰州市}
  - {id: m02, name: 甘肃样例大学, role: 成员单位, stage: 意向}
  - {id: m03, name: 甘肃样例研究院, role: 成员单位, stage: 意向}
  - {id: m04, name: 酒泉样例叶片有限公司, role: 成员单位, stage: 意向}
bearer: {member: m01}
office: {host: m01}
funding: {manager: m01}
goals:
  - {text: 突破8兆瓦以上风电叶片一体成型工艺}
tasks:
  - {id: t01, title: 叶片工艺攻关}
dates: {adoption: 2026-10-16}
ip: {joint_ownership: 按份共有}
dispute: {mode: 仲裁, institution: 兰州仲裁委员会}
"""
PROMPT = " ▸ "


def spawn(folder: Path, *arguments: str):
    environment = {**os.environ, "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "xterm", "PYTHONUTF8": "1", "PROMPT_TOOLKIT_NO_CPR": "1"}
    command = ["-c", "from alliance_docs.cli.main import main; main()", *arguments]
    return pexpect.spawn(sys.executable, command, cwd=str(folder), env=environment, encoding="utf-8", timeout=60, dimensions=(40, 110))


def say(child, lines: list[str]) -> None:
    for line in lines:
        child.expect_exact(PROMPT)
        child.sendline(line)
        child.expect_exact("✓")  # taken: a prompt drawn twice cannot make the next answer run ahead


def manifest(folder: Path) -> dict[str, object]:
    (path,) = folder.glob("filings/*/manifest.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def test_an_interview_broken_off_and_resumed_gives_the_same_package(run, tmp_path: Path) -> None:
    child = spawn(tmp_path, "new", "我的 联盟", "--jurisdiction", "gansu")
    say(child, FIRST)
    child.expect_exact(PROMPT)
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    folder = tmp_path / "我的 联盟"
    assert "酒泉样例叶片" not in (folder / "alliance.yaml").read_text(encoding="utf-8")
    assert "兰州市" in (folder / "alliance.yaml").read_text(encoding="utf-8")

    child = spawn(folder, "ask")
    say(child, LATER)
    child.expect_exact(PROMPT)
    child.sendline("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert run("build", folder, "--today", "2026-11-22").status == 0

    answers = tmp_path / "answers.yaml"
    answers.write_text(ANSWERS, encoding="utf-8")
    said = run("new", tmp_path / "other", "--jurisdiction", "gansu", "--answers", answers, "--no-input", "--today", "2026-11-22")
    assert said.status == 0, said.err
    asked, given = manifest(folder), manifest(tmp_path / "other")
    assert asked["documents"] == given["documents"]
    assert asked["facts_sha256"] == given["facts_sha256"]


def test_without_a_folder_the_dossier_is_named_after_the_alliance(tmp_path: Path) -> None:
    child = spawn(tmp_path, "new", "--jurisdiction", "gansu")
    say(child, FIRST[:2])
    child.expect_exact(PROMPT)
    child.sendline("q")
    child.expect(pexpect.EOF)
    assert (tmp_path / "outputs" / "样例风电装备" / "alliance.yaml").is_file()
