"""``seal`` as a secretariat uses it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from alliance_docs.dossier.build import build
from alliance_docs.dossier.store import Dossier, read_answers

TODAY = ("--today", "2027-01-05")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    dossier = Dossier.create(tmp_path_factory.mktemp("built") / "案卷", read_answers(example))
    build(dossier)
    return dossier.folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "案卷")
    return tmp_path / "案卷"


def test_seal_resubmit_and_seal_again(run, folder: Path) -> None:
    said = run("seal", folder, *TODAY)
    assert (said.status, said.err) == (0, "")
    assert "已封存" in said.out
    assert "17 个文件" in said.out
    again = run("seal", folder, "founding", *TODAY)
    assert again.status == 2
    assert "已于 2027-01-05 封存" in again.err
    assert len(again.err.strip().splitlines()) == 1
    made = run("seal", folder, "--resubmit", "founding", "--remark", "1. 缺少数据来源", "--received", "2027-01-06", "--due", "2027-01-20", "--today", "2027-01-07")
    assert (made.status, made.err) == (0, "")
    assert "补正意见 1 条，待答复 1 条，限期 2027-01-20" in made.out
    late = run("check", folder, "--today", "2027-02-01")
    assert "AD-SE-04" in late.out
    assert late.status == 1


@pytest.mark.parametrize("words", [("founding",), ("2026-12-18-founding",), ()])
def test_the_filing_is_told_by_id_folder_or_not_at_all(run, folder: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr("alliance_docs.dossier.sealing.readiness", lambda *_, **__: __import__("alliance_docs.dossier.seal_problems", fromlist=["Readiness"]).Readiness(()))
    assert run("seal", *words, *TODAY).status == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("annual",), "没有“annual”这套材料"),
        (("a", "b", "c"), "命令不完整或者多写了"),
        (("--on", "2030-01-01"), "晚于今天"),
        (("--on", "明天"), "--on 明天"),
        (("--remark", "甲"), "只用于补正"),
        (("--resubmit", "founding", "--remark", "甲", "--received", "2027-01-05"), "还没有封存|没有封存的材料"),
        (("--resubmit", "founding", "--on", "2027-01-05"), "不与"),
    ],
)
def test_wrong_use_is_one_line(run, folder: Path, words: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import re

    monkeypatch.chdir(folder)
    said = run("seal", *words, *TODAY)
    assert said.status == 2
    assert re.search(says, said.err)
    assert len(said.err.strip().splitlines()) == 1
