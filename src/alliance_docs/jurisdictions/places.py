"""Where each jurisdiction's folder lies: those that ship, and those in folders a user names (``--jurisdictions DIR``).

An external folder holds everything of its jurisdiction: ``jurisdiction.yaml``, ``requirements.yaml``,
``questionnaire.yaml``, texts and forms, ``rules/``. What is read from a folder is kept under its :class:`Home`, never
under the bare id, so that two folders with the same id in one process do not mix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.resources import data_folder

FILE = "jurisdiction.yaml"
OPTION = "--jurisdictions DIR"
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_TAKEN = ("common", "variants", "firm", "dossier")
"""Names of other layers of wording: a jurisdiction of that id could not be told from them."""


@dataclass(frozen=True)
class Home:
    """One jurisdiction's folder. *visit* is 0 for what ships, else a number new with each naming of the folder."""

    id: str
    folder: Path
    visit: int = 0

    @property
    def shipped(self) -> bool:
        """Tell whether the folder came with the package."""
        return self.visit == 0

    @property
    def questionnaire(self) -> Path:
        """The questionnaire: of the jurisdiction, or the common one where it has none."""
        own = data_folder("questionnaires") / f"{self.id}.yaml" if self.shipped else self.folder / "questionnaire.yaml"
        return own if own.is_file() else data_folder("questionnaires") / "common.yaml"

    def name(self, file: str = FILE) -> str:
        """What a file of the folder is called in messages: ``gansu/jurisdiction.yaml``."""
        return f"{self.id}/{file}"


_visits = count(1)
_named: dict[str, Home] = {}


def name_folders(folders: Iterable[Path]) -> None:
    """Make the jurisdictions in *folders* known in place of those named before.

    Each folder is a jurisdiction's own, or holds one folder for each. Raises UserErrors with everything wrong: no such
    folder, none in it, an id that exists already.
    """
    _named.clear()
    add_folders(folders)


def add_folders(folders: Iterable[Path]) -> None:
    """Make the jurisdictions in *folders* known beside those named before; see :func:`name_folders`."""
    errors: list[UserError] = []
    for folder in folders:
        try:
            for home in _found(folder):
                _add(home)
        except UserErrors as several:
            errors.extend(several.errors)
        except UserError as error:
            errors.append(error)
    if errors:
        raise UserErrors(errors)


def _add(home: Home) -> None:
    other = _shipped().get(home.id) or _named.get(home.id)
    if other is None:
        _named[home.id] = home
    elif other.folder != home.folder:
        where = "安装包自带的" if other.shipped else "另一个文件夹"
        raise UserError(
            f"管辖制度“{home.id}”已经有了：{where} {other.folder}", place=str(home.folder), remedy="文件夹和其中的 id 一起换个名称"
        )


def folders_in(folder: Path) -> tuple[Path, ...]:
    """Return the jurisdictions' folders at *folder*: itself, or those in it. Raises UserError when there is none."""
    if not folder.exists():
        raise UserError("没有这个文件夹", place=str(folder), remedy=f"核对 {OPTION} 的路径")
    if not folder.is_dir():
        raise UserError("应为文件夹，现为文件", place=str(folder), remedy="写文件所在的文件夹")
    here = folder.resolve()
    found = (here,) if (here / FILE).is_file() else tuple(path.parent for path in sorted(here.glob(f"*/{FILE}")))
    if not found:
        raise UserError(f"其中没有管辖制度：应含有 {FILE}，或者含有几个各有 {FILE} 的文件夹", place=str(folder), remedy="见 docs/adding-a-jurisdiction.md")
    return found


def home_at(folder: Path) -> Home:
    """Return the place of an external jurisdiction's folder. Raises UserError when its name cannot be an id."""
    if not _ID.fullmatch(folder.name) or folder.name in _TAKEN:
        raise UserError(
            f"文件夹名“{folder.name}”不能作为管辖制度的 id", place=str(folder), remedy=f"用小写字母、数字和连字符，不用 {'、'.join(_TAKEN)}，例如 yunhai-2026"
        )
    return Home(folder.name, folder, next(_visits))


def _found(folder: Path) -> Iterator[Home]:
    errors: list[UserError] = []
    for found in folders_in(folder):
        try:
            yield home_at(found)
        except UserError as error:
            errors.append(error)
    if errors:
        raise UserErrors(errors)


@cache
def _shipped() -> dict[str, Home]:
    root = data_folder("templates")
    return {path.parent.name: Home(path.parent.name, path.parent) for path in sorted(root.glob(f"*/{FILE}"))}


def homes() -> dict[str, Home]:
    """Return the place of each known jurisdiction by id, in order of id."""
    return dict(sorted({**_shipped(), **_named}.items()))


def outside() -> tuple[Home, ...]:
    """Return the places of the jurisdictions that did not ship."""
    return tuple(_named.values())


def home_of(jurisdiction_id: str) -> Home:
    """Return the place of a jurisdiction. Raises UserError naming the nearest and listing all when it is unknown."""
    known = homes()
    if jurisdiction_id not in known:
        remedy = f"{nearest(jurisdiction_id, known)}可用的有：{'、'.join(known)}；制度资料另放的，加上 {OPTION} 指明它的文件夹"
        raise UserError(f"没有管辖制度“{jurisdiction_id}”", remedy=remedy)
    return known[jurisdiction_id]
