"""What is data about sealing and resubmission: ``templates/common/sealing.yaml``, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from alliance_docs.jurisdictions.jurisdiction import Document
from alliance_docs.jurisdictions.loading import read_yaml
from alliance_docs.resources import data_folder


@dataclass(frozen=True)
class SealingData:
    """*apart*: roots of facts not compared with the sealed ones; *lists*: lists whose rows are; *note*: the 补正说明.

    *late*: rules whose errors only say that a date is past, which does not stand in the way of sealing;
    *redlines*: folder, file name and authors of redlines; *remarks*: the head of remarks.yaml;
    *places*: how places of a document without number are called.
    """

    apart: frozenset[str]
    lists: tuple[str, ...]
    note: Document
    redline_folder: str
    redline_file: str
    authors: Mapping[str, str]
    remarks: str
    places: Mapping[str, str]
    late: frozenset[str]


@cache
def sealing_data() -> SealingData:
    """Return the data."""
    data = read_yaml(data_folder("templates") / "common" / "sealing.yaml", "common/sealing.yaml")
    redlines = data["redlines"]
    return SealingData(
        frozenset(data["apart"]),
        tuple(data["lists"]),
        Document.model_validate(dict(data["note"])),
        redlines["folder"],
        redlines["file"],
        dict(redlines["authors"]),
        str(data["remarks"]),
        dict(data["places"]),
        frozenset(data["late"]),
    )
