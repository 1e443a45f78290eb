"""Copies for the members 分发版: the filing's Word files as they are on disk, private data masked, in a folder of their own.

They lie in ``分发版/<filing>/`` of the dossier, never inside ``filings/``: what is submitted, its manifest and its seal do
not know of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from alliance_docs.dossier.build import filing_folder, filing_of, plan_of
from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.files import lock, read_bytes
from alliance_docs.dossier.instances import instances
from alliance_docs.dossier.privacy import finder, privacy
from alliance_docs.dossier.protect import withdraw, write_all
from alliance_docs.dossier.sealed import facts_at_seal, is_sealed, sealed_filings
from alliance_docs.dossier.sealing_data import sealing_data
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Filing
from alliance_docs.word.masking import masked


@dataclass(frozen=True)
class Distribution:
    """What was copied: *source* and *folder*; *files* by name; *masked*: how often, by kind in words.

    *kept*: copies that somebody edited, with the name of the new copy beside; *unseen*: file → parts nobody looked into;
    *resubmitted*: file → the resubmission it was taken from, in place of what was first submitted.
    """

    source: Path
    folder: Path
    files: tuple[str, ...]
    masked: Mapping[str, int]
    kept: tuple[tuple[str, str], ...] = ()
    unseen: Mapping[str, tuple[str, ...]] | None = None
    resubmitted: Mapping[str, str] | None = None


def sealed_source(dossier: Dossier, filing_id: str) -> Path | None:
    """Return the sealed folder that building the filing would have to rewrite, or None: of the founding the only one there is."""
    plan = plan_of(dossier)
    filing = filing_of(plan, filing_id)
    folder = filing_folder(dossier, plan, filing)
    if is_sealed(folder):
        return folder
    first = plan.jurisdiction.filings[0].id if plan.jurisdiction.filings else ""
    found = (one.folder for one in sealed_filings(dossier) if one.filing == filing.id == first and not one.resubmits)
    return next(found, None)


def distribute(dossier: Dossier, source: Path, filing_id: str, only: tuple[str, ...] = ()) -> Distribution:
    """Copy the Word files of the filing in *source*, or those of *only* some documents, with private data masked.

    Of a sealed one, each document as it was submitted last: a sealed resubmission replaces some of them. All copies are made before the first is written. Raises UserError when there is nothing to copy.
    """
    with lock(dossier.folder):
        plan = plan_of(dossier, None, filing_id)
        chain = (source, *(one.folder for one in sealed_filings(dossier) if one.resubmits == source.name))
        files = _files(dossier, plan, filing_of(plan, filing_id), chain, only)
        find = finder(*_facts(dossier, chain))
        folder = dossier.folder / privacy().folder / source.name
        counts: Counter[str] = Counter()
        unseen: dict[str, tuple[str, ...]] = {}
        copies: dict[Path, bytes] = {}
        for file in files:
            copy = masked(read_bytes(file), find)
            counts.update(copy.counts)
            copies[folder / file.name] = copy.data
            if copy.unseen:
                unseen[file.name] = copy.unseen
        written = write_all(dossier, copies)
        if not only:
            current = {path.name for done in written for path in (done.path, done.edited) if path is not None}
            withdraw(dossier, folder, frozenset(current))
    masks = privacy().masks
    told = {masks[kind].title: counts[kind] for kind in masks if counts[kind]}
    kept = tuple((done.edited.name, done.path.name) for done in written if done.edited is not None)
    renewed = {file.name: file.parent.name for file in files if file.parent != source}
    return Distribution(source, folder, tuple(file.name for file in files), told, kept, unseen, renewed)


def _facts(dossier: Dossier, chain: tuple[Path, ...]) -> tuple[Facts, ...]:
    """Return every state of the facts whose values the files may show: as founded, now, and as sealed."""
    return (dossier.facts, dossier.facts_on(), *(facts_at_seal(folder) for folder in chain if is_sealed(folder)))


def _files(dossier: Dossier, plan: Plan, filing: Filing, chain: tuple[Path, ...], only: tuple[str, ...]) -> list[Path]:
    """Return the newest file of each document: the first folder of *chain* names them; of the resubmissions behind it all but the note to the authority."""
    source, *later = chain
    newest = {path.name: path for path in _word_files(source)}
    for folder in later:
        newest |= {path.name: path for path in _word_files(folder) if path.stem != sealing_data().note.file}
    files = [newest[name] for name in sorted(newest)]
    if only:
        wanted = {one.file for one in instances(plan.jurisdiction, plan.facts, filing) if one.document.id in only}
        files = [path for path in files if path.name in wanted]
    if not files:
        raise UserError("没有可以复制的 Word 文件", place=str(source.relative_to(dossier.folder)), remedy="先用 alliance-docs build 起草")
    return files


def _word_files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*.docx") if not path.name.startswith(("~$", ".")) and "（新稿" not in path.stem]
