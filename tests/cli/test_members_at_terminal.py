"""``members`` at a real pseudo-terminal: the consequences first, questions, a confirmation; Ctrl-C leaves nothing behind."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from alliance_docs.dossier.history import events_of
from alliance_docs.dossier.store import Dossier, read_answers

pexpect = pytest.importorskip("pexpect", reason="pexpect is not installed")
if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a POSIX system", allow_module_level=True)

JOIN = ("members", "join", "兰州样本智慧能源有限公司", "--on", "2027-07-20", "--today", "2027-08-01")
PROMPT = " ▸ "


@pytest.fixture
def dossier(tmp_path: Path, example: Path) -> Dossier:
    return Dossier.create(tmp_path / "案卷", read_answers(example))


def spawn(dossier: Dossier, *arguments: str) -> Any:
    environment = {**os.environ, "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "xterm", "PYTHONUTF8": "1"}
    command = ["-c", "from alliance_docs.cli.main import main; main()", *arguments]
    return pexpect.spawn(
        sys.executable, command, cwd=str(dossier.folder), env=environment, encoding="utf-8", timeout=120, dimensions=(40, 110),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background ignores Ctrl-C, and so would its children
    )  # fmt: skip


def ended(child: Any) -> tuple[int, str]:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before


def files(dossier: Dossier) -> dict[str, bytes]:
    found = (path for path in dossier.folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(dossier.folder)): path.read_bytes() for path in found}


def test_a_unit_joins_with_questions_and_a_confirmation(dossier: Dossier) -> None:
    before = files(dossier)
    child = spawn(dossier, *JOIN, "--dry-run")  # first what would follow: nothing asked, nothing written
    child.expect_exact("成员单位：12 家 → 13 家")
    status, said = ended(child)
    assert (status, "试行：没有写入。" in said, files(dossier) == before) == (0, True, True)

    child = spawn(dossier, *JOIN)
    child.expect_exact("请填写兰州样本智慧能源有限公司的情况")
    for answer in ("91620102MA0000902X", "91620102MA0000902J", "1", "", "兰州市示例路8号"):  # the first code is wrong: asked again
        child.expect_exact(PROMPT)
        child.sendline(answer)
    for _ in range(3):
        child.expect_exact(PROMPT)
        child.sendline("")
    child.expect_exact("由此产生：")
    child.expect_exact("记录吗？")
    assert not events_of(dossier)
    child.sendline("y")
    child.expect_exact("已记录 c001")
    assert ended(child)[0] == 0
    member = dossier.facts_on().active_members[-1]
    assert (member.name, member.credit_code, member.type, member.address) == (JOIN[2], "91620102MA0000902J", "企业", "兰州市示例路8号")
    assert len(dossier.facts.members or ()) == 12  # the facts as founded stay


@pytest.mark.parametrize("at", [PROMPT, "记录吗？"])
def test_ctrl_c_leaves_nothing_behind(dossier: Dossier, at: str) -> None:
    before = files(dossier)
    options = ("--set", "type=企业") if at == PROMPT else ()
    words = JOIN if at == PROMPT else ("members", "leave", "m12", *JOIN[3:])
    child = spawn(dossier, *words, *options)
    child.expect_exact(at)
    child.sendintr()
    status, said = ended(child)
    assert status == 130
    assert "已中断，没有记录。" in said
    assert "Traceback" not in said
    assert files(dossier) == before


def test_no_is_no_and_a_doubt_is_asked(dossier: Dossier) -> None:
    before = files(dossier)
    child = spawn(dossier, "members", "rename", "m07", "陕西样例智能控制科技集团有限公司", "--on", "2027-07-20", "--today", "2027-08-01")
    child.expect_exact("可能只是更正")
    child.expect_exact("请选择")
    child.sendline("1")
    child.expect_exact("记录吗？")
    child.sendline("n")
    status, said = ended(child)
    assert (status, "没有记录。" in said, files(dossier) == before) == (0, True, True)
