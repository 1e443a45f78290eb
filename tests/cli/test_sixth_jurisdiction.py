"""A jurisdiction outside the package, made of data files only: founded in, checked, and every mistake of it told at once."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.drafting.draft import clause_text
from alliance_docs.facts.yaml_file import render
from alliance_docs.jurisdictions.places import name_folders
from alliance_docs.word.reader import read

ROOT = Path(__file__).resolve().parents[2]
SIXTH = ROOT / "tests" / "data" / "sixth"
NAME = "云海省新型储能装备产业技术创新联盟"


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """No folder named here is known to other tests."""
    yield
    name_folders([])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of jurisdictions, with 云海省 in it, that a test may change."""
    return Path(shutil.copytree(SIXTH, tmp_path / "制度 资料"))


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    """The facts of the Gansu example as answers for 云海省: its own organs left out."""
    facts = read_answers(example).model_copy(update={"organs": None, "jurisdiction": "yunhai"})
    path = tmp_path_factory.mktemp("答案") / "答案.yaml"
    path.write_text(render(facts), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def as_founded(tmp_path_factory: pytest.TempPathFactory, answers: Path) -> Path:
    """A dossier founded in 云海省 as a user would from the shell."""
    folder = tmp_path_factory.mktemp("案卷") / "云海案卷"
    command = ["new", folder, "--jurisdiction", "yunhai", "--jurisdictions", SIXTH, "--answers", answers, "--set", f"alliance.name={NAME}", "--no-input"]
    program = [sys.executable, "-c", "from alliance_docs.cli.main import main; main()", *map(str, command)]
    done = subprocess.run(program, capture_output=True, text=True, check=False, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert (done.returncode, done.stderr) == (0, ""), done
    return folder


@pytest.fixture
def founded(as_founded: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(as_founded, tmp_path / "云海案卷"))


def text_of(folder: Path, name: str) -> str:
    (path,) = folder.glob(f"filings/*/*{name}.docx")
    return "\n".join(clause_text(clause) for clause in read(path.read_bytes()).clauses)


def findings(said) -> dict[str, str]:
    return {found["rule"]: found["severity"] for found in json.loads(said.out)["findings"]}


# --- founding ------------------------------------------------------------------------------------------------------


def test_an_alliance_is_founded_in_a_jurisdiction_made_of_data_files(run, home: Path, founded: Path) -> None:
    assert len(list(founded.glob("filings/*/*.docx"))) == 10
    said = run("--jurisdictions", home, "check", founded, "--format", "json")
    assert said.status == 0, said.out
    assert "error" not in findings(said).values()


def test_a_dossier_of_a_shipped_jurisdiction_is_carried_into_it(run, tmp_path: Path, home: Path, example: Path) -> None:
    said = run("new", tmp_path / "a", "--jurisdiction", "yunhai", "--jurisdictions", home, "--answers", example, "--set", f"alliance.name={NAME}", "--no-input")
    assert said.status == 0, said.err
    assert Dossier.open(tmp_path / "a").facts.jurisdiction == "yunhai"


def test_it_speaks_its_own_words_and_has_its_own_document_and_clause(founded: Path) -> None:
    charter = text_of(founded, "章程")
    assert "会员大会" in charter
    assert "协调委员会" in charter
    assert not re.search("成员大会|理事会|联盟办公室|秘书处", charter)
    assert "季度信息报送" in charter
    assert "成果优先在云海省转化" in charter
    letter = text_of(founded, "守信承诺书")
    assert NAME in letter
    assert re.search("依照第[一二三四五六七八九十]+条按季度报送", letter)


def test_its_requirements_stand_in_the_compliance_table(founded: Path) -> None:
    table = text_of(founded, "合规对照表")
    assert [line for line in table.split("\n") if line.startswith("YH-")] == ["YH-5-1", "YH-6-1", "YH-8-1"]
    assert table.split("\n").count("符合") == 3
    assert "章程第" in table


def test_a_clause_taken_out_fails_exactly_the_requirement_it_answers(run, home: Path, founded: Path) -> None:
    own = founded / "clauses"
    own.mkdir()
    (own / "charter.md").write_text('{% extends "below" %}\n{% block after_member_changes %}{% endblock %}\n', encoding="utf-8")
    assert run("build", founded, "--jurisdictions", home).status == 0
    said = run("check", founded, "--format", "json", "--jurisdictions", home)
    assert {rule for rule, severity in findings(said).items() if severity == "error" and rule.startswith("YH-")} == {"YH-8-1"}


def test_its_questions_pages_and_rules_are_there(run, tmp_path: Path, home: Path, founded: Path) -> None:
    asked = run("new", tmp_path / "b", "--jurisdiction", "yunhai", "--jurisdictions", home, stdin="")
    assert "云海省××产业技术创新联盟" in asked.out
    assert "按季度报送信息" in run("explain", "YH-8-1", "--jurisdictions", home).out
    assert "省级平台" in run("explain", "YH-WD-01", "--jurisdictions", home).out
    own = founded / "clauses"
    own.mkdir()
    (own / "charter.md").write_text(
        '{% extends "below" %}\n{% block nature %}\n{{ super() }}\n本联盟是云海省的省级平台。\n{% endblock %}\n', encoding="utf-8"
    )
    run("build", founded, "--jurisdictions", home)
    assert findings(run("check", founded, "--format", "json", "--jurisdictions", home))["YH-WD-01"] == "warning"


# --- naming the folder ---------------------------------------------------------------------------------------------


def test_the_folder_is_named_before_or_behind_the_command_or_in_the_environment(
    run, home: Path, founded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in (["jurisdictions", "yunhai"], ["facts", "dispute"], ["ask", founded], ["templates", "lint", founded.parent / "制度 资料"]):
        assert run("--jurisdictions", home, *command).status == 0, command
        assert run(*command, "--jurisdictions", home / "yunhai").status == 0, command
    assert run("build", founded, "--document", "commitment-letter", "--jurisdictions", home).status == 0
    monkeypatch.setenv("ALLIANCE_DOCS_JURISDICTIONS", f"{home}{os.pathsep}")
    assert "yunhai\t云海省" in run("jurisdictions").out
    assert "yunhai" not in run("--jurisdictions", SIXTH / "yunhai", "jurisdictions", "gansu").out


def test_a_dossier_whose_jurisdiction_is_elsewhere_says_what_to_give(run, founded: Path) -> None:
    for command in ("build", "check", "ask"):
        said = run(command, founded)
        assert said.status == 2
        assert len(said.err.strip().splitlines()) == 1
        assert "yunhai" in said.err
        assert "--jurisdictions DIR" in said.err


def test_two_folders_with_one_id_do_not_mix(run, home: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(home, tmp_path / "另一份"))
    path = other / "yunhai" / "jurisdiction.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: 云海省产业技术创新联盟\n", "title: 云海省新制联盟\n"), encoding="utf-8")
    for _ in range(2):
        assert "云海省产业技术创新联盟\t" in run("jurisdictions", "--jurisdictions", home).out
        assert "云海省新制联盟\t" in run("jurisdictions", "--jurisdictions", other).out


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda base: base / "没有", ["没有这个文件夹", "没有"]),
        (lambda base: (base / "空").mkdir() or base / "空", ["其中没有管辖制度", "jurisdiction.yaml"]),
        (lambda base: base / "制度 资料" / "yunhai" / "jurisdiction.yaml", ["应为文件夹"]),
        (lambda base: Path(shutil.copytree(base / "制度 资料" / "yunhai", base / "b" / "gansu")), ["“gansu”已经有了", "安装包自带", "/gansu"]),
        (lambda base: Path(shutil.copytree(base / "制度 资料" / "yunhai", base / "b" / "云海")), ["不能作为管辖制度的 id", "小写字母"]),
        (lambda base: Path(shutil.copytree(base / "制度 资料" / "yunhai", base / "b" / "common")), ["不能作为管辖制度的 id"]),
    ],
)
def test_a_wrong_folder_is_told_in_one_line(run, tmp_path: Path, home: Path, make, words: list[str]) -> None:
    folder = make(tmp_path)
    for arguments in (["--jurisdictions", folder, "jurisdictions"], ["jurisdictions", "--jurisdictions", folder]):
        said = run(*arguments)
        assert said.status == 2
        assert len(said.err.strip().splitlines()) == 1
        for word in [*words, str(folder)]:
            assert word in said.err, said.err


