"""LibreOffice accepts and rejects all changes of a redlined file: the words are the new file's, and the old file's."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from alliance_docs.drafting.draft import (
    Cell,
    Chapter,
    Clause,
    Draft,
    Fact,
    Item,
    Paragraph,
    Ref,
    Row,
    Serial,
    Table,
    Text,
    plain,
)
from alliance_docs.drafting.numbering import number
from alliance_docs.drafting.references import resolve
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.part_edits import with_content_type, with_relationship
from alliance_docs.word.reader import read
from alliance_docs.word.redline import redline
from alliance_docs.word.redline_authors import Authors
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

SOFFICE = shutil.which("soffice")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
_MODULE = _HEAD.format("script:module", "module") + (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">\n'
    "Sub Settle(source As String, target As String, what As String)\n"
    "  Dim args(0) As New com.sun.star.beans.PropertyValue\n"
    '  args(0).Name = "Hidden" : args(0).Value = True\n'
    '  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, args())\n'
    '  helper = createUnoService("com.sun.star.frame.DispatchHelper")\n'
    "  Dim none()\n"
    '  helper.executeDispatch(doc.CurrentController.Frame, ".uno:" &amp; what, "", 0, none())\n'
    "  Dim out(0) As New com.sun.star.beans.PropertyValue\n"
    '  out(0).Name = "FilterName" : out(0).Value = "MS Word 2007 XML"\n'
    "  doc.storeToURL(target, out())\n"
    "  doc.close(True)\n"
    "End Sub\n</script:module>\n"
)
_LIBRARY = _HEAD.format("library:library", "library") + (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" '
    'library:passwordprotected="false"><library:element library:name="Module1"/></library:library>\n'
)
_LIBRARIES = _HEAD.format("library:libraries", "libraries") + (
    '<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>'
    "</library:libraries>\n"
)


def run(profile: Path, *arguments: str) -> None:
    assert SOFFICE is not None
    subprocess.run([SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", *arguments], capture_output=True, timeout=180, check=False)


def words(*parts: str | Fact | Ref) -> tuple[Text | Fact | Ref, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def article(name: str, *lines: str | Paragraph | Item | Table) -> Clause:
    return Clause(name, "article", words(f"事项{name}"), tuple(Paragraph(words(line)) if isinstance(line, str) else line for line in lines))


def roster(*names: tuple[str, str]) -> Table:
    head = Row((Cell((words("序号"),)), Cell((words("单位名称"),)), Cell((words("意见"),))))
    rows = [
        Row((Cell(serial=Serial(n)), Cell((words(Fact(name, f"members[{key}].name")),)), Cell((words("同意"), words("（签字）")))), f"members[{key}]")
        for n, (key, name) in enumerate(names, start=1)
    ]
    return Table((6, 30, 30), (head, *rows))


def lines(path: Path) -> list[str]:
    """Numbers and words of a file; what references show is Word's affair."""
    out: list[str] = []
    for part in read(path.read_bytes()).body:
        if isinstance(part, Chapter):
            out.append(f"{part.number} {part.title}")
            continue
        out.append(f"{part.number} {plain(part.rubric)}")
        for block in part.blocks:
            match block:
                case Paragraph():
                    out.append(plain(tuple(one for one in block.inlines if not isinstance(one, Ref))))
                case Item():
                    out.append(f"{block.number} {plain(block.inlines)}")
                case Table():
                    out += [" | ".join("／".join(map(plain, cell.paragraphs)) for cell in row.cells) for row in block.rows]
    return [line for line in out if line]


