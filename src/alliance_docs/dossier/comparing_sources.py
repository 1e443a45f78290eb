"""What is compared: a Word file, a filing on disk (as sealed, or as it lies there), or a day's state drafted in memory."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alliance_docs.dossier.build import filing_of, plan_of
from alliance_docs.dossier.comparing_data import redline_words
from alliance_docs.dossier.drafts import LATE, draft_all
from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.package import complete, papers
from alliance_docs.dossier.sealed import MANIFEST, is_sealed, kept_of
from alliance_docs.dossier.store import FACTS_FILE, Dossier
from alliance_docs.drafting.layers import LayeredDocument
from alliance_docs.errors import UserError
from alliance_docs.facts.formats import date
from alliance_docs.facts.values import read_date

_COMPUTED = (*LATE, "volume", "cover")
"""Documents that are computed from others, or bind them: no text of their own to be redlined."""
_OWN = ("firm", "dossier")
"""Layers of wording that are not ours."""


@dataclass(frozen=True)
class Paper:
    """A document to be compared. *edited*: what was first written, where somebody has changed the file since.

    *consolidates*: the instrument whose text as it stands now this is, to be compared with that.
    """

    id: str
    title: str
    file: str
    data: bytes
    edited: bytes | None = None
    consolidates: str = ""


@dataclass(frozen=True)
class Source:
    """One side of a comparison. *label*: what a report calls it; *papers* by id; *day*: the state it shows, where known.

    *paths*: the files it was read from; *own*: clauses worded by a firm's or the alliance's own layer, by document: clause → layer;
    *filing*: which one it is; *instruments*: of a day's state, what each kind of document is (signed, adopted, current, record); *title*: what a table calls it.
    """

    label: str
    papers: Mapping[str, Paper]
    day: dt.date | None = None
    paths: tuple[Path, ...] = ()
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    filing: str = ""
    instruments: Mapping[str, str] = field(default_factory=dict)
    title: str = ""

    def counterpart(self, paper: Paper) -> Paper | None:
        """Return the document of this side that *paper* of the newer side is to be compared with."""
        return self.papers.get(paper.id) or self.papers.get(paper.consolidates)


def is_word_file(told: str) -> bool:
    """Tell whether a user means a file."""
    return Path(told).is_file() or told.lower().endswith((".docx", ".doc", ".wps"))


def file_source(told: str) -> Source:
    """Return a single Word file as a side. Raises UserError."""
    path = Path(told)
    if path.suffix.lower() != ".docx":
        from alliance_docs.word.refusals import wrong_ending

        message, remedy = wrong_ending(path.suffix)
        raise UserError(message, place=str(path), remedy=remedy)
    if not path.is_file():
        raise UserError("没有这个文件", place=str(path), remedy="核对路径和文件名")
    return Source(path.name, {"": Paper("", path.stem, path.name, read_bytes(path), _first_written(path))}, paths=(path,))


def folder_of(told: str, dossier: Dossier | None) -> Path | None:
    """Return the filing's folder a user means: a path, a name in filings/, or the id of a filing of which there is one.

    Its resubmissions are told by their own names.
    """
    path = Path(told)
    if (path / MANIFEST).is_file():
        return path
    if dossier is None or "/" in told or "\\" in told:
        return None
    if (dossier.filings / told / MANIFEST).is_file():
        return dossier.filings / told
    folders = [(one.parent, _told(one.parent)) for one in sorted(dossier.filings.glob(f"*/{MANIFEST}"))]
    found = [folder for folder, manifest in folders if manifest.get("filing") == told and not manifest.get("resubmits")]
    if len(found) > 1:
        raise UserError(f"“{told}”有 {len(found)} 套材料", remedy=f"写明是哪一套：{'、'.join(one.name for one in found)}")
    return found[0] if found else None


def folder_source(folder: Path, dossier: Dossier | None = None) -> Source:
    """Return a filing's folder as a side: the sealed copies where it is sealed. *dossier*: whose it is. Raises UserError."""
    manifest = _told(folder)
    where = kept_of(folder) if is_sealed(folder) and kept_of(folder).is_dir() else folder
    found: dict[str, Paper] = {}
    paths = []
    for one in manifest.get("documents", ()):
        document = f"{one['id']}@{one['member']}" if one.get("member") else str(one["id"])
        path = where / str(one["file"])
        if one["id"] in _COMPUTED:
            continue
        if not path.is_file():
            raise UserError("材料中的文件不在了", place=str(path), remedy="重新运行 alliance-docs build，或者从备份恢复")
        paths.append(path)
        first = _first_written(folder / str(one["file"]))
        found[document] = Paper(document, str(one["title"]), str(one["file"]), read_bytes(path), first, str(one.get("consolidates", "")))
    told = manifest.get("sealed_on") or manifest.get("date")
    day = read_date(told) if told else None
    filing = str(manifest.get("filing", ""))
    if dossier is None:
        return Source(folder.name, found, day, tuple(paths), filing=filing)
    plan = plan_of(dossier)
    name = next((one.title for one in plan.jurisdiction.filings if one.id == filing), filing)
    title = redline_words().table["filing"].format(title=name, day=date(day)) if day else name
    return Source(folder.name, found, day, tuple(paths), own_wording(plan.documents), filing, title=title)


