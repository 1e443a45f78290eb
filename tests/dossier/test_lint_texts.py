"""Mistakes in clause text: each is told with its line and clause, all of them together, and nothing broken passes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alliance_docs.dossier.linting import lint_path
from alliance_docs.drafting.linting.problem import Problem

ABOVE = '{% extends "below" %}\n'


def clause(body: str, name: str = "nature") -> str:
    """A text of a layer with one clause; its body begins on line 3."""
    return f"{ABOVE}{{% block {name} %}}\n{body}\n{{% endblock %}}\n"


def linted(folder: Path, text: str, name: str = "charter.md") -> tuple[Problem, ...]:
    (folder / name).write_text(text, encoding="utf-8")
    return lint_path(folder / name, "gansu").problems


# broken text, where (line), what is said, severity
BROKEN: dict[str, tuple[str, int, str, str]] = {
    "unknown fact": (clause("## 性质\n{{ aliance.name }}。"), 4, "没有“aliance”这一项", "error"),
    "unknown field": (clause("## 性质\n{{ alliance.nmae }}。"), 4, "没有“nmae”这一项", "error"),
    "unknown fact in a branch": (clause("## 性质\n{% if bearer.kind is known %}\n甲\n{% else %}\n{{ member_count }}\n{% endif %}"), 7, "没有“member_count”这一项", "error"),
    "unknown fact in a loop": (clause("## 性质\n{% for m in members %}\n（一）{{ m.telephone }}；\n{% endfor %}"), 5, "没有“telephone”这一项", "error"),
    "unknown condition": (clause("## 性质\n{% if disputes.mode == \"仲裁\" %}甲{% endif %}"), 4, "没有“disputes”这一项", "error"),
    "unknown word of v": (clause("## 性质\n{{ v.counsil }}负责。"), 4, "“v”没有“counsil”这个词", "error"),
    "loop variable outside": (clause("## 性质\n{% for m in members %}{{ m.name }}{% endfor %}{{ m.name }}。"), 4, "没有“m”这一项", "error"),
    "filter not allowed": (clause("## 性质\n{{ alliance.name|upper }}。"), 4, "没有过滤器“upper”", "error"),
    "test not allowed": (clause("## 性质\n{% if alliance.name is defined %}甲{% endif %}。"), 4, "没有判断“is defined”", "error"),
    "set": (clause("## 性质\n{% set x = 1 %}甲。"), 4, "不能使用 set", "error"),
    "call": (clause("## 性质\n{{ alliance.name.upper() }}。"), 4, "不能调用函数", "error"),
    "unclosed value": (clause("## 性质\n{{ alliance.name 是。"), 4, "没有结束（缺少 }}）", "error"),
    "one closing brace": (clause("## 性质\n{{ alliance.name } 是。"), 4, "没有结束（缺少 }}）", "error"),
    "wrong closing": (clause("## 性质\n{{ alliance.name %} 是。"), 4, "结尾写成了 %}", "error"),
    "stray closing": (clause("## 性质\nalliance.name }} 是。"), 4, "多出一个 }}", "error"),
    "unclosed comment": (clause("## 性质\n甲。{# 说明\n乙。"), 4, "没有结束（缺少 #}）", "error"),
    "unclosed if": (clause("## 性质\n{% if bearer.kind is known %}\n甲。"), 4, "没有结束（缺少 {% endif %}）", "error"),
    "unclosed for": (clause("## 性质\n{% for m in members %}\n甲。"), 4, "没有结束（缺少 {% endfor %}）", "error"),
    "surplus endif": (clause("## 性质\n甲。\n{% endif %}"), 5, "{% endif %} 前面没有与它成对", "error"),
    "else alone": (clause("## 性质\n{% else %}甲。"), 4, "不在 {% if %} 之中", "error"),
    "misspelt tag": (clause("## 性质\n{% fi bearer.kind is known %}甲。"), 4, "没有“fi”这种标记", "error"),
    "unclosed block": (f"{ABOVE}{{% block nature %}}\n## 性质\n甲。\n", 2, "没有结束（缺少 {% endblock %}）", "error"),
    "full-width braces": (clause("## 性质\n｛｛ alliance.name ｝｝是。"), 4, "全角花括号", "error"),
    "full-width percent": (clause("## 性质\n｛％ if bearer.kind is known ％｝甲。｛％ endif ％｝"), 4, "全角花括号或者全角百分号", "error"),
    "half of it full-width": (clause("## 性质\n{{ alliance.name ｝｝是。"), 4, "没有结束", "error"),
    "braces with a space": (clause("## 性质\n{ { alliance.name } }是。"), 4, "中间有空格", "error"),
    "single braces": (clause("## 性质\n{alliance.name}是。"), 4, "只有一层花括号", "error"),
    "smart quotes": (clause("## 性质\n{% if bearer.kind == “成员单位” %}甲。{% endif %}"), 4, "中文标点：“、”", "error"),
    "Chinese comma in a tag": (clause("## 性质\n{{ members|where('type'，'企业')|names }}。"), 4, "中文标点：，", "error"),
    "full-width space in a tag": (clause("## 性质\n{{\u3000alliance.name\u3000}}。"), 4, "全角空格", "error"),
    "half an expression": (clause("## 性质\n{{ alliance. }}。"), 4, "写法有误", "error"),
    "an operator alone": (clause("## 性质\n{% if bearer.kind = \"成员单位\" %}甲。{% endif %}"), 4, "写法有误", "error"),
    "misspelt clause id": (clause("## 性质\n甲。", "natur"), 2, "下层没有条款“natur” → 是否要写“nature”", "error"),
    "addition behind nothing": (clause("## 新\n甲。", "after_natur"), 2, "下层没有条款“natur”", "error"),
    "no extends": ("{% block nature %}\n## 性质\n甲。\n{% endblock %}\n", 1, "应以 extends 开头", "error"),
    "words outside blocks": (f"{ABOVE}前言。\n{{% block nature %}}\n## 性质\n甲。\n{{% endblock %}}\n", 2, "条款块之外有文字“前言。”", "error"),
    "condition around a block": (f"{ABOVE}{{% if bearer.kind is known %}}\n{{% block nature %}}\n## 性质\n甲。\n{{% endblock %}}\n{{% endif %}}\n", 2, "", "error"),
    "a clause twice": (clause("## 性质\n甲。") + clause("## 性质\n乙。").removeprefix(ABOVE), 6, "条款“nature”写了两次（第 2 行已有）", "error"),
    "an own id twice": (clause("## 新\n甲。\n## 又\n乙。 \n## 三 {=extra}\n丙。\n## 四 {=extra}\n丁。", "after_nature"), 9, "同一个编号“extra”", "error"),
    "an own id that exists": (clause("## 新 {=office}\n甲。", "after_nature"), 3, "同一个编号“office”", "error"),
    "a reference to no clause": (clause("## 性质\n依照[](#natur)办理。"), 4, "引用的条款不存在：charter#natur → 是否要写“nature”", "error"),
    "a reference in a branch": (clause("## 性质\n{% if bearer.kind is known %}依照[](#natur)办理。{% endif %}"), 4, "引用的条款不存在：charter#natur", "error"),
    "a reference to no document": (clause("## 性质\n依照[](agrement#effect)办理。"), 4, "引用了没有的文书“agrement” → 是否要写“agreement”", "error"),
    "a reference to no 款": (clause("## 性质\n依照[](#nature/9)办理。"), 4, "只有 1 款", "error"),
    "a reference to no 项": (clause("## 性质\n如下：\n（一）甲；\n（一）乙。\n依照[](#nature/1/5)办理。"), 7, "没有第 5 项（共 2 项）", "error"),
    "a malformed reference": (clause("## 性质\n依照[](nature)办理。"), 4, "引用“nature”写法有误", "error"),
    "words in a reference": (clause("## 性质\n依照[第三条](#office)办理。"), 4, "方括号里不能写字", "error"),
    "an empty article": (clause("## 性质"), 3, "只有标题，没有正文", "error"),
    "an article without ##": (clause("本联盟不具有法人资格。"), 3, "没有“## 标题”，会成为没有条号的段落", "error"),
    "an article without rubric": (clause("##\n本联盟不具有法人资格。"), 3, "这一条没有标题", "warning"),
    "two headings in one clause": (clause("## 性质\n甲。\n## 又一条\n乙。"), 5, "", "error"),
    "no space behind ##": (clause("##性质\n甲。"), 3, "后面没有空格", "error"),
    "unknown line mark": (clause("## 性质\n{% if bearer.kind is known %}\n@sginature\n{% endif %}\n甲。"), 5, "没有“@sginature”这种行", "error"),
    "full-width line mark": (clause("## 性质\n＠page\n甲。"), 4, "全角符号", "error"),
    "bold not closed": (clause("## 性质\n**甲。"), 4, "粗体标记 ** 没有成对", "error"),
    "a row too long": (clause("## 性质\n@table 10,10\n| 甲 | 乙 |\n| 一 | 二 | 三 |"), 6, "", "error"),
    "a row without table": (clause("## 性质\n| 甲 | 乙 |"), 4, "表格行之前缺少 @table", "error"),
    "a typed article number": (clause("## 第三条 性质\n甲。"), 3, "标题里写了编号“第三条”", "warning"),
    "a typed chapter number": (clause("## 性质\n第三条 甲。"), 4, "行首写了编号“第三条”", "warning"),
    "a half-width item": (clause("## 性质\n如下：\n(一)甲；\n(二)乙。"), 5, "行首写了编号“(一)”", "warning"),
    "a typed reference": (clause("## 性质\n依照本章程第十二条办理。"), 4, "直接写了条号“第十二条”", "warning"),
    "half-width punctuation": (clause("## 性质\n甲,乙;丙."), 4, "半角标点 , ; .", "warning"),
    "half-width behind a fact": (clause("## 性质\n{{ alliance.name }},以下同。"), 4, "半角标点 ,", "warning"),
    "a typed organ name": (clause("## 性质\n由技术专家委员会审议。"), 4, "直接写了机构名称“技术专家委员会”", "warning"),
    "another jurisdiction's organ": (clause("## 性质\n由理事会审议。"), 4, "写 {{ v.council }}", "warning"),
    "a private character": (clause("## 性质\n甲\ue000乙。"), 4, "私用区字符", "error"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_text_is_told_with_its_place(name: str, tmp_path: Path) -> None:
    text, line, said, severity = BROKEN[name]
    problems = linted(tmp_path, text)
    shown = "\n".join(str(problem.told) for problem in problems)
    here = [problem for problem in problems if problem.line == line and said in str(problem.told).partition("：")[2]]
    assert here, f"{name}: {shown or 'silently accepted'}"
    assert any(problem.severity == severity for problem in here), shown
    assert all(problem.file == "firm/charter.md" for problem in problems)


def test_a_sound_text_is_told_to_be_sound(tmp_path: Path) -> None:
    body = (
        "## 性质\n{{ v.self }}是由成员单位（{{ members|names }}）依照《中华人民共和国民法典》第九百六十七条订立协议组成的合作组织，"
        "网址https://example.cn/a?b=1,2，比例1:1.5。\n{% if bearer.kind == \"成员单位\" %}\n（一）甲；\n{% endif %}\n（二）见[](#office)。"
    )
    problems = linted(tmp_path, clause(body, "after_nature"))
    assert [str(problem.told) for problem in problems] == []


def test_everything_is_told_together_in_order_with_the_clause(tmp_path: Path) -> None:
    text = (
        clause("## 性质\n{{ aliance.name }}和{{ alliance.name|uper }}。")
        + "{% block office %}\n## 办公室\n｛｛ alliance.name ｝｝,{{ counts.membres }}。\n{% if bearer.kind is known %}\n{% endblock %}\n"
        + "{% block oficce_head %}\n## 主任\n依照[](#oficce)办理。\n{% endblock %}\n"
    )
    problems = linted(tmp_path, text)
    told = [(problem.line, problem.clause) for problem in problems]
    assert told == sorted(told)
    wanted = {(4, "nature"), (8, "office"), (9, "office"), (11, "oficce_head"), (13, "oficce_head")}
    assert wanted <= set(told), told
    messages = "\n".join(str(problem.told) for problem in problems)
    for words in ("aliance", "uper", "全角花括号", "membres", "endif", "oficce_head", "charter#oficce", "半角标点"):
        assert words in messages
    assert len(problems) == len({(problem.line, problem.message) for problem in problems})


def test_a_removed_answer_to_a_requirement_is_an_error_a_rewritten_one_a_warning(tmp_path: Path) -> None:
    removed = linted(tmp_path, clause("", "binding_force"))
    assert any(one.severity == "error" and one.message.startswith("要求 GS-") and "删去了该条款" in one.message and one.line == 2 for one in removed), removed
    rewritten = linted(tmp_path, clause("## 效力\n有关事项由各方另行商定。", "binding_force"))
    assert [one.severity for one in rewritten if one.message.startswith("要求 GS-")] == ["warning"] * sum(one.message.startswith("要求 GS-") for one in rewritten)
    assert any("改写后看不出" in one.message for one in rewritten)


def test_a_file_under_a_wrong_name_or_kind_is_told(tmp_path: Path) -> None:
    assert any("没有文书“chartre” → 是否要写“charter”" in str(one.told) for one in linted(tmp_path, clause("## 甲\n乙。"), "chartre.md"))
    (tmp_path / "materials-list.docx").write_bytes(b"computed from the others")
    assert any("用 .md 起草，这个文件不会被使用" in one.message for one in lint_path(tmp_path / "materials-list.docx", "gansu").problems)
    (tmp_path / "charter.docx").write_bytes(b"no file of Word's")
    assert any("不是 .docx 文件" in one.message for one in lint_path(tmp_path / "charter.docx", "gansu").problems)


def test_a_long_file_is_quick(tmp_path: Path) -> None:
    import time

    body = "".join(f"## 第{number}项事务\n{{{{ v.council }}}}办理第{number}项事务，{{{{ alliance.name }}}}配合。\n（一）甲；\n（一）乙,丙。\n" for number in range(750))
    begun = time.perf_counter()
    problems = linted(tmp_path, clause(body.replace("## 第", "## 有关"), "after_nature"))
    assert time.perf_counter() - begun < 20
    assert sum("半角标点" in one.message for one in problems) == 750


# --- the page for authors --------------------------------------------------------------------------------------------

PAGE = Path(__file__).resolve().parents[2] / "docs" / "templates.md"
EXAMPLE = re.compile(r"### (\d+)\. [^\n]*\n\n```text wrong\n(.*?)\n```\n\n> ([^\n]*)\n\n```text right\n(.*?)\n```", re.DOTALL)


def test_the_page_for_authors_says_what_lint_says(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^### (\d+)\. ", page, re.MULTILINE) == [str(number) for number in range(1, 21)]
    examples = EXAMPLE.findall(page)
    assert len(examples) >= 15
    for number, wrong, said, right in examples:
        told = [str(one.told) for one in linted(tmp_path, clause(wrong))]
        assert any(said in one for one in told), (number, told)
        left = [one for one in linted(tmp_path, clause(right)) if not one.message.startswith("要求 ")]
        assert left == [], (number, left)
