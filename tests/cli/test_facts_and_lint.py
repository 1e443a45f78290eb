"""``facts`` lists every name templates may use, with an example; ``templates lint`` takes folders and single files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alliance_docs.dossier.texts import known_in
from alliance_docs.jurisdictions.loading import load_jurisdiction

ROOT = Path(__file__).resolve().parents[2]


def test_every_name_a_template_may_use_is_listed_with_label_type_and_example(run) -> None:
    jurisdiction = load_jurisdiction("gansu")
    listed = json.loads(run("facts", "--format", "json").out)
    roots = {one["path"].partition(".")[0].partition("[")[0].partition("(")[0] for one in listed}
    document = next(one for one in jurisdiction.documents if one.each)
    known = known_in(jurisdiction, document)
    assert set(known.shapes) | set(known.words) <= roots
    words = {one["path"] for one in listed}
    for name in ("v", "j", "documents", "region", "pilot"):
        assert {f"{name}.{key}" for key in known.words[name]} <= words | {"region.places"}
    assert all(one["label"] and one["type"] for one in listed)
    without = [one["path"] for one in listed if not one["example"] and one["type"] != "record" and one["path"] not in ("compliance", "human_checks", "super()")]
    assert without == []


@pytest.mark.parametrize(
    ("prefix", "line"),
    [
        ("dispute.mode", "dispute.mode\t争议解决方式\tchoice（仲裁／诉讼）"),
        ("counts.members", "counts.members\t成员单位数\tcount，计算\t12"),
        ("lead.name", "lead.name\t单位全称\tline，计算\t甘肃示例储能装备股份有限公司"),
        ("member.contact", "member.contact.name\t"),
        ("members[].tasks", "members[].tasks[]\t承担任务\trecord，计算"),
        ("change.rows", "change.rows[].before\t变更前\t"),
        ("decided", "decided[]\t决议事项\trecord，计算"),
        ("v.office", "v.office\t联盟办公室\tline，词汇\t联盟办公室"),
        ("documents.charter", "documents.charter\t《"),
        ("region.share", "region.share\t"),
        ("period.totals", "period.totals."),
    ],
)
def test_a_prefix_lists_what_begins_with_it(run, prefix: str, line: str) -> None:
    said = run("facts", prefix)
    assert said.status == 0
    assert any(one.startswith(line) for one in said.out.splitlines()), said.out
    assert all(one.startswith(prefix) for one in said.out.splitlines())


def test_the_words_are_those_of_the_jurisdiction_named(run) -> None:
    assert "v.office\t秘书处" in run("facts", "v.office", "--jurisdiction", "g60").out
    assert run("facts", "v", "--jurisdiction", "gnasu").status == 2


@pytest.mark.parametrize(("prefix", "nearest"), [("aliance", "alliance"), ("v.counsil", "v.council"), ("membres", "members"), ("member.nmae", "member.name")])
def test_an_unknown_prefix_tells_the_nearest(run, prefix: str, nearest: str) -> None:
    said = run("facts", prefix)
    assert said.status == 2
    assert f"是否要写“{nearest}" in said.err


# --- templates lint --------------------------------------------------------------------------------------------------

WARNED = '{% extends "below" %}\n{% block nature %}\n{{ super() }}\n甲,乙。\n{% endblock %}\n'


def test_warnings_do_not_fail_and_errors_do(run, tmp_path: Path) -> None:
    path = tmp_path / "charter.md"
    path.write_text(WARNED, encoding="utf-8")
    said = run("templates", "lint", path, "--jurisdiction", "gansu")
    assert said.status == 0
    assert "提醒：firm/charter.md:4：中文中有半角标点 , → 改用 ，〔条款 nature〕" in said.out
    assert "没有错误，提醒 1 项" in said.out
    path.write_text(WARNED.replace("甲", "{{ aliance.name }}"), encoding="utf-8")
    said = run("templates", "lint", path, "--jurisdiction", "gansu")
    assert said.status == 2
    assert "错误：firm/charter.md:4：没有“aliance”这一项 → 是否要写“alliance”？〔条款 nature〕" in said.err
    assert "提醒：" in said.out


def test_json_holds_every_problem_with_its_place(run, tmp_path: Path) -> None:
    path = tmp_path / "charter.md"
    path.write_text(WARNED.replace("甲", "{{ aliance.name }}"), encoding="utf-8")
    said = run("templates", "lint", path, "--jurisdiction", "gansu", "--format", "json")
    assert said.status == 2
    told = json.loads(said.out)
    assert (told["errors"], told["warnings"]) == (1, 1)
    first = next(one for one in told["problems"] if one["severity"] == "error")
    assert (first["file"], first["line"], first["clause"]) == ("firm/charter.md", 4, "nature")


def test_a_single_file_that_ships_is_sound(run) -> None:
    for path in ("gansu/charter.md", "gansu/application-form.docx", "variants/charter-binding/charter.md"):
        said = run("templates", "lint", ROOT / "templates" / path)
        assert (said.status, said.out) == (0, "没有发现问题（文件 1）\n") or "文件 11" in said.out, path


def test_a_firms_folder_holds_a_folder_for_one_jurisdiction(run, tmp_path: Path) -> None:
    (tmp_path / "charter.md").write_text(WARNED.replace(",", "，"), encoding="utf-8")
    (tmp_path / "gansu").mkdir()
    (tmp_path / "gansu" / "charter.md").write_text(WARNED.replace("甲,", "{{ aliance.name }}，"), encoding="utf-8")
    said = run("templates", "lint", tmp_path)
    assert said.status == 2
    assert said.err.count("aliance") == 1
    assert "firm/gansu/charter.md:4" in said.err


def test_what_cannot_be_linted_is_refused_in_one_line(run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    for path in (tmp_path / "a.txt", tmp_path / "none.md", tmp_path):
        said = run("templates", "lint", path)
        assert said.status == 2
        assert len(said.err.strip().splitlines()) == 1


def test_all_texts_and_forms_that_ship_are_sound() -> None:
    from alliance_docs.dossier.lint_layers import lint_shared, own_problems, shared_in
    from alliance_docs.dossier.lint_texts import TextLint
    from alliance_docs.drafting.layers import Layer
    from alliance_docs.jurisdictions.places import homes
    from alliance_docs.resources import data_folder

    root = data_folder("templates")
    shared = shared_in(root)
    assert [str(problem.told) for folder in shared for problem in lint_shared(folder).problems] == []
    for home in [home for home in homes().values() if home.shipped]:
        below = tuple(Layer(folder.name, folder) for folder in shared)
        own = Layer(home.id, home.folder)
        jurisdiction = load_jurisdiction(home.id)
        ids = TextLint(jurisdiction, (*below, own), own).ids
        assert [str(problem.told) for problem in own_problems(jurisdiction, below, own, ids)] == []
