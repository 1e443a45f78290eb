"""The interview at a real pseudo-terminal: what a secretary sees and types."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from alliance_docs.dossier.store import Dossier
from alliance_docs.facts.facts import Facts

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

DRIVER = Path(__file__).with_name("driver.py")
PROMPT = "▸ "
PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"


class Terminal:
    """A person at the terminal: waits for the prompt, types a line."""

    def __init__(self, folder: Path, *options: str, columns: int = 100) -> None:
        env = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
        self.child = pexpect.spawn(
            sys.executable, [str(DRIVER), str(folder), *options], env=env, encoding="utf-8", timeout=30, dimensions=(50, columns)
        )

    def sees(self, text: str) -> Terminal:
        self.child.expect_exact(text)
        return self

    def types(self, *lines: str) -> Terminal:
        for line in lines:
            self.child.expect_exact(PROMPT)
            self.child.send(line + "\r")
        return self

    def pastes(self, text: str) -> Terminal:
        self.child.expect_exact(PROMPT)
        self.child.send(PASTE_START + text + PASTE_END + "\r")
        return self

    def presses(self, key: str) -> Terminal:
        self.child.expect_exact(PROMPT)
        self.child.sendcontrol(key)
        return self

    def ends(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "我的 联盟"


@pytest.fixture
def sit(folder: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def begin(*options: str, **more: Any) -> Terminal:
        opened.append(Terminal(folder, *options, **more))
        return opened[-1]

    yield begin
    for terminal in opened:
        terminal.child.close(force=True)


def facts_in(folder: Path) -> Facts:
    return Dossier.open(folder).facts


def test_a_first_session_from_the_first_question_to_the_last(sit: Callable[..., Terminal], folder: Path) -> None:
    terminal = sit("--core")
    terminal.sees("联盟的全称是什么？").sees("1/11 名称和领域 · 0/13")
    terminal.types("甘肃省风电装备产业技术创新联盟", "风电装备", "兰州甲风电有限公司", "兰州市")
    terminal.sees("兰州市工业和信息化局").types("")
    terminal.types("西北乙大学", "甘肃丙研究院", "")
    terminal.sees("1. 兰州甲风电有限公司").types("")  # 依托主体
    terminal.types("2", "西北乙")  # 办公室、经费
    terminal.types("突破叶片工艺", "", "叶片回收技术攻关", "")
    terminal.types("2027-03-01")
    terminal.types("!")
    terminal.sees("交律师定").types("1", "兰州仲裁委员会")
    terminal.sees("问题已答完")
    assert terminal.ends() == 0
    facts = facts_in(folder)
    assert [member.name for member in facts.members or ()] == ["兰州甲风电有限公司", "西北乙大学", "甘肃丙研究院"]
    assert facts.deferred == ("ip.joint_ownership",)
    assert facts.dispute is not None
    assert (facts.dispute.mode, facts.dispute.institution) == ("仲裁", "兰州仲裁委员会")


def test_ctrl_c_loses_nothing_and_the_next_session_goes_on_there(sit: Callable[..., Terminal], folder: Path) -> None:
    first = sit("--core")
    first.types("某联盟", "风电", "兰州甲公司", "兰州市", "", "西北乙大学").sees("已加入").presses("c")
    first.sees("答过的都已保存").sees("alliance-docs ask")
    assert first.ends() == 130
    assert [member.name for member in facts_in(folder).members or ()] == ["兰州甲公司", "西北乙大学"]
    second = sit("--core")
    second.sees("3/11 成员单位").types("甘肃丙研究院", "").sees("依托主体").presses("d")
    assert second.ends() == 0
    facts = facts_in(folder)
    assert [member.id for member in facts.members or ()] == ["m01", "m02", "m03"]
    assert facts.alliance is not None
    assert facts.alliance.name == "某联盟"


def test_ctrl_c_in_half_typed_text_keeps_what_was_answered_before(sit: Callable[..., Terminal], folder: Path) -> None:
    terminal = sit()
    terminal.types("某联盟").sees("哪个产业领域").sees(PROMPT)
    terminal.child.send("风电装")
    terminal.child.sendcontrol("c")
    assert terminal.ends() == 130
    facts = facts_in(folder)
    assert facts.alliance is not None
    assert (facts.alliance.name, facts.alliance.field) == ("某联盟", None)


def test_question_mark_tells_why_and_on_what_ground(sit: Callable[..., Terminal]) -> None:
    sit().types("?").sees("依据：甘肃通知 一(一)、三(三)").sees("回到上一问").presses("d")


def test_back_skip_and_jump(sit: Callable[..., Terminal], folder: Path) -> None:
    terminal = sit("--core")
    terminal.types("某联盟", "-").sees("已跳过").types("<").sees("产业领域").types("<").sees("全称是什么").types("另一联盟")
    terminal.sees("牵头单位的全称").types("<<").sees("另一联盟").sees("（已跳过）").types("<2").sees("产业领域").types("中药", "q")
    terminal.sees("已保存")
    assert terminal.ends() == 0
    facts = facts_in(folder)
    assert facts.alliance is not None
    assert (facts.alliance.name, facts.alliance.field) == ("另一联盟", "中药")
    assert not facts.skipped


def test_a_wrong_answer_is_explained_and_asked_again(sit: Callable[..., Terminal], folder: Path) -> None:
    terminal = sit("--core")
    terminal.types("某联盟", "风电", "甲公司", "兰州市", "", "乙公司", "", "丁公司").sees("成员名单中没有“丁公司”").types("9")
    terminal.sees("没有第 9 项").types("2").sees("✓ 乙公司").presses("d")
    assert terminal.ends() == 0
    bearer = facts_in(folder).bearer
    assert bearer is not None
    assert bearer.member == "m02"


def test_a_table_pasted_from_a_spreadsheet(sit: Callable[..., Terminal], folder: Path) -> None:
    terminal = sit("--core")
    terminal.types("某联盟", "风电", "兰州甲公司", "兰州市", "")
    terminal.pastes("单位名称\t单位类型\t联系电话\n西北乙大学\t高等院校\t09311234567\n甘肃丙研究院\t科研院所\t13900001111")
    terminal.sees("已加入 2 项").types("").sees("依托主体").presses("d")
    terminal.ends()
    members = facts_in(folder).members or ()
    assert [(member.name, member.type) for member in members[1:]] == [("西北乙大学", "高校"), ("甘肃丙研究院", "科研机构")]


def test_a_member_list_read_from_a_file(sit: Callable[..., Terminal], folder: Path) -> None:
    table = folder.with_name("成员 名单.csv")
    table.write_bytes("单位名称,电话\n西北乙大学,09311234567\n甘肃丙研究院,13900001111\n".encode("gbk"))
    terminal = sit("--core")
    terminal.types("某联盟", "风电", "兰州甲公司", "兰州市", "", "@无.csv").sees("没有这个文件").types(f"@{table}").sees("已加入 2 项")
    terminal.types("删2").sees("已删去：西北乙大学").types("改2 甘肃丙设计院", "", "q")
    assert terminal.ends() == 0
    assert [member.name for member in facts_in(folder).members or ()] == ["兰州甲公司", "甘肃丙设计院"]


def test_after_the_core_the_user_may_stop(sit: Callable[..., Terminal]) -> None:
    terminal = sit()
    terminal.types(*["-"] * 13)
    terminal.sees("核心问题已答完").types("q").sees("已保存")
    assert terminal.ends() == 0


def test_a_narrow_window_keeps_chinese_lines_within_it(sit: Callable[..., Terminal]) -> None:
    import pyte

    terminal = sit(columns=60)
    terminal.sees(PROMPT)
    screen = pyte.Screen(60, 50)
    pyte.Stream(screen).feed(terminal.child.before)
    help_lines = [line for line in screen.display if "产业技术创新联盟" in line]
    assert help_lines, "the help is on the screen"
    assert not any(line.lstrip().startswith(("，", "。", "、", "”")) for line in screen.display)


def test_completion_offers_the_choices(sit: Callable[..., Terminal], folder: Path) -> None:
    terminal = sit("--core")
    terminal.types("某联盟", "风电", "兰州甲公司", "兰州市", "", "西北乙大学", "").sees("由哪家成员单位担任").sees(PROMPT)
    terminal.child.send("西北\t\r")
    terminal.sees("✓ 西北乙大学").presses("d")
    terminal.ends()
    bearer = facts_in(folder).bearer
    assert bearer is not None
    assert bearer.member == "m02"