def noted(data: bytes, where: str, note: str) -> bytes:
    """The file with a footnote behind the run that says *where*."""
    parts = dict(open_package(data).parts)
    text = parts["word/document.xml"].decode()
    place = text.index("</w:r>", text.index(where)) + len("</w:r>")
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    parts["word/document.xml"] = (text[:place] + call + text[place:]).encode()
    marks = "".join(f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>' for n, kind in enumerate(("separator", "continuationSeparator"), start=-1))
    own = f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
    parts["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{W[1:-1]}">{marks}{own}</w:footnotes>'.encode()
    with_content_type(parts, "word/footnotes.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml")
    with_relationship(parts, "word/document.xml", "footnotes", "word/footnotes.xml")
    return Package(parts).to_bytes()


def footed(data: bytes, words: str) -> bytes:
    """The file with *words* in its footer."""
    parts = dict(open_package(data).parts)
    parts["word/footer1.xml"] = parts["word/footer1.xml"].replace(b"</w:p>", f"<w:r><w:t>{words}</w:t></w:r></w:p>".encode(), 1)
    return Package(parts).to_bytes()


def footers(path: Path) -> str:
    parts = open_package(path.read_bytes()).parts
    return "".join(data.decode() for name, data in parts.items() if name.startswith("word/footer"))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice not installed")
def test_libreoffice_accepts_to_the_new_text_and_rejects_to_the_old_one(tmp_path: Path) -> None:
    items = [Item(1, 0, words(text)) for text in ("甲事项；", "乙事项；", "丙事项。")]
    five = [article(name, f"第{name}件事情由成员单位自行决定，另有约定的除外。", *items, "末款。") for name in "abcde"]
    grown = article("g", "甲方负责研发", "末款。"), article("g", "甲方负责研发和测试", "乙方缴付经费。", "末款。")
    citing = article("z", Paragraph(words("依照", Ref("e"), "办理，共", Fact("12", "counts.members"), "家。")))
    members = [("m01", "甘肃甲公司"), ("m02", "兰州乙大学"), ("m03", "酒泉丙公司"), ("m04", "白银丁研究院")]

    def made(*body: Chapter | Clause) -> Draft:
        return resolve({"charter": number(Draft("charter", "章程", body, "gansu"))})["charter"]

    rewritten = replace(five[4], blocks=(Paragraph(words("全新的规定，须经全体书面同意。")), items[0], Paragraph(words("增加的一款。"))))
    old = made(Chapter("总则"), *five, Chapter("名单"), article("list", "名单：", roster(*members)), grown[0], citing)
    new = made(
        Chapter("总则"), five[0], five[3], five[2], article("new", "新的规定。", *items), rewritten, Chapter("成员名单"),
        article("list", "名单：", roster(members[0], ("m03", "酒泉丙集团公司"), members[3], ("m05", "天水戊公司"))), grown[1], citing,
    )  # fmt: skip
    files = {name: tmp_path / f"{name}.docx" for name in ("old", "new", "redline", "accepted", "rejected")}
    files["old"].write_bytes(write(old, common_shell(), Meta()))
    files["new"].write_bytes(write(new, common_shell(), Meta()))
    files["old"].write_bytes(noted(files["old"].read_bytes(), "第a件", "见补充协议。"))  # a note that is struck
    files["new"].write_bytes(footed(files["new"].read_bytes(), "内部资料"))
    files["redline"].write_bytes(redline(files["old"].read_bytes(), files["new"].read_bytes(), authors=Authors("条文", "成员"), date=None))
    profile = tmp_path / "profile"
    run(profile, "--terminate_after_init")  # makes the profile
    standard = profile / "user" / "basic" / "Standard"
    standard.mkdir(parents=True, exist_ok=True)
    for path, content in ((standard / "Module1.xba", _MODULE), (standard / "script.xlb", _LIBRARY), (standard.parent / "script.xlc", _LIBRARIES)):
        path.write_text(content, encoding="utf-8")
    for name, what in (("accepted", "AcceptAllTrackedChanges"), ("rejected", "RejectAllTrackedChanges")):
        run(profile, f'macro:///Standard.Module1.Settle("{files["redline"].as_uri()}","{files[name].as_uri()}","{what}")')
        if not files[name].exists():
            pytest.skip("this LibreOffice runs no Basic")
    assert lines(files["accepted"]) == lines(files["new"])
    assert lines(files["rejected"]) == lines(files["old"])
    assert "〔注：见补充协议。〕" in "".join(lines(files["rejected"]))
    assert ("内部资料" in footers(files["accepted"]), "内部资料" in footers(files["rejected"])) == (True, False)
