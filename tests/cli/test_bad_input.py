"""Each mistake gives one clear line and status 2; nothing is left half made."""

from __future__ import annotations

import io
import os
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest


def refused(said, *words: str) -> None:
    assert said.status == 2, said
    assert "Traceback" not in said.err + said.out
    for word in words:
        assert word in said.err, said.err


def one_line(said) -> None:
    assert len(said.err.strip().splitlines()) == 1, said.err


def new(run, folder: Path, answers: Path, *more: str):
    return run("new", folder, "--jurisdiction", "gansu", "--answers", answers, "--no-input", *more)


def test_an_unknown_jurisdiction_names_the_nearest_and_lists_all(run, tmp_path: Path) -> None:
    said = run("new", tmp_path / "a", "--jurisdiction", "gansuu", "--no-input")
    refused(said, "gansuu", "是否要写“gansu”", "可用的有")
    one_line(said)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("alliance:\n  name: 甲\n name: 乙\n", [":3"]),
        ("alliance: [\n", [":"]),
        ("alliance:\n  nmae: 甲联盟\n", [":2", "nmae", "name"]),
        ("confidentiality:\n  years: 五年多\n", [":2", "保密期限", "五年多", "整数"]),
        ("members:\n  - id: m01\n    credit_code: 91620000MA00000001\n", [":3", "校验位"]),
        ("members:\n  - id: m01\n    credit_code: 9162\n", [":3", "18 位"]),
        ("members:\n  - {id: m01, name: 甲（兰州）公司}\n  - {id: m02, name: '甲(兰州)公司'}\n", [":3", "甲(兰州)公司"]),
        ("dates:\n  adoption: 2026-05-01\n  preparatory_meeting: 2026-06-01\n", [":", "2026"]),
        ("dates:\n  founding: 2026-02-30\n", [":2", "没有这一天"]),
        ("dispute:\n  mode: 仲裁或诉讼\n", [":2", "仲裁", "诉讼"]),
        ("alliance:\n\tname: 甲\n", [":2"]),
        ("alliance:\n  name: \"甲\\u202e乙\"\n", [":2", "书写方向"]),
        ("alliance:\n  name: \"甲\\u0007乙\"\n", [":2", "控制字符"]),
    ],
)
def test_a_wrong_answers_file_names_line_field_value_and_expectation(run, tmp_path: Path, text: str, words: list[str]) -> None:
    answers = tmp_path / "答案 文件.yaml"
    answers.write_text(text, encoding="utf-8")
    said = new(run, tmp_path / "a", answers)
    refused(said, "答案 文件.yaml", *words)
    assert not (tmp_path / "a").exists()


def test_all_mistakes_of_a_file_come_together(run, tmp_path: Path) -> None:
    answers = tmp_path / "a.yaml"
    answers.write_text("alliance:\n  nmae: 甲\nconfidentiality:\n  years: x\n", encoding="utf-8")
    said = new(run, tmp_path / "a", answers)
    refused(said, "a.yaml:2", "a.yaml:4")


def test_a_missing_answers_file(run, tmp_path: Path) -> None:
    refused(new(run, tmp_path / "a", tmp_path / "none.yaml"), "none.yaml", "没有这个")


def test_a_binary_answers_file(run, tmp_path: Path) -> None:
    answers = tmp_path / "a.yaml"
    answers.write_bytes(b"\xff\xfe\x00\x01PK")
    refused(new(run, tmp_path / "a", answers), "a.yaml")


def test_a_folder_that_is_not_empty(run, tmp_path: Path, example: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "x.txt").write_text("x", encoding="utf-8")
    refused(new(run, folder, example), "不是空的")
    assert [path.name for path in folder.iterdir()] == ["x.txt"]