def test_an_id_in_two_folders_names_both(run, tmp_path: Path, home: Path) -> None:
    other = Path(shutil.copytree(home, tmp_path / "另一份"))
    said = run("--jurisdictions", home, "jurisdictions", "--jurisdictions", other)
    assert said.status == 2
    assert str(home / "yunhai") in said.err
    assert str(other / "yunhai") in said.err
    assert run("--jurisdictions", home, "jurisdictions", "--jurisdictions", home / "yunhai").status == 0, "the same folder twice is no clash"


def test_the_id_in_the_file_is_the_name_of_the_folder(run, tmp_path: Path, home: Path) -> None:
    (home / "yunhai").rename(home / "yunhai-2027")
    said = run("jurisdictions", "yunhai-2027", "--jurisdictions", home)
    assert said.status == 2
    assert "yunhai-2027/jurisdiction.yaml:2" in said.err
    assert "与文件夹名“yunhai-2027”不同" in said.err


# --- mistakes ------------------------------------------------------------------------------------------------------

BREAKS = {
    "jurisdiction.yaml": [
        ("province: 云海省\n", "province: 云海省\nprovnce: 云海\n", "provnce", "没有“provnce”这一项 → 是否要写“province”"),
        ("binding: agreement\n", "binding: 协议\n", "binding: 协议", "应为 agreement、charter、both 之一"),
        ("rules: [project", "leads: 两家\nrules: [project", "leads: 两家", "“leads”应为整数，发现 “两家”"),
        ("  council: 协调委员会\n", "", "vocabulary:", "词汇缺少 council"),
        ("parent: council, relation: 咨询", "parent: counsil, relation: 咨询", "counsil", "没有上级机构“counsil” → 是否要写“council”"),
        ("role: office, function", "role: bureau, function", "bureau", "发现“bureau”，应为 assembly、"),
        ("when: formation.agreement", "when: formation.agrement", "formation.agrement", "没有“agrement”这一项 → 是否要写“agreement”"),
        ("confidentiality-rules, compliance-table]", "confidentiality-rules, chartre, compliance-table]", "chartre", "没有文书“chartre”"),
        ("formation.order: 先报批后成立", "formation.order: 先成立后报批", "先成立后报批", "formation.order"),
        ("kind: 营业执照或者法人证书", "kind: 营业执罩", "营业执罩", "没有附件种类“营业执罩”"),
        ("field_categories:", "variants:\n  - {folder: nothing, when: formation.agreement}\nfield_categories:", "folder: nothing", "nothing"),
        ("pattern: '^云海省", "pattern: '^(云海省", "'^(云海省", "不是合格的正则表达式"),
    ],
    "requirements.yaml": [
        ("charter#quarterly_report]", "charter#quarterly_raport]", "id: YH-8-1", "没有条款“quarterly_raport” → 是否要写“quarterly_report”"),
        ("rule: AD-ME-02", "rule: AD-ME-99", "id: YH-5-1", "没有规则“AD-ME-99”"),
        ("counts.members >= 8", "counts.membres >= 8", "id: YH-5-1", "membres"),
    ],
    "questionnaire.yaml": [
        ("path: formation.recommender", "path: formation.recomender", "recomender", "recommender"),
        ("  alliance.name:\n", "  alliance.nom:\n", "alliance.nom", "没有问题“alliance.nom”可以修改"),
    ],
    "charter.md": [
        ("block positioning", "block positionning", "block positionning", "没有条款“positionning” → 是否要写“positioning”"),
    ],
    "commitment-letter.md": [
        ("charter#quarterly_report", "charter#quarter_report", "quarter_report", "引用的条款不存在：charter#quarter_report"),
        ("### 承诺事项\n", "### 承诺事项\n@table 10,20\n| 序号 | 事项 | 备注 |\n", "| 序号", "格"),
        ("@sign", "@sing", "@sing", "没有“@singature”这种行"),
    ],
    "rules/yunhai.yaml": [("severity: warning", "severity: 警告", "id: YH-WD-01", "error、warning、note")],
    "topics.yaml": [("name: 承诺材料真实", "nam: 承诺材料真实", "id: yh-commitment", "没有“nam”这一项")],
}
"""By file: what is replaced, by what, a word of the line that is to be told (any line when empty), a part of the message."""


