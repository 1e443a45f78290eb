"""``adopt`` of a filled Word form: facts edited in it are offered as corrections, everything else is said not to be kept."""

from __future__ import annotations

import copy
import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner

from alliance_docs.cli.main import cli
from alliance_docs.dossier.build import build
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError
from alliance_docs.resources import data_folder

DAY = dt.date(2026, 11, 22)
TEMPLATE = data_folder("templates") / "gansu" / "application-form.docx"
BOXES = "{{ box(alliance.registered) }}是　{{ box(not alliance.registered) }}否"


def run(*words: str) -> str:
    result = CliRunner().invoke(cli, list(words), catch_exceptions=True)
    if isinstance(result.exception, UserError):
        return str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result.output


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier whose form has boxes, and only the form of it."""
    folder = tmp_path_factory.mktemp("forms") / "案卷"
    (folder / "clauses").mkdir(parents=True)
    shutil.copy(data_folder("examples") / "gansu.yaml", folder / "alliance.yaml")
    template = docx.Document(str(TEMPLATE))
    put(next(cell for cell in cells(template) if cell.text == "{{ alliance.registered }}"), BOXES)
    template.save(str(folder / "clauses" / "application-form.docx"))
    dossier = Dossier.open(folder)
    for path in ("alliance.positioning", "alliance.short_name"):
        dossier.save_answer(path, None)
    build(dossier, only=("application-form",), today=DAY)
    return folder


@pytest.fixture
def dossier(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "案卷"))


def cells(document: Any) -> Iterator[Any]:
    for table in document.tables:
        for row in table.rows:
            yield from row.cells


def put(cell: Any, words: str) -> None:
    """Type *words* over what stands in a cell, in its first run."""
    runs = cell.paragraphs[0].runs
    runs[0].text = words
    for run_ in runs[1:]:
        run_._r.getparent().remove(run_._r)


def cell(document: Any, words: str) -> Any:
    return next(one for one in cells(document) if one.text == words)


def returned(folder: Path, target: Path, change: Callable[[Any], None]) -> str:
    """A copy of the form as somebody saved it after *change*."""
    document = docx.Document(str(next(folder.glob("filings/*/*组建申请表.docx"))))
    change(document)
    document.save(str(target))
    return str(target)


def adopt(folder: Path, file: str, *more: str) -> str:
    return run("adopt", file, "--dossier", str(folder), "--on", "2026-11-22", *more)


def fact(folder: Path, line: str) -> bool:
    return line in (folder / "alliance.yaml").read_text(encoding="utf-8")


def test_facts_typed_over_filled_in_and_ticked_are_corrected_everywhere(dossier: Path, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        put(cell(document, "0931-5550102"), "0931-5559999")
        put(cell(document, "20000万元"), "21000万元")
        put(cell(document, "【待填：联盟简称】"), "示例储能")
        cell(document, "【待填：联盟定位】").text = "面向全省的技术联盟"  # a new run without our style
        ticks = cell(document, "□是　☑否").paragraphs[0].runs
        ticks[0].text, ticks[2].text = "√", "□"
        platforms = next(one for one in cells(document) if one.text.endswith("省级企业技术中心（示例）")).paragraphs[0].runs[-1]
        platforms.text += "、国家级示例实验室"

    file = returned(dossier, tmp_path / "改.docx", change)
    before = (dossier / "alliance.yaml").read_bytes()
    shown = adopt(dossier, file, "--dry-run")
    for words in ("0931-5559999", "21000万元", "示例储能", "面向全省的技术联盟", "alliance.registered）：“否” → “是”", "国家级示例实验室"):
        assert words in shown
    assert "不保留" not in shown
    assert (dossier / "alliance.yaml").read_bytes() == before
    assert not (dossier / "edits").exists()
    assert "已采纳" in adopt(dossier, file, "--facts", "correct", "--yes")
    for line in ("registered: 是", "short_name: 示例储能", "positioning: 面向全省的技术联盟", "phone: 0931-5559999", "国家级示例实验室"):
        assert fact(dossier, line), line
    assert [one.name for one in (dossier / "edits" / "received").iterdir()] == ["2026-11-22-改.docx"]
    assert "已经采纳过" in adopt(dossier, file, "--yes")


def test_what_belongs_to_the_template_is_listed_and_nothing_is_altered(dossier: Path, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        put(cell(document, "联盟所在地"), "所在地（市）")
        table = next(one for one in document.tables if [each.text for each in one.rows[0].cells][:2] == ["序号", "单位名称"])
        table._tbl.append(copy.deepcopy(table.rows[-1]._tr))
        put(table.rows[-1].cells[1], "新增示例有限公司")
        document.sections[0].left_margin += 400_000

    before = (dossier / "alliance.yaml").read_bytes()
    told = adopt(dossier, returned(dossier, tmp_path / "表样.docx", change), "--facts", "correct", "--yes")
    assert "“联盟所在地” → “所在地（市）”" in told
    assert "增加“新增示例有限公司" in told
    assert "左边距" in told
    assert "clauses edit application-form" in told
    assert "没有改动事实" in told
    assert (dossier / "alliance.yaml").read_bytes() == before
    assert not (dossier / "edits").exists()


def test_what_cannot_be_a_correction_is_said(dossier: Path, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        cell(document, "12家").paragraphs[0].runs[0].text = "13"  # counted, not told
        names = [one for one in cells(document) if one.text == "陇原样本风电设备有限公司"]
        put(names[0], "甘肃样例光伏科技有限公司")  # another member, not another name
        people = [one for one in cells(document) if one.text == "孔范一"]
        put(people[0], "")

    told = adopt(dossier, returned(dossier, tmp_path / "改.docx", change), "--facts", "correct", "--yes")
    assert "counts.members：“12” → “13”（由其他事实算出" in told
    assert "另一家成员单位" in told
    assert "删去“孔范一”（删去了事实" in told
    assert "已更正" not in told


def test_an_untouched_form_and_one_whose_facts_are_not_to_be_corrected_alter_nothing(dossier: Path, tmp_path: Path) -> None:
    assert "没有改动，没有需要采纳的内容" in adopt(dossier, returned(dossier, tmp_path / "同.docx", lambda document: None), "--yes")
    file = returned(dossier, tmp_path / "改.docx", lambda document: put(cell(document, "0931-5550102"), "0931-5559999"))
    told = adopt(dossier, file, "--facts", "keep", "--yes")
    assert "表格不保留“0931-5559999”" in told
    assert "没有采纳" in told
    assert not (dossier / "edits").exists()


def test_a_box_ticked_in_a_form_of_clause_text_answers_its_fact(tmp_path: Path) -> None:
    folder = tmp_path / "案卷"
    folder.mkdir()
    shutil.copy(data_folder("examples") / "g60.yaml", folder / "alliance.yaml")
    build(Dossier.open(folder), only=("recording-form",), today=DAY)
    document = docx.Document(str(next(folder.glob("filings/*/*备案表.docx"))))
    runs = next(one for one in cells(document) if "□新材料" in one.text).paragraphs[0].runs
    for box, label in zip(runs, [one.text for one in runs[1:]], strict=False):
        if box.text in "☑□" and box.text:
            box.text = "☑" if label.startswith("新材料") else "□"
    document.save(str(tmp_path / "改.docx"))
    told = adopt(folder, str(tmp_path / "改.docx"), "--facts", "correct", "--yes")
    assert "alliance.field_category）：“高端装备” → “新材料”" in told
    assert fact(folder, "field_category: 新材料")
    Dossier.open(folder).save_answer("alliance.field_category", "新能源")  # the boxes follow the fact again
    build(Dossier.open(folder), only=("recording-form",), today=DAY)
    assert run("clauses", "resolve", str(folder)) == "没有待决定的冲突。\n"
    written = docx.Document(str(next(folder.glob("filings/*/*备案表.docx"))))
    assert "☑新能源　□新材料" in next(one.text for one in cells(written) if "□新材料" in one.text)
