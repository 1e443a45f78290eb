"""Reports: the JSON contract and the plain text."""

from __future__ import annotations

import json

from alliance_docs.checks.finding import Finding, Quote, summary
from alliance_docs.checks.report import texts, to_json, to_text
from alliance_docs.checks.report_groups import Report
from alliance_docs.cli.terminal.width import width, wrap

FOUND = (
    Finding("LC-FM-10", "error", "争议解决方式尚待选定", basis="起草惯例", fix="继续填写"),
    Finding("LC-GV-02", "warning", "“半数以上”含恰好一半", "charter", "assembly_voting", "第三十三条第二款", "《民法典》", "改为过半数"),
    Finding("LC-GV-02", "warning", "“半数以上”含恰好一半", "charter", "council", "第三十五条", "《民法典》", "改为过半数"),
)


def test_json_keeps_the_contract() -> None:
    read = json.loads(to_json(FOUND))
    assert list(read) == ["findings", "summary"]
    assert list(read["findings"][0]) == ["rule", "severity", "message", "document", "clause", "location", "basis", "fix"]
    assert read["summary"] == {"error": 1, "warning": 2, "note": 0}
    assert "争议" in to_json(FOUND)


def test_text_is_grouped_by_document_and_says_a_basis_once() -> None:
    text = to_text(FOUND, {"charter": "示例联盟章程"})
    assert text.index("【事实和材料】") < text.index("【示例联盟章程】")
    assert "警告  第三十三条第二款" in text
    assert text.count("《民法典》") == 1
    assert text.rstrip().endswith("合计：错误 1，警告 2，提示 0")
    assert "\x1b" not in text


def test_nothing_found_is_said() -> None:
    assert to_text(()) == "没有发现问题。\n"
    assert summary(()) == {"error": 0, "warning": 0, "note": 0}


QUOTED = Finding(
    "LC-GV-02", "warning", "含恰好一半", "charter", "assembly_voting", "第三十三条第二款", "《民法典》", "改为过半数",
    Quote("决议应当经半数以上成员单位同意。", 5, 9, "决议应当经半数以上成员单位同意。"),
)  # fmt: skip


def test_findings_stand_under_their_article_with_the_sentence_and_the_spot() -> None:
    text = to_text((QUOTED, FOUND[2]), {"charter": "章程"}, {("charter", "assembly_voting"): "第三十三条　表决"})
    assert text.index("【章程】") < text.index("第三十三条　表决") < text.index("〖半数以上〗") < text.index("\n  第三十五条\n")
    assert "原文：决议应当经〖半数以上〗成员单位同意。" in text


def test_a_quote_is_for_readers_only() -> None:
    assert "quote" not in to_json((QUOTED,))
    assert Finding(*FOUND[0].__dict__.values()) == FOUND[0]


def test_on_a_narrow_screen_no_line_is_wider() -> None:
    def fold(text: str, first: str, others: str) -> str:
        return wrap(text, 40, first, others)

    text = to_text((QUOTED, *FOUND), {"charter": "章程"}, fold=fold)
    assert max(map(width, text.splitlines())) <= 42, "closing punctuation may hang"


def test_several_checks_are_told_apart_and_counted_together() -> None:
    text = texts([Report((QUOTED,), {}, name="甲.docx"), Report((), {}, name="乙.docx")])
    assert text.index("■ 甲.docx") < text.index("■ 乙.docx") < text.index("没有发现问题。") < text.index("合计：错误 0，警告 1")