def broken(home: Path) -> list[tuple[str, str]]:
    """Spoil every file of the jurisdiction; return place and message of each error expected."""
    for name, breaks in BREAKS.items():
        path = home / "yunhai" / name
        text = path.read_text(encoding="utf-8")
        for old, new, _, _ in breaks:
            assert old in text, old
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
    expected = []
    for name, breaks in BREAKS.items():
        lines = (home / "yunhai" / name).read_text(encoding="utf-8").split("\n")
        for _, _, word, message in breaks:
            line = f":{next(number for number, text in enumerate(lines, start=1) if word in text)}" if word else ""
            expected.append((f"yunhai/{name}{line}", message))
    (home / "yunhai" / "chartr.md").write_text("{# 名称写错 #}\n", encoding="utf-8")
    return [*expected, ("yunhai/chartr.md", "没有文书“chartr” → 是否要写“charter”")]


def test_every_mistake_of_a_broken_folder_is_told_at_once_with_file_and_line(run, tmp_path: Path, home: Path, answers: Path) -> None:
    expected = broken(home)
    said = run("templates", "lint", home)
    assert said.status == 2
    lines = said.err.strip().split("\n")
    for place, message in expected:
        assert any(f"{place}：" in line and message in line for line in lines), f"{place} {message}\n{said.err}"
    assert len(lines) == len(set(lines)) <= len(expected) + 3, "hardly anything is told that only follows from another mistake"
    founding = run("new", tmp_path / "a", "--jurisdiction", "yunhai", "--jurisdictions", home, "--answers", answers, "--no-input")
    assert (founding.status, founding.err) == (2, said.err)
    assert not (tmp_path / "a").exists()


