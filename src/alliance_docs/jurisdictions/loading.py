"""Find and load jurisdictions from the shipped templates, or from folders a user names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from alliance_docs.cache import remembered
from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.resources import data_folder


def jurisdiction_folders() -> dict[str, Path]:
    """Return the folder of each jurisdiction by id, in order of id."""
    root = data_folder("templates")
    return {path.parent.name: path.parent for path in sorted(root.glob("*/jurisdiction.yaml"))}


def read_yaml(path: Path, place: str) -> Any:
    """Read a data file of ours; raises UserError with file and line when it is not YAML."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8-sig"), place)
    except UnicodeDecodeError as error:
        raise UserError("文件不是 UTF-8 编码", place=place, remedy="另存为 UTF-8") from error


def parse_yaml(text: str, place: str) -> Any:
    """Parse the text of a data file of ours; raises UserError with *place* and line."""

    def parsed() -> Any:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError

        try:
            return YAML(typ="safe", pure=True).load(text)
        except MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise UserError(f"YAML 写法有误：{error.problem}", place=f"{place}:{line}", remedy="检查缩进、冒号和引号") from error

    return remembered(f"yaml {place}", text.encode("utf-8"), parsed)


@lru_cache(maxsize=16)
def load_jurisdiction(jurisdiction_id: str) -> Jurisdiction:
    """Load a jurisdiction by id. Raises UserError naming the nearest and listing all when it is unknown."""
    folders = jurisdiction_folders()
    if jurisdiction_id not in folders:
        known = "、".join(folders)
        hint = nearest(jurisdiction_id, folders)
        raise UserError(f"没有管辖制度“{jurisdiction_id}”", remedy=f"{hint}可用的有：{known}")
    place = f"{jurisdiction_id}/jurisdiction.yaml"
    data = read_yaml(folders[jurisdiction_id] / "jurisdiction.yaml", place)
    try:
        return Jurisdiction.model_validate(data)
    except ValidationError as error:
        raise UserErrors(
            UserError(
                f"{'.'.join(str(part) for part in problem['loc'])}：{problem['msg']}", place=place, remedy="见 docs/architecture.md"
            )
            for problem in error.errors()
        ) from error