@pytest.mark.skipif(sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="needs a user whose writes can be forbidden")
def test_no_write_permission(run, tmp_path: Path, example: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    refused(new(run, folder / "a", example), "locked")


def test_a_file_where_a_folder_should_be(run, tmp_path: Path, example: Path) -> None:
    (tmp_path / "f").write_text("x", encoding="utf-8")
    refused(new(run, tmp_path / "f" / "a", example), "f")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("alliance.nmae=甲", ["nmae", "name"]),
        ("alliance.name", ["字段=值"]),
        ("dispute.mode=抽签", ["争议解决方式", "抽签", "仲裁"]),
        ("members[不存在的单位].name=甲", ["不存在的单位"]),
        ("dates.founding=明天", ["成立大会日期", "明天"]),
        ("assembly.majority=半数以上", ["半数以上", "过半数"]),
    ],
)
def test_a_wrong_set(run, tmp_path: Path, setting: str, words: list[str]) -> None:
    said = run("new", tmp_path / "a", "--jurisdiction", "gansu", "--set", setting, "--no-input")
    refused(said, *words)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bild"], ["bild", "build"]),
        (["explain", "LC-DR-0"], ["LC-DR-0"]),
        (["jurisdictions", "gnasu"], ["gnasu", "gansu"]),
        (["check", "nowhere"], ["nowhere"]),
        (["build", "nowhere"], ["nowhere", "没有这个文件夹"]),
        (["facts", "aliance"], ["aliance"]),
        (["new"], ["jurisdiction"]),
        (["check", "x", "--format", "xml"], ["xml"]),
    ],
)
def test_wrong_use(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    said = run(*arguments)
    refused(said, *words)
    one_line(said)


def test_a_file_that_is_no_word_file(run, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"not a zip")
    refused(run("check", path, "--jurisdiction", "gansu", "--document", "charter"), "a.docx")
    other = tmp_path / "a.doc"
    other.write_bytes(b"x")
    refused(run("check", other), ".docx")


def test_a_dossier_without_jurisdiction_says_what_to_write(run, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "alliance.yaml").write_text("alliance:\n  name: 甲联盟\n", encoding="utf-8")
    for command in ("build", "check", "ask"):
        said = run(command, folder)
        refused(said, "jurisdiction" if command != "ask" else "管辖制度", "gansu")
        one_line(said)


def test_own_wording_for_no_document_is_not_ignored(run, tmp_path: Path, core_example: Path) -> None:
    from alliance_docs.dossier.store import Dossier, read_answers

    dossier = Dossier.create(tmp_path / "a", read_answers(core_example))
    dossier.clauses.mkdir()
    (dossier.clauses / "chartr.md").write_text('{% extends "below" %}\n', encoding="utf-8")
    refused(run("build", dossier.folder), "clauses/chartr.md", "charter")


def test_a_name_too_long_for_the_system_is_one_line(run, tmp_path: Path) -> None:
    said = run("check", tmp_path / ("甲" * 300 + ".docx"))
    refused(said)
    one_line(said)


def test_a_long_run_of_letters_does_not_slow_the_checks() -> None:
    from alliance_docs.checks.draft_rules.leftovers import _CROSSES

    assert _CROSSES.search("x" * 200_000) is None


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORDS = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>第一条　目的。</w:t></w:r></w:p></w:body></w:document>'.encode()
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="' + MAIN + b'"/></Types>'
)
PARTS = {"[Content_Types].xml": TYPES, "word/document.xml": WORDS}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(parts: dict[str, bytes], *more: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in (*parts.items(), *more):
                archive.writestr(name, data)
    return out.getvalue()


def entities(encoding: str) -> bytes:
    text = WORDS.decode().replace("目的", "&c;")
    return f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "甲"><!ENTITY c "&a;&a;">]>{text}'.encode(encoding)


BAD: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "not a zip": ("a.docx", b"hello", "不是 .docx"),
    "empty": ("a.docx", b"", "空的"),
    "truncated": ("a.docx", zipped(PARTS)[:-200], "已损坏"),
    "a password": ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "an old .doc renamed": ("a.docx", OLE, "旧版 .doc"),
    ".doc": ("a.doc", OLE, "另存为 .docx"),
    ".wps": ("a.wps", OLE, "另存为 .docx"),
    ".docm": ("a.docm", zipped(PARTS), "宏"),
    ".pdf": ("a.pdf", b"%PDF-1.7\n", "PDF"),
    "a PDF renamed": ("a.docx", b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "RTF renamed": ("a.docx", b"{\\rtf1 x}", "RTF"),
    "a web page renamed": ("a.docx", b"<html></html>", "网页"),
    "a workbook renamed": ("a.docx", zipped({"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<x/>"}), "不是 Word"),
    "a zip bomb": ("a.docx", lambda: zipped(PARTS, ("word/media/a.png", b"\0" * (300 << 20))), "过大"),
    "200 MB of text": ("a.docx", lambda: zipped(PARTS | {"word/document.xml": b" " * (200 << 20)}), "过大"),
    "entities": ("a.docx", zipped(PARTS | {"word/document.xml": entities("utf-8")}), "实体"),
    "entities in another encoding": ("a.docx", zipped(PARTS | {"word/document.xml": entities("utf-16")}), "实体"),
    "a path upwards": ("a.docx", zipped(PARTS, ("../../evil.txt", b"x")), "不正常的路径"),
    "a path upwards, backslashes": ("a.docx", zipped(PARTS, ("..\\..\\evil.exe", b"x")), "不正常的路径"),
    "a path from the root": ("a.docx", zipped(PARTS, ("/etc/x", b"x")), "不正常的路径"),
    "a drive": ("a.docx", zipped(PARTS, ("C:/x", b"x")), "不正常的路径"),
    "two texts": ("a.docx", zipped(PARTS, ("word/document.xml", WORDS.replace("目的".encode(), "期限".encode()))), "两个同名"),
    "macros inside": ("a.docx", zipped(PARTS, ("word/vbaProject.bin", OLE)), "宏"),
    "a .docm renamed": (
        "a.docx", zipped(PARTS | {"[Content_Types].xml": TYPES.replace(MAIN, b"application/vnd.ms-word.document.macroEnabled.main+xml")}), "宏"
    ),
    "nested too deep": ("a.docx", zipped(PARTS | {"word/document.xml": b"<a>" * 100_000 + b"</a>" * 100_000}), "已损坏"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_cannot_be_checked_is_one_line_and_status_2(run, tmp_path: Path, kind: str) -> None:
    name, data, word = BAD[kind]
    (tmp_path / name).write_bytes(data() if callable(data) else data)
    said = run("check", tmp_path / name, "--jurisdiction", "gansu", "--document", "agreement")
    refused(said, name, word, "→")
    one_line(said)
    assert not said.out
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert not (tmp_path.parent / "evil.txt").exists()


def test_the_same_parts_without_anything_wrong_are_checked(run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(zipped(PARTS))
    assert run("check", tmp_path / "a.docx", "--document", "agreement").status in (0, 1)


def test_a_folder_that_is_no_dossier(run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    said = run("check", tmp_path / "a")
    refused(said, "alliance.yaml", "new")
    one_line(said)
