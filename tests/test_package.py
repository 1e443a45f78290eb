"""The founding package end to end, as a secretariat meets it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from alliance_docs.dossier.build import build
from alliance_docs.dossier.drafts import draft_all, plan_package
from alliance_docs.dossier.package import complete, papers
from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.drafting.draft import Clause, clause_text
from alliance_docs.facts.numerals import han
from alliance_docs.word.package import content_sha256
from alliance_docs.word.reader import read

CI = bool(os.environ.get("CI"))
VALIDATOR = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ooxml-validator/node_modules/@xarsh"


def needs(present: object, what: str) -> None:
    """Skip with a reason where a tool is missing; in CI its absence is a failure."""
    if not present:
        assert not CI, f"CI must have {what}"
        pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Dossier:
    dossier = Dossier.create(tmp_path_factory.mktemp("案 卷") / "示例 联盟", read_answers(example))
    build(dossier)
    return dossier


def files_of(dossier: Dossier) -> list[Path]:
    (folder,) = dossier.filings.iterdir()
    return sorted(folder.glob("*.docx"))


def words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(".xml")]
    return "".join(parts)


def test_the_whole_package_is_written_with_its_manifest(built: Dossier) -> None:
    files = files_of(built)
    assert len(files) == 17
    manifest = json.loads((files[0].parent / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest) == {"jurisdiction", "filing", "date", "sealed", "documents", "facts_sha256", "version"}
    assert {document["file"] for document in manifest["documents"]} == {path.name for path in files}
    by_id = {document["id"]: document for document in manifest["documents"]}
    assert by_id["charter"]["content_sha256"] == content_sha256((files[0].parent / by_id["charter"]["file"]).read_bytes())
    assert by_id["agreement"]["copies"] == 18


def test_the_complete_example_has_no_blank_no_open_choice_and_no_template_mark(built: Dossier) -> None:
    for path in files_of(built):
        words = words_of(path)
        for mark in ("【待填", "【待选", "{{", "{%", "所引条款已删除"):
            assert mark not in words, (path.name, mark)
        assert not re.search("[\ue000-\uf8ff]", words), path.name


def test_every_file_reads_back_as_the_draft_it_was_written_from(example: Path) -> None:
    drafted = draft_all(plan_package(read_answers(example)))
    filing = drafted.plan.jurisdiction.filing("founding")
    assert filing is not None
    drafts = complete(drafted, filing)
    for paper in papers(drafted, drafts, filing):
        if paper.id not in drafted.forms:
            assert read(paper.data) == paper.draft, paper.id


def test_two_builds_are_the_same_bytes(built: Dossier, tmp_path: Path, example: Path) -> None:
    again = Dossier.create(tmp_path / "again", read_answers(example))
    build(again)
    for one, other in zip(files_of(built), files_of(again), strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_the_complete_example_passes_its_own_checks(run, built: Dossier) -> None:
    said = run("check", built.folder, "--format", "json", "--today", "2026-11-22")
    found = json.loads(said.out)
    serious = [finding for finding in found["findings"] if finding["severity"] != "note"]
    assert (said.status, found["summary"]["error"]) == (0, 0), serious
    objected = [finding for finding in serious if "附件" not in finding["message"] and "证" not in finding["message"]]
    assert objected == []


def test_each_file_of_ours_can_be_checked_alone(run, built: Dossier) -> None:
    for path in files_of(built):
        said = run("check", path, "--today", "2026-11-22")
        assert said.status == 0, (path.name, said.out)


def test_articles_run_through_all_chapters_and_references_are_right(built: Dossier) -> None:
    charter = read(next(path for path in files_of(built) if "章程" in path.name).read_bytes())
    articles = [clause for clause in charter.clauses if clause.kind == "article"]
    assert [clause.number for clause in articles] == list(range(1, len(articles) + 1))
    assert 60 <= len(articles) <= 80
    numbers = {clause.id: clause.number for clause in articles}
    text = clause_text(charter.clause("assembly_voting") or Clause("", "passage"))
    assert f"第{han(numbers['special_matters'])}条" in text


def test_fifteen_answers_give_a_first_draft_that_shows_what_is_missing(run, tmp_path: Path, core_example: Path) -> None:
    said = run("new", tmp_path / "a", "--jurisdiction", "gansu", "--answers", core_example, "--no-input", "--today", "2026-11-22")
    assert said.status == 0, said.err
    folder = next((tmp_path / "a" / "filings").iterdir())
    assert folder.name == "undated-founding"
    words = "".join(words_of(path) for path in folder.glob("*.docx"))
    assert "【待填：" in words
    assert "【待选：争议解决方式（仲裁／诉讼）】" in words
    assert run("check", tmp_path / "a").status == 1


@pytest.mark.parametrize(
    ("document", "clause", "basis"),
    [("agreement", "dispute_resolution", "仲裁"), ("agreement", "ip_ownership_joint", "二（四）"), ("charter", "liability_bearer", "二（三）")],
)
def test_without_a_binding_clause_the_check_fails_and_cites_why(
    run, tmp_path: Path, example: Path, document: str, clause: str, basis: str
) -> None:
    dossier = Dossier.create(tmp_path / "a", read_answers(example))
    dossier.clauses.mkdir()
    text = '{% extends "below" %}\n{% block ' + clause + " %}{% endblock %}\n"
    (dossier.clauses / f"{document}.md").write_text(text, encoding="utf-8")
    build(dossier)
    said = run("check", dossier.folder, "--format", "json", "--today", "2026-11-22")
    errors = [finding for finding in json.loads(said.out)["findings"] if finding["severity"] == "error"]
    assert said.status == 1
    assert any(basis in finding["basis"] for finding in errors), errors


def test_a_file_somebody_edited_is_kept_and_what_was_typed_is_told(run, tmp_path: Path, core_example: Path) -> None:
    folder = tmp_path / "a"
    run("new", folder, "--jurisdiction", "gansu", "--answers", core_example, "--no-input")
    (filing,) = (folder / "filings").iterdir()
    charter = filing / "04 章程.docx"
    _replace(charter, "【待填：联盟办公室地址】", "兰州市示例路1号")
    edited = charter.read_bytes()
    said = run("build", folder)
    assert said.status == 0, said.err
    assert charter.read_bytes() == edited
    assert (filing / "04 章程（新稿）.docx").is_file()
    assert "04 章程.docx 有人改过" in said.out
    assert "填入“兰州市示例路1号”（联盟办公室地址" in said.out


def test_what_was_deleted_or_changed_in_word_is_told(run, built: Dossier, tmp_path: Path) -> None:
    from alliance_docs.drafting.draft import Draft
    from alliance_docs.word.shell import common_shell
    from alliance_docs.word.writer import Meta, write

    dossier = Dossier(Path(shutil.copytree(built.folder, tmp_path / "a")))
    path = next(path for path in files_of(dossier) if "保密管理办法" in path.name)
    draft = read(path.read_bytes())
    shorter = Draft(draft.id, draft.title, tuple(part for part in draft.body if getattr(part, "id", "") != "annex_list"), draft.jurisdiction)
    path.write_bytes(write(shorter, common_shell(), Meta()))
    said = run("check", dossier.folder, "--today", "2026-11-22").out
    assert "AD-FI-04" in said
    assert "附件1" in said


def _replace(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode("utf-8")
    assert old in body
    parts["word/document.xml"] = body.replace(old, new, 1).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_an_undated_draft_moves_on_once_the_filing_has_a_date(run, tmp_path: Path, core_example: Path) -> None:
    folder = tmp_path / "a"
    run("new", folder, "--jurisdiction", "gansu", "--answers", core_example, "--no-input")
    Dossier.find(folder).save_answer("dates.filing", "2026-12-18")
    assert run("build", folder).status == 0
    (filing,) = (folder / "filings").iterdir()
    assert filing.name == "2026-12-18-founding"
    assert not list(filing.glob("*新稿*"))


def test_a_change_of_facts_after_the_build_is_told(run, tmp_path: Path, core_example: Path) -> None:
    folder = tmp_path / "a"
    run("new", folder, "--jurisdiction", "gansu", "--answers", core_example, "--no-input")
    Dossier.find(folder).save_answer("alliance.short_name", "改名联盟")
    assert "AD-FI-03" in run("check", folder).out


@pytest.mark.parametrize(
    "name",
    ["甲" * 300, "甲 & 乙 < 丙 > \"丁\" ' | # * _ [](#x) {{ y }} {% z %} **", "储能😀联盟", "＃一、（二）1.联盟", "第一条 名称", "a\\\\b", "@page"],
)
def test_any_printable_name_reaches_the_word_file_unharmed(tmp_path: Path, core_example: Path, name: str) -> None:
    from alliance_docs.facts.assign import assign

    facts = assign(read_answers(core_example), "members[m02].name", name)
    dossier = Dossier.create(tmp_path / "a", facts)
    report = build(dossier, only=("agreement", "application-form"))
    for path in report.folder.glob("*.docx"):
        draft = read(path.read_bytes())
        assert any(name in clause_text(clause) for clause in draft.clauses), path.name


@pytest.mark.parametrize("name", ["甲\u202e乙", "甲\u0000乙", "甲\u0007乙", "甲\ue000乙", "甲\n乙"])
def test_an_unprintable_name_is_refused_in_one_line(run, tmp_path: Path, name: str) -> None:
    said = run("new", tmp_path / "a", "--jurisdiction", "gansu", "--set", f"alliance.name={name}", "--no-input")
    assert said.status == 2
    assert "联盟全称" in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_nothing_is_written_when_a_text_is_wrong(run, tmp_path: Path, core_example: Path) -> None:
    dossier = Dossier.create(tmp_path / "a", read_answers(core_example))
    dossier.clauses.mkdir()
    (dossier.clauses / "charter.md").write_text('{% extends "below" %}\n{% block nmae %}\n## 甲\n{% endblock %}\n', encoding="utf-8")
    said = run("build", dossier.folder)
    assert said.status == 2
    assert "dossier/charter.md:2" in said.err
    assert not dossier.filings.exists()


def test_the_open_xml_validator_finds_nothing(built: Dossier, tmp_path: Path, core_example: Path) -> None:
    programs = sorted(VALIDATOR.glob("ooxml-validator-*/ooxml-validator*")) if VALIDATOR.is_dir() else []
    needs(programs, "the Open XML validator")
    core = Dossier.create(tmp_path / "core", read_answers(core_example))
    build(core)
    for path in [*files_of(built), *files_of(core)]:
        found = subprocess.run([str(programs[0]), str(path)], capture_output=True, text=True, check=False)
        assert '"ok": true' in found.stdout, (path.name, found.stdout[:2000])


def test_libreoffice_renders_every_file(built: Dossier, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    needs(office and shutil.which("pdftotext"), "LibreOffice with pdftotext")
    folder = tmp_path / "渲染"
    shutil.copytree(files_of(built)[0].parent, folder)
    from alliance_docs.dossier.pdf import to_pdf

    made = to_pdf(folder)
    assert len(made) == 17
    texts = {path.stem: _pdf_text(path) for path in made}
    charter = next(text for name, text in texts.items() if "章程" in name)
    numbers = re.findall(r"第([一二三四五六七八九十百]+)条\s", charter)
    heads = [numbers.index(han(n)) for n in range(1, 60)]
    assert heads == sorted(heads), "articles are numbered through all chapters"
    assert "引用源" not in charter


def _pdf_text(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")
