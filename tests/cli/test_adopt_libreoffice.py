"""Files LibreOffice saved are taken back: a copy saved without a change has no edits, an edited one exactly those made."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from alliance_docs.cli.main import cli
from alliance_docs.dossier.adopting import ReturnedFile, opened
from alliance_docs.dossier.build import plan_of
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft import Clause, Draft, Fact, clause_inlines
from alliance_docs.resources import data_folder


def _load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"_{path.stem}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


office = _load(Path(__file__).parents[1] / "word" / "libreoffice.py")
pytestmark = pytest.mark.skipif(office.SOFFICE is None, reason="LibreOffice not installed")

SOLE = "归该单位所有，牵头单位享有优先受让权；申请知识产权的权利归该单位。"
SOON = "仲裁庭由一名仲裁员组成"
NOTICE = "退出不以任何机构的批准为条件，但应当先办理工作交接"
REGISTER = "成员单位应当在成果完成之日起三十日内向联盟办公室登记。"
EDITS = [
    office.reword("归该单位所有；申请知识产权的权利归该单位。", SOLE),
    office.reword("仲裁庭由三名仲裁员组成", SOON),
    office.reword("退出不以任何机构的批准为条件", NOTICE),
    office.reword("年度分担金额", "每年分担金额"),
    office.add_behind("费用优惠或者收益分配约定", "联盟条", f"\u3000成果登记\u3000{REGISTER}"),
    office.strike("论文发表和成果发布", "署名、奖励和报酬"),
]
CHANGED = {"ip_ownership_sole", "dispute_resolution", "withdrawal", "running_costs"}


def run(*words: str) -> str:
    result = CliRunner().invoke(cli, list(words), catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    return result.output


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("libreoffice") / "dossier"
    run("new", str(folder), "--jurisdiction", "gansu", "--answers", str(data_folder("examples") / "gansu.yaml"), "--no-input")
    return folder


@pytest.fixture(scope="module")
def profile(founded: Path) -> Path:
    return founded.parent / "profile"


def paper(folder: Path, name: str) -> Path:
    return next(path for path in sorted(folder.glob(f"filings/*/*{name}.docx")) if "新稿" not in path.name)


def edited(folder: Path, target: Path, profile: Path, edits: list[Any], *, name: str = "组建协议", tracked: bool = False) -> Path:
    source = target.with_name(f"{target.stem}-source.docx")
    shutil.copy(paper(folder, name), source)
    if not office.edit(source, target, profile, edits, tracked=tracked):
        pytest.skip("this LibreOffice runs no Basic")
    return target


def taken(folder: Path, file: Path) -> ReturnedFile:
    dossier = Dossier.open(folder)
    return opened(dossier, plan_of(dossier), file)


def facts(draft: Draft) -> list[tuple[str, str]]:
    return [(one.path, one.text) for clause in draft.clauses for run in clause_inlines(clause) for one in run if isinstance(one, Fact)]


def clause(draft: Draft, name: str) -> Clause:
    found = draft.clause(name)
    assert found is not None, name
    return found


def test_a_copy_saved_without_a_change_has_no_edits(founded: Path, profile: Path, tmp_path: Path) -> None:
    files = []
    for number, name in enumerate(("组建协议", "章程", "组织架构", "成员单位名册")):
        files.append(tmp_path / f"{number}.docx")
        shutil.copy(paper(founded, name), files[-1])
    out = tmp_path / "saved"
    words = ["--headless", "--convert-to", "docx", "--outdir", str(out), *map(str, files)]
    subprocess.run([office.SOFFICE, f"-env:UserInstallation={profile.as_uri()}", *words], capture_output=True, timeout=180, check=False)
    for file in files:
        one = taken(founded, out / file.name)
        assert one.found.nothing, file
        assert not one.looks
        assert facts(one.text) == facts(one.edition.written)


@pytest.mark.parametrize("tracked", [False, True])
def test_an_edited_copy_has_exactly_the_edits_made(founded: Path, profile: Path, tmp_path: Path, tracked: bool) -> None:
    one = taken(founded, edited(founded, tmp_path / "edited.docx", profile, EDITS, tracked=tracked))
    assert {edit.clause for edit in one.found.changed} == CHANGED
    assert [(len(edit.before), len(edit.after)) for edit in one.found.changed] == [(1, 1)] * len(CHANGED)
    assert (len(one.found.added), one.found.removed, one.found.moved, one.found.facts) == (1, ("publication",), (), ())
    assert bool(one.editors) == tracked
    gone = facts(Draft("", "", (clause(one.edition.written, "publication"),)))
    assert facts(one.text) == [fact for fact in facts(one.edition.written) if fact not in gone]


def test_a_telephone_number_typed_over_is_a_fact_and_nothing_else_changed(founded: Path, profile: Path, tmp_path: Path) -> None:
    file = edited(founded, tmp_path / "roster.docx", profile, [office.reword("0931-5550103", "13900001234")], name="成员单位名册")
    found = taken(founded, file).found
    assert [(one.path, one.old, one.new) for one in found.facts] == [("members[m01].contact.phone", "0931-5550103", "13900001234")]
    assert (found.changed, found.added, found.removed, found.moved) == ((), (), (), ())
