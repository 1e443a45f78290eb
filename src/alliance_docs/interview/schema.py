"""The shape of a questionnaire file, and where in the file each part stands. See docs/questionnaires.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from alliance_docs.cache import remembered
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.mending import mended
from alliance_docs.jurisdictions.shape_errors import place_in, shape_errors


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
    later: bool = False
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
        """Return ``file:line`` for a place in the file, told by keys and indexes; only the file when lines were not read."""
        return place_in(name_of(self.path), self.raw, loc)


def read_source(path: Path, *, lines: bool) -> tuple[Source | None, list[UserError]]:
    """Read a questionnaire file and check its shape; return it, mended where its shape is wrong, and every error found.

    With *lines* each place is told by its line: this reads more slowly, so it is done once something is wrong.
    """
    name = name_of(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = YAML().load(text) if lines else remembered(f"questionnaire {name}", text.encode(), lambda: YAML(typ="safe").load(text))
    except OSError as error:
        return None, [UserError(f"读不到问卷文件（{error.strerror}）", place=str(path))]
    except UnicodeDecodeError:
        return None, [UserError("文件不是 UTF-8 编码", place=name, remedy="请另存为 UTF-8")]
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [UserError(f"不是合格的 YAML：{error.problem}", place=f"{name}:{line}", remedy="检查缩进、冒号和引号")]
    if not isinstance(raw, Mapping):
        return None, [UserError("文件应为一个映射，含 title、sections", place=name)]
    try:
        return Source(path, FilePart.model_validate(raw), raw if lines else None), []
    except ValidationError as failed:
        whole = mended(raw, failed, FilePart)
        source = Source(path, whole, raw if lines else None) if whole else None
        return source, list(shape_errors(failed, FilePart, name, raw))


def name_of(path: Path) -> str:
    """Return what a questionnaire file is called in messages; one of a jurisdiction's own folder with that folder."""
    return f"{path.parent.name}/{path.name}" if path.name == "questionnaire.yaml" else path.name
