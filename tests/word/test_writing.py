"""What a written document shows: numbers, references, lists, sections, fonts; and a shell that staff restyle."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from alliance_docs.drafting.draft import Cell as TableCell
from alliance_docs.drafting.draft import Clause, Draft, Item, OpaqueInline, Paragraph, Row, Signature, Table, Text
from alliance_docs.errors import UserError
from alliance_docs.resources import data_folder
from alliance_docs.word.package import Package, content_sha256, open_package, parse
from alliance_docs.word.reader import read
from alliance_docs.word.shell import common_shell, load_shell
from alliance_docs.word.writer import Meta, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(draft: Draft) -> Any:
    return parse(open_package(write(draft, common_shell(), Meta())).parts["word/document.xml"])[0]


def styled(root: Any, style: str) -> list[Any]:
    return [node for node in root.iter(f"{W}p") if (found := node.find(f"{W}pPr/{W}pStyle")) is not None and found.get(f"{W}val") == style]


def fields(root: Any) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    code = result = None
    for node in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if node.tag == f"{W}instrText":
            code = (node.text or "").strip()
        elif node.tag == f"{W}t" and code is not None:
            result = node.text or ""
        elif node.get(f"{W}fldCharType") == "end" and code is not None:
            found.append((re.sub(r"_al_\w+", "X", code), result or ""))
            code = result = None
    return found


def test_references_are_live_fields_with_the_right_words(sample: Draft) -> None:
    references = [field for field in fields(body(sample)) if field[0].startswith("REF")]
    assert references == [
        (r"REF X \n \h", "第二条"), (r"REF X \n \h", "（二）"), (r"REF X \h", "附件1"), (r"REF X \n \h", "第一条"),
    ]  # fmt: skip
    root = body(sample)
    names = {node.get(f"{W}name") for node in root.iter(f"{W}bookmarkStart")}
    wanted = set(re.findall(r"_al_\w+", "".join(node.text for node in root.iter(f"{W}instrText"))))
    assert wanted <= names


def test_bookmarks_are_unique_and_short(sample: Draft) -> None:
    names = [node.get(f"{W}name") for node in body(sample).iter(f"{W}bookmarkStart")]
    numbers = [node.get(f"{W}id") for node in body(sample).iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names)) == len(set(numbers))
    assert all(len(name) <= 40 for name in names)


def test_articles_run_on_through_chapters_in_one_list_and_chapters_in_another(sample: Draft) -> None:
    def lists(style: str) -> set[str]:
        return {node.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for node in styled(body(sample), style)}

    assert len(lists("AlArticle")) == len(lists("AlChapter")) == 1
    assert lists("AlArticle") != lists("AlChapter")


def test_a_second_list_in_an_article_starts_anew() -> None:
    def item(number: int) -> Item:
        return Item(1, number, (Text("项"),))

    draft = Draft("d", "d", (Clause("a", "article", blocks=(item(1), item(2), Paragraph((Text("款"),)), item(1)), number=1),))
    numbers = [node.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for node in styled(body(draft), "AlItem1")]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = open_package(write(draft, common_shell(), Meta())).parts["word/numbering.xml"].decode()
    assert f'<w:num w:numId="{numbers[2]}">' in numbering
    assert '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/>' in numbering


def test_a_signature_block_is_kept_on_one_page_and_the_next_may_go_to_another() -> None:
    block = Signature(((Text("盖章"),), (Text("签字"),), (Text("日期"),)))
    root = body(Draft("d", "d", (Clause("s", "passage", blocks=(block, block)),)))
    keeps = [node.find(f"{W}pPr/{W}keepNext").get(f"{W}val", "1") for node in root.iter(f"{W}p")]
    assert keeps == ["1", "1", "0", "1", "1", "0"]


def test_header_rows_repeat_rows_stay_whole_and_the_grid_is_there(sample: Draft) -> None:
    for table in body(sample).iter(f"{W}tbl"):
        if table.find(f"{W}tblPr/{W}tblStyle") is None:
            continue
        widths = [int(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        assert sum(widths) == int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(f"{W}tr"))
    first = next(body(sample).iter(f"{W}tbl"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in first.iter(f"{W}tr")] == [True, False, False, False]


def test_two_tables_do_not_touch() -> None:
    table = Table((1,), (Row((TableCell(),)),), header=0)
    root = body(Draft("d", "d", (Clause("s", "passage", blocks=(table, table)),)))
    assert [node.tag.removeprefix(W) for node in root] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_landscape_clause_has_a_section_of_its_own(sample: Draft) -> None:
    turns = [node.find(f"{W}pgSz").get(f"{W}orient") for node in body(sample).iter(f"{W}sectPr")]
    assert turns == [None, "landscape", None]


def test_open_places_are_highlighted_and_facts_look_like_text(sample: Draft) -> None:
    for node in body(sample).iter(f"{W}r"):
        style = node.find(f"{W}rPr/{W}rStyle")
        name = style.get(f"{W}val") if style is not None else ""
        assert (node.find(f"{W}rPr/{W}highlight") is not None) == (name in ("AlBlank", "AlChoice"))
        assert name != "AlFact" or {child.tag for child in node.find(f"{W}rPr")} <= {f"{W}rStyle", f"{W}rFonts"}


def test_fonts_of_windows_can_be_had_instead(sample: Draft) -> None:
    parts = open_package(write(sample, common_shell(), Meta(fonts="系统自带"))).parts
    assert not any(b"GB2312" in part or "小标宋".encode() in part for part in parts.values())
    assert read(write(sample, common_shell(), Meta(fonts="系统自带"))) == sample


def test_a_picture_travels_with_its_file() -> None:
    picture = (
        '<al:opaque xmlns:al="urn:alliance-docs:opaque:1"><al:parts><al:part rel="rId9" type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'name="a.png" content="image/png" target="">iVBORw0KGgo=</al:part></al:parts><w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"></v:imagedata>'
        "</v:shape></w:pict></w:r></al:opaque>"
    )
    draft = Draft("d", "d", (Clause("s", "passage", blocks=(Paragraph((OpaqueInline(picture),)),)),))
    data = write(draft, common_shell(), Meta())
    assert any(part.startswith(b"\x89PNG") for part in open_package(data).parts.values())
    again = read(data)
    assert write(again, common_shell(), Meta()) == data
    assert read(write(again, common_shell(), Meta())) == again


def restyled(change: Callable[[str], str]) -> bytes:
    data = (data_folder("templates") / "common" / "shell.docx").read_bytes()
    parts = dict(open_package(data).parts)
    parts["word/styles.xml"] = change(parts["word/styles.xml"].decode()).encode()
    return Package(parts).to_bytes()


def test_a_shell_saved_by_word_with_other_style_ids_works(sample: Draft) -> None:
    data = (data_folder("templates") / "common" / "shell.docx").read_bytes()
    parts = {name: re.sub(rb'"Al(\w+)"', rb'"x\1"', part) for name, part in open_package(data).parts.items()}
    shell = load_shell(Package(parts).to_bytes())
    assert shell.styles["AlBody"] == "xBody"
    assert read(write(sample, shell, Meta())) == sample


def test_a_shell_without_one_of_our_styles_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="联盟正文”"):
        load_shell(restyled(lambda xml: xml.replace('w:val="联盟正文"', 'w:val="正文甲"')))


def test_the_shell_in_the_tree_is_the_one_the_tool_makes() -> None:
    import runpy
    from pathlib import Path

    tool = Path(__file__).parents[2] / "tools" / "build_shell.py"
    shipped = (data_folder("templates") / "common" / "shell.docx").read_bytes()
    assert content_sha256(runpy.run_path(str(tool))["build"]()) == content_sha256(shipped)
