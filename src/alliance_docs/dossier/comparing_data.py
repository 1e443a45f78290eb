"""The words of redlines: names of authors, the table of old and new wording (``templates/common/redlines.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.loading import parse_yaml
from alliance_docs.resources import data_folder

_FILE = "redlines.yaml"
_AUTHORS = ("text", "members", "facts", "numbers", "firm", "clauses", "hand", "other")
_TABLE = (
    "title", "file", "between", "filing", "day", "added", "removed", "was", "moved", "renumbered", "shift", "range", "reason", "resolved",
    "order", "consolidated", "signed_gone", "cell", "whole_added", "whole_removed", "head", "signing", "header", "footer", "page",
    "edge", "note",
)  # fmt: skip


@dataclass(frozen=True)
class RedlineWords:
    """*authors*: name by origin; *table*: words of the table; *columns*: its four headings.

    *of_members*: beginnings of the paths of facts that follow from the members; *counting*: types of changes they follow from.
    """

    authors: Mapping[str, str]
    table: Mapping[str, str]
    columns: tuple[str, str, str, str]
    of_members: tuple[str, ...]
    counting: tuple[str, ...]


@cache
def redline_words() -> RedlineWords:
    """Load the words once. Raises UserError with the file."""
    path = data_folder("templates") / "common" / _FILE
    told = parse_yaml(path.read_text(encoding="utf-8"), f"templates/common/{_FILE}")
    try:
        authors, table = dict(told["authors"]), dict(told["table"])
        columns = tuple(str(one) for one in table.pop("columns"))
        of_members, counting = (tuple(str(one) for one in told[name]) for name in ("of_members", "counting"))
        if set(authors) != set(_AUTHORS) or set(table) != set(_TABLE) or len(columns) != 4:
            raise ValueError("keys")
    except (KeyError, TypeError, ValueError) as error:
        raise UserError("authors、of_members、counting 或者 table 的栏目不全，或者有多余的栏目", place=f"templates/common/{_FILE}", remedy="对照安装包里的文件改正") from error
    return RedlineWords({key: str(value) for key, value in authors.items()}, {key: str(value) for key, value in table.items()}, columns, of_members, counting)
