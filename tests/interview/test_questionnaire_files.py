"""Questionnaire files written by others: extended, changed, and every mistake told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance_docs.errors import UserErrors
from alliance_docs.interview.loading import load_file
from alliance_docs.resources import data_folder

BASE = """\
title: 试
sections:
  - id: first
    title: 第一
    questions:
      - {path: alliance.name, ask: 名称？}
      - path: members
        key: name
        ask: 成员？
        each:
          - {path: type, ask: 类型？}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "问卷 目录"
    place.mkdir()
    (place / "base.yaml").write_text(BASE, encoding="utf-8")
    return place


def errors_of(folder: Path, text: str) -> list[str]:
    path = folder / "省.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserErrors) as caught:
        load_file(path)
    return str(caught.value).split("\n")


def test_a_file_adds_changes_and_removes_without_any_code(folder: Path) -> None:
    (folder / "省.yaml").write_text(
        """\
extends: base
title: 某省
sections:
  - id: second
    title: 第二
    after: first
    questions: [{path: alliance.place, ask: 哪里？}]
  - id: first
    questions:
      - {path: "members[].city", after: "members[].type", ask: 哪个市？}
      - {path: alliance.field, after: alliance.name, ask: 领域？, core: true}
override:
  alliance.name: {ask: 全称？, source: 某省办法 三}
remove: ["members[].type"]
""",
        encoding="utf-8",
    )
    questionnaire = load_file(folder / "省.yaml")
    assert questionnaire.title == "某省"
    assert [question.path for _, question in questionnaire] == ["alliance.name", "alliance.field", "members", "members[].city", "alliance.place"]
    name = questionnaire.question("alliance.name")
    assert name is not None
    assert (name.ask, name.source) == ("全称？", "某省办法 三")


def test_all_mistakes_are_told_at_once_with_file_and_line(folder: Path) -> None:
    found = errors_of(
        folder,
        """\
extends: base
sections:
  - id: more
    title: 更多
    questions:
      - {path: aliance.field, ask: 领域？}
      - {path: alliance.term_years, ask: 几年？, default: allianse.term_years}
      - path: alliance.scope
        ask: 范围？
        when: alliance.registered == (
      - path: dispute.mode
        ask: 仲裁还是诉讼？
        default: '"仲裁"'
        assume: true
override:
  alliance.nam: {ask: 啊？}
""",
    )
    text = "\n".join(found)
    assert "省.yaml:6" in text
    assert "alliance.field" in text  # the nearest field
    assert "省.yaml:7" in text
    assert "省.yaml:10" in text
    assert "省.yaml:14：争议解决方式不得默认" in text
    assert "省.yaml:16" in text
    assert "alliance.name" in text
    assert len(found) >= 5


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("{path: alliance.name, ask: 又问？}", "出现了两次"),
        ("{path: alliance.scope, ask: 范围？, choices: [{value: 全球}]}", "没有选项“全球”"),
        ("{path: alliance.scope, ask: 范围？, choices: [{value: 区域性}]}", "缺少选项"),
        ("{path: goals, ask: 目标？}", "应写明 key"),
        ("{path: goals, key: tekst, ask: 目标？}", "text"),
        ("{path: alliance.scope, ask: 范围？, asume: true}", "assume"),
        ("{path: alliance.scope, ask: 范围？, assume: true}", "没有 default"),
        ("{path: alliance.scope}", "缺少 ask"),
        ("{path: bearer, ask: 谁？}", "请逐项提问"),
        ('{path: "goals[].due", ask: 何时？, when: item.dew is known}', "item.dew"),
        ('{path: alliance.scope, ask: 范围？, core: "是"}', "true 或者 false"),
        ("{path: alliance.scope, ask: 范围？, after: alliance.named}", "alliance.named"),
    ],
)
def test_each_mistake_is_named_with_its_line(folder: Path, question: str, said: str) -> None:
    found = errors_of(folder, f"extends: base\nsections:\n  - id: more\n    title: 更多\n    questions:\n      - {question}\n")
    assert len(found) == 1
    assert "省.yaml:6" in found[0]
    assert said in found[0]


def test_more_than_fifteen_core_questions_are_refused(folder: Path) -> None:
    shipped = data_folder("questionnaires") / "gansu.yaml"
    (folder / "common.yaml").write_bytes(shipped.with_name("common.yaml").read_bytes())
    (folder / "gansu.yaml").write_bytes(shipped.read_bytes())
    found = errors_of(folder, "extends: gansu\noverride:\n  alliance.term_years: {core: true}\n")
    assert "核心问题有 16 个，最多 15 个" in found[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("extends: nowhere\n", "没有问卷“nowhere”"),
        ("extends: 省\n", "extends 成环"),
        ("sections: [\n", "不是合格的 YAML"),
        ("- a\n", "应为一个映射"),
        ("extends: base\nremove: [alliance.nome]\n", "省.yaml:2"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_line(folder: Path, text: str, said: str) -> None:
    found = errors_of(folder, text)
    assert len(found) == 1
    assert said in found[0]


def test_a_file_kept_elsewhere_extends_the_questions_that_ship(folder: Path) -> None:
    (folder / "外省.yaml").write_text("extends: common\noverride:\n  alliance.name: {ask: 全名？}\n", encoding="utf-8")
    name = load_file(folder / "外省.yaml").question("alliance.name")
    assert name is not None
    assert name.ask == "全名？"
