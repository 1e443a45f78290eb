"""The label of a version stands in every footer, is no part of the text, and is replaced when a file is labelled again."""

from __future__ import annotations

import re

import pytest

from alliance_docs.drafting.draft import Clause, Draft, Paragraph, Text
from alliance_docs.resources import data_folder
from alliance_docs.word.footer_label import labelled, labels_of
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.reader import read
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write


def draft(*, cover: bool = False, landscape: bool = False) -> Draft:
    first = Clause("cover", "passage", (), (Paragraph((Text("章程"),), "cover-title"),)) if cover else Clause("head", "passage", (), (Paragraph((Text("章程"),), "title"),))
    return Draft("charter", "章程", (first, Clause("aim", "article", (Text("宗旨"),), (Paragraph((Text("联合攻关。"),)),), 1, landscape=landscape)))


def footers(data: bytes) -> list[str]:
    package = open_package(data)
    return [link.target for link in package.relationships(package.document_name()).values() if link.type.endswith("/footer")]


@pytest.mark.parametrize(("cover", "landscape"), [(False, False), (True, False), (True, True)])
def test_every_footer_bears_the_label_and_the_text_is_as_before(cover: bool, landscape: bool) -> None:
    plain = write(draft(cover=cover, landscape=landscape), common_shell(), Meta())
    made = labelled(plain, "章程　征求意见稿2")
    assert read(made) == read(plain)
    package = open_package(made)
    for name in footers(made):
        assert "章程　征求意见稿2" in package.parts[name].decode(), name
    assert package.parts[package.document_name()] == open_package(plain).parts[package.document_name()]
    again = labelled(made, "章程　送审稿1")
    assert [line for line in labels_of(again) if "稿" in line] == ["章程　送审稿1"]
    assert labelled(made, "章程　征求意见稿2") == made


def test_a_file_without_footers_gets_them() -> None:
    plain = write(draft(), common_shell(), Meta())
    parts = dict(open_package(plain).parts)
    parts["word/document.xml"] = re.sub(rb"<w:footerReference[^>]*/>", b"", parts["word/document.xml"])
    made = labelled(Package(parts).to_bytes(), "讨论稿1")
    root = open_package(made).xml("word/document.xml")
    kinds = [node.get(f"{W}type") for node in next(root.iter(f"{W}sectPr")).findall(f"{W}footerReference")]
    assert "default" in kinds
    assert "讨论稿1" in labels_of(made)
    assert read(made).body == read(plain).body


def test_a_word_form_can_be_labelled() -> None:
    form = (data_folder("templates") / "gansu" / "application-form.docx").read_bytes()
    made = labelled(form, "组建申请表　讨论稿1")
    assert "组建申请表　讨论稿1" in labels_of(made)
    assert read(made).body == read(form).body
