"""Load jurisdictions from the shipped templates, or from folders a user names (``jurisdictions/places.py``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from alliance_docs.cache import remembered
from alliance_docs.errors import UserError, UserErrors
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.places import FILE, Home, home_of, homes
from alliance_docs.jurisdictions.shape_errors import Fault, place_in, shape_errors


def jurisdiction_folders() -> dict[str, Path]:
    """Return the folder of each jurisdiction by id, in order of id."""
    return {name: home.folder for name, home in homes().items()}


def read_yaml(path: Path, place: str) -> Any:
    """Read a data file of ours; raises UserError with file and line when it is not YAML."""
    return parse_yaml(read_text(path, place), place)


def read_text(path: Path, place: str) -> str:
    """Return the text of a data file of ours; raises UserError naming *place* when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("文件不是 UTF-8 编码", place=place, remedy="另存为 UTF-8") from error
    except OSError as error:
        raise UserError(f"读不到文件（{error.strerror}）", place=place) from error


def parse_yaml(text: str, place: str, *, part: str = "") -> Any:
    """Parse the text of a data file of ours, or a *part* of it; raises UserError with *place* and line."""
    return remembered(f"yaml {place} {part}".rstrip(), text.encode("utf-8"), lambda: _parsed(text, place, "safe"))


def _parsed(text: str, place: str, kind: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import DuplicateKeyError
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return YAML(typ=kind, pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{place}:{mark.line + 1 if mark else 1}"
        if isinstance(error, DuplicateKeyError):
            raise UserError("同一项写了两次", place=where, remedy="保留一处") from error
        raise UserError(f"YAML 写法有误：{error.problem}", place=where, remedy="检查缩进、冒号和引号") from error
    except YAMLError as error:
        raise UserError("含有不能使用的控制字符", place=f"{place}:1", remedy="删去该字符，另存为 UTF-8") from error


def load_jurisdiction(jurisdiction_id: str) -> Jurisdiction:
    """Load a jurisdiction by id.

    Raises UserError naming the nearest and listing all when it is unknown; UserErrors with file and line of everything
    wrong in its file.
    """
    return _loaded(home_of(jurisdiction_id))


@lru_cache(maxsize=16)
def _loaded(home: Home) -> Jurisdiction:
    jurisdiction, errors = read_jurisdiction(home)
    if jurisdiction is None or errors:
        raise UserErrors(errors)
    return jurisdiction


def read_jurisdiction(home: Home, *, thorough: bool = False) -> tuple[Jurisdiction | None, list[UserError]]:
    """Read ``jurisdiction.yaml``; return it and every error found.

    Where the folder did not ship, and where *thorough*, the sense of it is looked at too, and a file of the wrong shape
    is mended for further looking. None when there is nothing to go on with.
    """
    name = home.name()
    try:
        text = read_text(home.folder / FILE, name)
        data = parse_yaml(text, name)
    except UserError as error:
        return None, [error]
    if not isinstance(data, Mapping):
        return None, [UserError("应为“名称: 内容”的对照", place=f"{name}:1", remedy="对照 docs/adding-a-jurisdiction.md")]
    thorough = thorough or not home.shipped
    errors: list[UserError] = []
    jurisdiction: Jurisdiction | None = None
    try:
        jurisdiction = Jurisdiction.model_validate(data)
    except ValidationError as failed:
        errors.extend(shape_errors(failed, Jurisdiction, name, _parsed(text, name, "rt")))
        if thorough:
            from alliance_docs.jurisdictions.mending import mended

            jurisdiction = mended(data, failed, Jurisdiction)
    if jurisdiction is not None:
        faults = list(_faults(jurisdiction, home, thorough))
        raw = _parsed(text, name, "rt") if faults else None
        errors.extend(UserError(message, place=place_in(name, raw, loc), remedy=remedy) for loc, message, remedy in faults)
    return jurisdiction, errors


def _faults(jurisdiction: Jurisdiction, home: Home, thorough: bool) -> Iterator[Fault]:
    if jurisdiction.id != home.id:
        yield ("id",), f"id 为“{jurisdiction.id}”，与文件夹名“{home.id}”不同", "两处写成一样"
    if thorough:
        from alliance_docs.jurisdictions.soundness import faults_of

        yield from faults_of(jurisdiction, home)
