"""Workbooks made the same from the same facts, in which no text of a user's can become a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_cell(cell: Any, value: object) -> None:
    """Put *value* into an openpyxl cell; a text that begins with ``=`` stays text."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"


def workbook_bytes(book: Any) -> bytes:
    """Return the bytes of an openpyxl workbook, without the hour of its making."""
    book.properties.created = book.properties.modified = dt.datetime(*_EPOCH)
    made, out = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", part)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3
            new.writestr(info, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