RULE = """\
- id: YH-WD-01
  name: 不把联盟写成省级平台
  severity: warning
  basis: [联盟政策 第九条]
"""


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("rules/yunhai.yaml", RULE + "  messages: {default: '写了“{txt}”'}\n  text: [{find: [省级平台]}]\n", "messages.default 中没有“{txt}”可填"),
        ("rules/yunhai.yaml", RULE + "  messages: {default: '写了“{text”'}\n  text: [{find: [省级平台]}]\n", "花括号不成对"),
        ("rules/yunhai.yaml", RULE + "  messages: {default: 甲}\n  text: [{find: [省级平台], documents: [chartre]}]\n", "没有文书“chartre”"),
        ("rules/yunhai.yaml", RULE + "  topics: [{documents: [charter], need: [composition]}]\n", "没有“default”这条 messages"),
        ("rules/yunhai.yaml", RULE, "没有写明检查什么"),
        ("jurisdiction.yaml", "id: yunhai\n  title: 甲\n", "jurisdiction.yaml:2"),
        ("jurisdiction.yaml", "- a\n", "应为“名称: 内容”的对照"),
        ("jurisdiction.yaml", "id: yunhai\nid: yunhai\n", "同一项写了两次"),
        ("jurisdiction.yaml", "", "应为“名称: 内容”的对照"),
        ("jurisdiction.yaml", "id: yunhai\n", "缺少“title”"),
        ("requirements.yaml", "a: 1\n", "应为列表"),
        ("requirement.yaml", "", "是否要写“requirements.yaml”"),
        ("questionnaire.yaml", "extends: comon\n", "是否要写“common”"),
        ("charter.md", "{% block positioning %}\n甲\n", "charter.md"),
        ("charter.md", "{% block positioning %}\n甲\n{% endblock %}\n", "上层文件应以 extends 开头"),
        ("charter.md", '{% extends "below" %}\n{% block positioning %}\n{{ v.counsil }}\n{% endblock %}\n', "charter.md:3：“v”没有“counsil”这个词"),
        ("topics.yaml", "- {id: ip-revenue, name: 收益, all: [[收益]]}\n", "这个主题已经有了（common/topics/01-ip.yaml"),
    ],
)
def test_one_wrong_file_is_told(run, home: Path, name: str, text: str, said: str) -> None:
    (home / "yunhai" / name).write_text(text, encoding="utf-8")
    found = run("templates", "lint", home / "yunhai")
    assert found.status == 2
    assert said in found.err
    assert "Traceback" not in found.err
    assert f"yunhai/{name}" in found.err


