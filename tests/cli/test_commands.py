from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from alliance_docs.dossier.store import Dossier, read_answers

CLI = Path(__file__).resolve().parents[2] / "src" / "alliance_docs" / "cli"


def test_jurisdictions_lists_what_there_is_and_what_one_asks_for(run) -> None:
    assert "gansu" in run("jurisdictions").out
    one = run("jurisdictions", "gansu").out
    assert "核实" in one
    assert "application-letter" in one


def test_facts_lists_paths_labels_and_choices(run) -> None:
    said = run("facts", "dispute")
    assert "dispute.mode\t争议解决方式\tchoice（仲裁／诉讼）" in said.out
    assert len(run("facts").out.splitlines()) > 200


@pytest.mark.parametrize("rule", ["LC-DR-01", "GS-2.4-6", "lc-fm-10", "AD-FI-03"])
def test_explain_prints_a_page_with_its_basis(run, rule: str) -> None:
    said = run("explain", rule)
    assert said.status == 0
    assert rule.upper() in said.out
    assert "依据" in said.out or "出处" in said.out


def test_attach_keeps_a_paper_and_the_materials_list_counts_it(run, tmp_path: Path, example: Path) -> None:
    dossier = Dossier.create(tmp_path / "案卷", read_answers(example))
    paper = tmp_path / "营业执照.pdf"
    paper.write_bytes(b"%PDF-1.4 example")
    said = run("attach", paper, "--kind", "营业执照", "--member", "m01", "--expires", "2030-01-01", "--dossier", dossier.folder)
    assert (said.status, said.err) == (0, "")
    run("build", dossier.folder, "--document", "materials-list")
    from alliance_docs.drafting.draft import clause_text
    from alliance_docs.word.reader import read

    (path,) = dossier.filings.glob("*/*材料清单.docx")
    text = "\n".join(clause_text(clause) for clause in read(path.read_bytes()).clauses)
    assert "已附（有效期至2030年1月1日）" in text
    assert text.count("尚缺") > 5


def test_attach_refuses_what_it_cannot_place(run, tmp_path: Path, example: Path) -> None:
    dossier = Dossier.create(tmp_path / "a", read_answers(example))
    paper = tmp_path / "x.pdf"
    paper.write_bytes(b"x")
    assert "营业执照" in run("attach", paper, "--kind", "营业执罩", "--dossier", dossier.folder).err
    assert run("attach", paper, "--kind", "营业执照", "--member", "无此单位", "--dossier", dossier.folder).status == 2
    assert run("attach", tmp_path / "none.pdf", "--kind", "营业执照", "--dossier", dossier.folder).status == 2


def test_check_writes_its_json_to_a_file(run, tmp_path: Path, core_example: Path) -> None:
    dossier = Dossier.create(tmp_path / "a", read_answers(core_example).model_copy(update={"jurisdiction": "gansu"}))
    output = tmp_path / "报告.json"
    said = run("check", dossier.folder, "--format", "json", "--output", output)
    found = json.loads(output.read_text(encoding="utf-8"))
    assert said.status == 1
    assert set(found) == {"findings", "summary"}
    assert set(found["findings"][0]) == {"rule", "severity", "message", "document", "clause", "location", "basis", "fix"}
    assert set(found["summary"]) == {"error", "warning", "note"}


def test_a_dossier_is_found_from_a_folder_inside_it(run, tmp_path: Path, core_example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = Dossier.create(tmp_path / "a", read_answers(core_example).model_copy(update={"jurisdiction": "gansu"}))
    inner = dossier.folder / "attachments" / "deep"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert run("build").status == 0


def test_new_takes_answers_from_another_dossier(run, tmp_path: Path, core_example: Path) -> None:
    Dossier.create(tmp_path / "a", read_answers(core_example))
    said = run("new", tmp_path / "b", "--jurisdiction", "gansu", "--answers", tmp_path / "a", "--no-input", "--strict")
    assert said.status == 1, "errors count under --strict"
    assert (tmp_path / "b" / "alliance.yaml").is_file()


def test_standard_input_is_enough_and_its_end_ends_the_questions(run, tmp_path: Path) -> None:
    said = run("new", tmp_path / "a", "--jurisdiction", "gansu", stdin="甘肃省样例产业技术创新联盟\n样例\n")
    assert said.status == 0, said.err
    assert Dossier.open(tmp_path / "a").facts.alliance.field == "样例"
    again = run("ask", tmp_path / "a", stdin="甘肃样例有限公司\n")
    assert again.status == 0, again.err
    assert Dossier.open(tmp_path / "a").facts.lead.name == "甘肃样例有限公司"


def test_every_interface_word_has_its_english() -> None:
    with (CLI / "locale" / "en.po").open("rb") as stream:
        known = {message.id for message in read_po(stream, locale="en") if message.string}
    used = set()
    for path in CLI.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_" and node.args:
                argument = node.args[0]
                if isinstance(argument, ast.Constant):
                    used.add(argument.value)
    from alliance_docs.cli.main import COMMANDS

    assert used | set(COMMANDS.values()) <= known


def test_the_interface_speaks_english_when_asked(run, tmp_path: Path) -> None:
    assert run("--lang", "en", "check", tmp_path / "none").err.startswith("Error: ")
    command = [sys.executable, "-c", "from alliance_docs.cli.main import main; main()", "--lang", "en", "new", "--help"]
    assert "Start a dossier" in subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['alliance-docs', '--help']\n"
        "from alliance_docs.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'pydantic', 'jinja2', 'lxml', 'docx', 'docxtpl', 'openpyxl', 'ruamel', 'rich', 'prompt_toolkit', 'babel'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_every_attachment_a_jurisdiction_expects_is_of_a_known_kind() -> None:
    from alliance_docs.dossier.attachments import kinds
    from alliance_docs.jurisdictions.loading import jurisdiction_folders, load_jurisdiction

    known = {kind.id for kind in kinds()}
    for name in jurisdiction_folders():
        assert {expected.kind for expected in load_jurisdiction(name).attachments} <= known
