"""The versions of texts that were sent out: ``versions/<date>-<label><number>/``, frozen, with ``version.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from alliance_docs.dossier.files import digest, read_bytes
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError, nearest

FORMAT = 1
VERSIONS = "versions"
INDEX = "version.json"
RETURNS = "returns"
ALL = "all"


@dataclass(frozen=True)
class SentFile:
    """A document of a version: *id* (``agreement``), its *title* without the alliance's name, *file*, the *number* it bears.

    *edition* names the text (empty for a Word form), *sha256* the file.
    """

    id: str
    title: str
    file: str
    number: int
    edition: str
    sha256: str


@dataclass(frozen=True)
class RedlineFile:
    """A redline beside a document: *file* shows what *id* changed since the version in the folder *against*."""

    id: str
    file: str
    against: str
    sha256: str


@dataclass(frozen=True)
class Version:
    """A version as sent. *date* as 2026-12-01; *recipients*: ids of members; where it went to all of them, ``all`` stands before them."""

    folder: Path
    label: str
    number: int
    date: str
    documents: tuple[SentFile, ...]
    recipients: tuple[str, ...]
    note: str = ""
    redlines: tuple[RedlineFile, ...] = ()

    @property
    def name(self) -> str:
        """The name of its folder: 2026-12-01-征求意见稿1."""
        return self.folder.name

    @property
    def returns(self) -> Path:
        """The folder of what came back."""
        return self.folder / RETURNS

    def document(self, document: str) -> SentFile | None:
        """Return a document of this version, or None."""
        return next((one for one in self.documents if one.id == document), None)

    def went_to(self, member: str) -> bool:
        """Tell whether it was sent to a member."""
        return self.recipients == (ALL,) or member in self.recipients

    @property
    def to_all(self) -> bool:
        """Tell whether it went to all members of that day."""
        return ALL in self.recipients

    @property
    def members(self) -> tuple[str, ...]:
        """The members it was sent to; empty where only ``all`` was noted."""
        return tuple(one for one in self.recipients if one != ALL)

    def damaged(self) -> tuple[str, ...]:
        """Return the files that are not as they were sent, or gone."""
        named = [*((one.file, one.sha256) for one in self.documents), *((one.file, one.sha256) for one in self.redlines)]
        return tuple(file for file, known in named if not (self.folder / file).is_file() or digest(read_bytes(self.folder / file)) != known)


def versions_of(dossier: Dossier) -> tuple[Version, ...]:
    """Return the versions in the order they were sent. Raises UserError naming a damaged ``version.json``."""
    folder = dossier.folder / VERSIONS
    paths = sorted(folder.glob(f"*/{INDEX}")) if folder.is_dir() else []
    found = [_read(path) for path in paths if not path.parent.name.startswith(".")]  # such a folder was cut off in being made
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[1].date, pair[0], pair[1].name)))


def _read(path: Path) -> tuple[int, Version]:
    place = f"{VERSIONS}/{path.parent.name}/{INDEX}"
    try:
        value = json.loads(read_bytes(path))
        if value["format"] != FORMAT:
            raise UserError(f"格式为 {value['format']}，本版本只读 {FORMAT}", place=place, remedy="使用写出它的那个版本，或者更新 alliance-docs")
        documents = tuple(SentFile(**one) for one in value["documents"])
        redlines = tuple(RedlineFile(**one) for one in value["redlines"])
        to = tuple(map(str, value["recipients"]))
        version = Version(path.parent, str(value["label"]), int(value["number"]), str(value["date"]), documents, to, str(value["note"]), redlines)
        return int(value["order"]), version
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("发出记录损坏，读不出来", place=place, remedy="从备份恢复这个文件") from error


def index_text(version: Version, order: int) -> bytes:
    """Return ``version.json``; *order* counts all versions, so that those of one day keep their order."""
    value = {
        "format": FORMAT,
        "order": order,
        "label": version.label,
        "number": version.number,
        "date": version.date,
        "documents": [asdict(one) for one in version.documents],
        "redlines": [asdict(one) for one in version.redlines],
        "recipients": list(version.recipients),
        "note": version.note,
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def version_named(dossier: Dossier, name: str = "") -> Version:
    """Return the version a user names (its folder, or the end of it: 征求意见稿1); the last one sent where none is named. Raises UserError."""
    known = versions_of(dossier)
    if not known:
        raise UserError("还没有发出过文稿", place=VERSIONS, remedy="先用 alliance-docs versions send 发出")
    if not name:
        return known[-1]
    found = [one for one in known if one.name == name] or [one for one in known if one.name.endswith(name)]
    if len(found) != 1:
        names = [one.name for one in found or known]
        what = f"有几次发出的文稿都叫“{name}”" if found else f"没有发出过“{name}”"
        raise UserError(what, remedy=("" if found else nearest(name, names)) or f"有：{'、'.join(names)}")
    return found[0]


def before(known: Sequence[Version], document: str) -> tuple[Version, SentFile] | None:
    """Return the last of the *known* versions that holds a document."""
    return next(((one, file) for one in reversed(known) if (file := one.document(document)) is not None), None)


def holding(known: Iterable[Version], document: str, edition: str) -> tuple[Version, ...]:
    """Return the versions in which this text of a document was sent."""
    return tuple(one for one in known if edition and (file := one.document(document)) is not None and file.edition == edition)
