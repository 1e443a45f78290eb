"""A .docx as a package: what is refused, and that the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from alliance_docs.drafting.draft import Draft
from alliance_docs.errors import UserError
from alliance_docs.word.package import Package, content_sha256, open_package
from alliance_docs.word.reader import read
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"),
        (b"PK\x03\x04 broken", "不是 .docx"),
        ("第一条".encode("gbk"), "不是 .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 .doc"),
        (zipped(**{"xl/workbook.xml": b"<x/>"}), "不是 Word 文档"),
        (zipped(**{"word/document.xml": b"<w:document"}), "已损坏"),
        (zipped(**{"word/document.xml": b"<x/>"}), "没有正文"),
        (zipped(**{"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "实体"),
    ],
)
def test_what_is_no_docx_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_a_zip_bomb_is_refused_before_it_goes_off() -> None:
    with pytest.raises(UserError, match="过大"):
        open_package(zipped(**{"word/document.xml": b"\0" * (300 * 1024 * 1024)}))


def test_the_hash_of_the_content_does_not_depend_on_the_zip(sample: Draft) -> None:
    data = write(sample, common_shell(), Meta())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in reversed(list(open_package(data).parts.items())):
            archive.writestr(name, part)
    assert out.getvalue() != data
    assert content_sha256(out.getvalue()) == content_sha256(data)
    changed = dict(open_package(data).parts) | {"docProps/app.xml": b"<x/>"}
    assert content_sha256(Package(changed).to_bytes()) != content_sha256(data)


def test_two_writings_are_the_same_to_the_byte(sample: Draft) -> None:
    assert write(sample, common_shell(), Meta()) == write(sample, common_shell(), Meta())
