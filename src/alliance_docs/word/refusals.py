"""What is no .docx, or none to be opened: told by its first bytes and by the list of its parts, before anything is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath

from alliance_docs.errors import UserError

LARGEST = 256 * 1024 * 1024
"""Bytes of all parts together, unpacked."""
LARGEST_TEXT = 48 * 1024 * 1024
"""Bytes of one XML part, unpacked: a book of a thousand pages takes about ten million."""
MOST_PARTS = 4000
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "请用 Word 或 WPS 打开后另存为 .docx 再试"
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "这是 PDF 文件，不是 Word 文件", "请使用原来的 Word 文件；只有 PDF 的，先转成 Word 并核对文字，再另存为 .docx"),
    (b"{\\rtf", "这是 RTF 文件，不是 .docx 文件", _SAVE_AS),
    (b"<", "这是网页或者 XML 文件，不是 .docx 文件", _SAVE_AS),
)
_ENDINGS = {
    ".doc": ("这是旧版 Word 文件", "请用 Word 或 WPS 打开后另存为 .docx 再试"),
    ".wps": ("这是 WPS 文字文件", "请用 WPS 打开后另存为 .docx 再试"),
    ".docm": ("这是启用宏的 Word 文件，不予读取", "请另存为不含宏的 .docx 再试"),
    ".dotm": ("这是启用宏的模板，不予读取", "请另存为不含宏的 .docx 再试"),
    ".pdf": (_KINDS[0][1], _KINDS[0][2]),
}


def wrong_ending(suffix: str) -> tuple[str, str]:
    """Return message and remedy for a file whose name does not end in .docx."""
    return _ENDINGS.get(suffix.lower(), ("只能检查案卷文件夹或者 .docx 文件", _SAVE_AS))


def refuse_kind(data: bytes) -> None:
    """Raise UserError for bytes that are plainly another kind of file, naming the kind."""
    if not data:
        raise UserError("文件是空的，没有任何内容", remedy="请核对是否保存成功，重新取得文件再试")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UserError("文件加了密码，无法读取", remedy="请在 Word 或 WPS 中去掉密码，另存为 .docx 再试")
        raise UserError("这是旧版 .doc 或者 .wps 文件，或者是加了密码的文件", remedy="请在 Word 或 WPS 中去掉密码，另存为 .docx 再试")
    for start, message, remedy in _KINDS:
        if data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
            raise UserError(message, remedy=remedy)


def refuse_parts(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Raise UserError for a package that is too big unpacked, plays tricks with names, or holds macros."""
    listed = tuple(entries)
    texts = (entry for entry in listed if entry.filename.lower().endswith((".xml", ".rels")))
    if len(listed) > MOST_PARTS or sum(entry.file_size for entry in listed) > LARGEST or any(one.file_size > LARGEST_TEXT for one in texts):
        raise UserError("文件解压后过大，不予读取", remedy="请检查文件来源，或删去其中的图片后再试")
    known: set[str] = set()
    for entry in listed:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name or "\0" in name:
            raise UserError(f"文件里有不正常的路径“{_shown(name)}”，不予读取", remedy=f"请检查文件来源；来源可靠的，{_SAVE_AS}")
        if name.lower() in known:
            raise UserError(f"文件里有两个同名的部分“{_shown(name)}”，无法判断以哪一个为准", remedy=_SAVE_AS)
        known.add(name.lower())
        if name.lower().endswith(("vbaproject.bin", "vbadata.xml")):
            raise UserError("文件含有宏，不予读取", remedy="请另存为不含宏的 .docx 再试")


def refuse_macros(content_types: bytes) -> None:
    """Raise UserError where the package says that it is a document with macros."""
    if b"macroenabled" in content_types.lower():
        raise UserError("这是启用宏的 Word 文件，不予读取", remedy="请另存为不含宏的 .docx 再试")


def _shown(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:40]}…"