def test_a_file_in_another_encoding_is_told(run, home: Path) -> None:
    for name in ("jurisdiction.yaml", "requirements.yaml", "questionnaire.yaml", "charter.md", "rules/yunhai.yaml"):
        path = home / "yunhai" / name
        path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    found = run("templates", "lint", home)
    assert found.status == 2
    assert "不是 UTF-8 编码" in found.err
    assert "Traceback" not in found.err


# --- lint of what is right, and of own wording ---------------------------------------------------------------------


def test_a_folder_without_mistakes_gives_one_line_with_counts(run) -> None:
    said = run("templates", "lint", SIXTH)
    assert said.status == 0
    assert re.fullmatch(r"没有发现问题（管辖制度 1、文书 10、条款 \d+、要求 3、问题 \d+）\n", said.out)


def test_the_wording_of_a_dossier_is_looked_at_over_its_facts(run, home: Path, founded: Path) -> None:
    own = founded / "clauses"
    assert run("templates", "lint", founded, "--jurisdictions", home).status == 2, "no clauses folder"
    own.mkdir()
    text = '{% extends "below" %}\n{% block nature %}\n{{ super() }}\n依照[](#quarterly_report)办理。\n{% endblock %}\n'
    (own / "charter.md").write_text(text, encoding="utf-8")
    assert "没有发现问题" in run("templates", "lint", own, "--jurisdictions", home).out
    (own / "charter.md").write_text(text.replace("quarterly_report", "monthly_report"), encoding="utf-8")
    (own / "chartre.md").write_text("", encoding="utf-8")
    said = run("templates", "lint", founded, "--jurisdictions", home)
    assert said.status == 2
    assert "dossier/charter.md:4：引用的条款不存在：charter#monthly_report" in said.err
    assert "没有文书“chartre”" in said.err


def test_a_folder_of_clauses_is_looked_at_for_every_jurisdiction_or_one(run, home: Path, tmp_path: Path) -> None:
    firm = tmp_path / "律所 条款"
    firm.mkdir()
    (firm / "charter.md").write_text('{% extends "below" %}\n{% block natur %}\n甲\n{% endblock %}\n', encoding="utf-8")
    said = run("templates", "lint", firm, "--jurisdiction", "yunhai", "--jurisdictions", home)
    assert said.status == 2
    assert "firm/charter.md:2：下层没有条款“natur” → 是否要写“nature”" in said.err
    assert run("templates", "lint", tmp_path / "没有").status == 2
    assert run("templates", "lint", firm / "charter.md").status == 2


# --- the guide -----------------------------------------------------------------------------------------------------


def test_the_guide_shows_the_files_that_are_tested_and_names_every_key() -> None:
    guide = (ROOT / "docs" / "adding-a-jurisdiction.md").read_text(encoding="utf-8")
    shown = re.findall(r"`yunhai/([\w./-]+)`[^\n]*\n\n```\w*\n(.*?)```", guide, re.DOTALL)
    assert {name for name, _ in shown} == {path.relative_to(SIXTH / "yunhai").as_posix() for path in SIXTH.glob("yunhai/**/*.*")}
    for name, text in shown:
        assert text == (SIXTH / "yunhai" / name).read_text(encoding="utf-8"), name
    from alliance_docs.jurisdictions import jurisdiction as models

    for model in (models.Jurisdiction, models.Policy, models.Document, models.Filing, models.ExpectedAttachment, models.Variant, models.Place,
                  models.Region, models.NameRule):  # fmt: skip
        for key in model.model_fields:
            assert f"`{key}`" in guide, f"{model.__name__}.{key}"
