"""Reports: the JSON contract and the plain text."""

from __future__ import annotations

import json

from alliance_docs.checks.finding import Finding, summary
from alliance_docs.checks.report import to_json, to_text

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
