"""The shape of a questionnaire file, and where in the file each part stands. See docs/questionnaires.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from alliance_docs.cache import remembered
from alliance_docs.errors import UserError, nearest


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ChoicePart(_Part):
    """``choices:`` of a question."""

    value: str
    label: str | None = None
    consequence: str = ""


class ColumnPart(_Part):
    """``columns:`` of a list question."""

    field: str
    headers: list[str]
    pattern: str = ""
    words: dict[str, str] = {}


class CautionPart(_Part):
    """``cautions:`` of a list question."""

    pattern: str
    text: str


class QuestionPart(_Part):
    """A question as written; ``after`` places an added one behind another."""

    path: str
    ask: str = ""
    help: str = ""
    why: str = ""
    source: str = ""
    when: str = ""
    default: str = ""
    assume: bool = False
    core: bool = False
    defer: bool = False
    choices: list[ChoicePart] = []
    key: str = ""
    guess: dict[str, str] = {}
    fill: dict[str, str] = {}
    columns: list[ColumnPart] = []
    cautions: list[CautionPart] = []
    loose: bool = False
    each: list[QuestionPart] = []
    after: str = ""


class ChangePart(_Part):
    """Fields of a question that an extending file replaces."""

    ask: str | None = None
    help: str | None = None
    why: str | None = None
    source: str | None = None
    when: str | None = None
    default: str | None = None
    assume: bool | None = None
    core: bool | None = None
    defer: bool | None = None
    choices: list[ChoicePart] | None = None
    guess: dict[str, str] | None = None
    fill: dict[str, str] | None = None
    columns: list[ColumnPart] | None = None


class SectionPart(_Part):
    """A section; in an extending file a known ``id`` adds questions to that section."""

    id: str
    title: str = ""
    after: str = ""
    questions: list[QuestionPart] = []


class FilePart(_Part):
    """A whole questionnaire file."""

    title: str = ""
    extends: str = ""
    sections: list[SectionPart] = []
    override: dict[str, ChangePart] = {}
    remove: list[str] = []


@dataclass(frozen=True)
class Source:
    """A questionnaire file as read: the *part* checked for shape, and the lines of its places."""

    path: Path
    part: FilePart
    raw: Any

    def place(self, *loc: str | int) -> str:
        """Return ``file 第 N 行`` for a place in the file, told by keys and indexes; only the file when lines were not read."""
        return f"{self.path.name} 第 {line_of(self.raw, loc)} 行" if self.raw is not None else self.path.name


def line_of(raw: Any, loc: Sequence[str | int]) -> int:
    """Return the line, from 1, of the place *loc* in a round-trip tree; of its nearest known parent else."""
    line = 1
    for step in loc:
        if isinstance(raw, Mapping) and step in raw:
            line = raw.lc.key(step)[0] + 1  # type: ignore[attr-defined]
        elif isinstance(raw, Sequence) and isinstance(step, int) and step < len(raw):
            line = raw.lc.item(step)[0] + 1  # type: ignore[attr-defined]
        else:
            break
        raw = raw[step]
    return line


_KNOWN = sorted({*QuestionPart.model_fields, *SectionPart.model_fields, *FilePart.model_fields})


def _words(kind: str, message: str, loc: tuple[str | int, ...]) -> tuple[str, str]:
    name = str(loc[-1]) if loc else ""
    match kind:
        case "missing":
            return f"缺少“{name}”", f"请补上 {name}"
        case "extra_forbidden":
            return f"没有“{name}”这一项", nearest(name, _KNOWN) or "请删去，或者核对拼写"
        case "string_type":
            return f"“{name}”应为文字", "含特殊字符的请加引号"
        case "bool_type":
            return f"“{name}”应为 true 或者 false", ""
        case _:
            return f"“{name}”的写法不对（{message}）", ""


def read_source(path: Path, *, lines: bool) -> tuple[Source | None, list[UserError]]:
    """Read a questionnaire file and check its shape; return it and every error found.

    With *lines* each place is told by its line: this reads more slowly, so it is done once something is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = YAML().load(text) if lines else remembered(f"questionnaire {path.name}", text.encode(), lambda: YAML(typ="safe").load(text))
    except OSError as error:
        return None, [UserError(f"读不到问卷文件（{error.strerror}）", place=str(path))]
    except UnicodeDecodeError:
        return None, [UserError("文件不是 UTF-8 编码", place=path.name, remedy="请另存为 UTF-8")]
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [UserError(f"不是合格的 YAML：{error.problem}", place=f"{path.name} 第 {line} 行")]
    if not isinstance(raw, Mapping):
        return None, [UserError("文件应为一个映射，含 title、sections", place=path.name)]
    try:
        return Source(path, FilePart.model_validate(raw), raw if lines else None), []
    except ValidationError as failed:
        errors = []
        for found in failed.errors():
            message, remedy = _words(found["type"], found["msg"], found["loc"])
            place = f"{path.name} 第 {line_of(raw, found['loc'])} 行" if lines else path.name
            errors.append(UserError(message, place=place, remedy=remedy))
        return None, errors
