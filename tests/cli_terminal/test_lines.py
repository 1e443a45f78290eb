"""Answers line by line from standard input, without a terminal."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_docs.cli.terminal.outcome import Outcome
from alliance_docs.cli.terminal.run import run_lines
from alliance_docs.errors import UserError
from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.interview.interview import Interview
from alliance_docs.interview.loading import load

CORE = ["某联盟", "风电", "兰州甲公司", "兰州市", "", "西北乙大学", "甘肃丙研究院", "", "", "", "", "目标一", "", "任务一", "", "2027-03-01", "1", "2"]


def talk(lines: list[str], folder: Path | None = None, **options: bool) -> tuple[Facts, Outcome, str]:
    held = [Facts(jurisdiction="gansu")]

    def save(path: str, value: object) -> None:
        held[0] = assign(held[0], path, value)

    out = io.StringIO()
    interview = Interview(load("gansu"), held[0], save, core_only=options.get("core_only", True))
    outcome = run_lines(interview, io.StringIO("\n".join(lines) + "\n" if lines else ""), out, folder=folder)
    return held[0], outcome, out.getvalue()


def test_one_answer_a_line_an_empty_line_takes_the_default() -> None:
    facts, outcome, _ = talk(CORE)
    assert outcome.ending == "finished"
    assert [member.name for member in facts.members or ()] == ["兰州甲公司", "西北乙大学", "甘肃丙研究院"]
    assert facts.formation is not None
    assert facts.formation.local_authority == "兰州市工业和信息化局"
    assert facts.bearer is not None
    assert facts.bearer.member == "m01"
    assert facts.dispute is not None
    assert facts.dispute.mode == "诉讼"


def test_the_end_of_input_ends_it_and_keeps_what_was_answered() -> None:
    facts, outcome, said = talk(["某联盟", "风电"])
    assert (outcome.ending, outcome.exit_code, outcome.answered) == ("stopped", 0, 2)
    assert facts.alliance is not None
    assert facts.alliance.field == "风电"
    assert "alliance-docs ask" in said


def test_no_input_at_all_never_hangs() -> None:
    facts, outcome, _ = talk([])
    assert facts == Facts(jurisdiction="gansu")
    assert outcome.ending == "stopped"


def test_the_first_wrong_answer_stops_with_its_line_before_others_slip() -> None:
    with pytest.raises(UserError) as caught:
        talk([*CORE[:15], "明年", "1"])
    assert str(caught.value).startswith("标准输入第 16 行：")
    assert "应为日期" in str(caught.value)


def test_commands_work_on_lines_too() -> None:
    facts, _, said = talk(["?", "某联盟", "-", "<", "中药", "<<", "q"])
    assert facts.alliance is not None
    assert facts.alliance.field == "中药"
    assert "依据：甘肃通知" in said
    assert "— 名称和领域 —" in said


def test_full_width_signs_are_understood() -> None:
    facts, _, said = talk(["？", "某联盟", "《", "另一联盟", "－", "ｑ"])
    assert facts.alliance is not None
    assert facts.alliance.name == "另一联盟"
    assert facts.skipped == ("alliance.field",)
    assert "依据" in said


def test_a_file_serves_for_the_member_list(tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text("单位名称\n西北乙大学\n甘肃丙研究院\n", encoding="utf-8-sig")
    facts, _, _ = talk([*CORE[:5], "@名单.csv", "", "2"], tmp_path)
    assert len(facts.members or ()) == 3
    assert facts.bearer is not None
    assert facts.bearer.member == "m02"


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    facts, _, _ = talk(["\ufeff某联盟\r", "风电\r"])
    assert facts.alliance is not None
    assert (facts.alliance.name, facts.alliance.field) == ("某联盟", "风电")


def test_the_whole_questionnaire_can_be_skipped_through() -> None:
    facts, outcome, _ = talk([*CORE, *["-"] * 1000], core_only=False)
    assert outcome.ending == "finished"
    assert outcome.open == 0
    assert outcome.skipped > 100
    assert facts.tasks is not None


def test_a_pipe_in_a_process_of_its_own(tmp_path: Path) -> None:
    driver = Path(__file__).with_name("driver.py")
    done = subprocess.run(
        [sys.executable, str(driver), str(tmp_path / "案卷"), "--core"], input="\n".join(CORE).encode(), capture_output=True, timeout=60,
        env={**__import__("os").environ, "PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert "西北乙大学" in (tmp_path / "案卷" / "alliance.yaml").read_text(encoding="utf-8")


def test_plain_lines_do_not_load_the_terminal_library() -> None:
    code = "import sys, alliance_docs.cli.terminal.run; print('prompt_toolkit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