def day_source(dossier: Dossier, day: dt.date, filing_id: str) -> Source:
    """Return the state as of the end of *day* as a side: the filing's documents drafted in memory. Raises UserError."""
    plan = plan_of(dossier, day)
    filing = filing_of(plan, filing_id)
    drafted = draft_all(plan)
    wanted = tuple(one for one in filing.documents if one not in _COMPUTED)
    drafts = complete(drafted, filing.model_copy(update={"documents": wanted}))
    made = papers(drafted, drafts, filing, wanted)
    shown = {document.id: document.consolidates for document in plan.jurisdiction.documents}
    found = {one.id: Paper(one.id, one.title, one.file, one.data, consolidates=shown.get(one.id, "")) for one in made}
    kinds = {document.id: document.instrument for document in plan.jurisdiction.documents}
    return Source(day.isoformat(), found, day, own=own_wording(plan.documents), filing=filing_id, instruments=kinds, title=redline_words().table["day"].format(day=date(day)))


def filing_id_of(folder: Path) -> str:
    """Return which filing a folder holds."""
    return str(_told(folder).get("filing", ""))


def own_wording(documents: Mapping[str, LayeredDocument]) -> dict[str, dict[str, str]]:
    """Return for each document the clauses that a firm's or the alliance's own layer words, with the layer."""
    return {one: found for one, text in documents.items() if (found := dict(_own_clauses(text)))}


def _own_clauses(text: LayeredDocument) -> Iterator[tuple[str, str]]:
    for layer in text.texts:
        if layer.layer in _OWN:
            yield from ((name.removeprefix("after_"), layer.layer) for kind, name in layer.outline if kind == "block")
            yield from ((name, layer.layer) for name in layer.own_ids)


def _told(folder: Path) -> dict[str, Any]:
    try:
        told = json.loads(read_bytes(folder / MANIFEST))
    except ValueError as error:
        raise UserError("材料清单文件读不出来", place=str(folder / MANIFEST), remedy="重新运行 alliance-docs build，或者从备份恢复") from error
    if not isinstance(told, dict):
        raise UserError("材料清单文件不是本工具写的", place=str(folder / MANIFEST), remedy="重新运行 alliance-docs build，或者从备份恢复")
    return told


def _first_written(path: Path) -> bytes | None:
    """Return what was first written of a filing's file, when it lies in a dossier and somebody has edited it since."""
    folder = path.absolute().parent
    root = folder.parent.parent
    kept = root / ".pristine" / folder.name / path.name
    if folder.parent.name != "filings" or not (root / FACTS_FILE).is_file() or not kept.is_file() or not path.is_file():
        return None
    data = read_bytes(kept)
    return data if data != read_bytes(path) else None
