"""Many dossiers from a list: each made and drafted by itself; one that fails does not stop the others."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from alliance_docs.checks.finding import summary
from alliance_docs.checks.settings import Settings
from alliance_docs.dossier.build import build
from alliance_docs.dossier.store import FACTS_FILE, Dossier
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts


@dataclass(frozen=True)
class Made:
    """What became of one alliance of the list. *state* ``there``: the folder existed and was left alone."""

    name: str
    folder: Path
    state: Literal["made", "there", "failed"]
    documents: int = 0
    errors: int = 0
    warnings: int = 0
    failure: str = ""


def folder_name(facts: Facts) -> str:
    """Return a folder name from the alliance's short name, else its name without province and 产业技术创新联盟; or ""."""
    alliance = facts.alliance
    name = (alliance.short_name or alliance.name or "") if alliance else ""
    core = re.sub(r"产业技术创新(战略)?联盟$", "", re.sub(r"^[^省市区]{2,3}(省|市|自治区)", "", name)) or name
    return (_plain(core) or "联盟") if name else ""


def _plain(name: str) -> str:
    return re.sub(r'[\\/:*?"<>|\s.]+', "-", name).strip("-")[:60]


def folder_names(several: Sequence[Facts]) -> list[str]:
    """Return a folder name for each alliance, all different in every file system; alike ones take the full name."""
    short = [folder_name(facts) for facts in several]
    found: list[str] = []
    for facts, name in zip(several, short, strict=True):
        if sum(name.casefold() == other.casefold() for other in short) > 1 and facts.alliance and facts.alliance.name:
            name = _plain(facts.alliance.name) or name
        number, wanted = 1, name
        while name.casefold() in {one.casefold() for one in found}:
            number += 1
            name = f"{wanted}-{number}"
        found.append(name)
    return found


def make_each(
    several: Sequence[Facts],
    root: Path,
    today: dt.date | None,
    started: Callable[[Dossier], None] | None = None,
    firm: Settings | None = None,
) -> Iterator[Made]:
    """Make and draft a dossier in *root* for each; yield what became of each in turn.

    *started* is told of each new dossier; *firm*: the firm's settings of checks, if it has any.
    """
    for facts, name in zip(several, folder_names(several), strict=True):
        folder = root / name
        title = (facts.alliance.name if facts.alliance else None) or name
        try:
            dossier = _interrupted(folder, facts)
            if dossier is None and _occupied(folder):
                yield Made(title, folder, "there")
                continue
            if dossier is None:
                dossier = Dossier.create(folder, facts)
                if started:
                    started(dossier)
            report = build(dossier, today=today, firm=firm)
            counted = summary(report.findings)
            yield Made(title, folder, "made", len(report.written) + len(report.unchanged), counted["error"], counted["warning"])
        except (UserError, OSError) as error:
            yield Made(title, folder, "failed", failure=str(error).splitlines()[0])
        except Exception as error:  # noqa: BLE001 - a mistake of ours in one must not cost the others
            yield Made(title, folder, "failed", failure=f"程序内部错误（{type(error).__name__}：{error}）")


def _interrupted(folder: Path, facts: Facts) -> Dossier | None:
    """Return the dossier of this alliance that an earlier run made and could not draft to the end; its facts stay."""
    if not (folder / FACTS_FILE).is_file() or any(folder.glob("filings/*/manifest.json")):
        return None
    dossier = Dossier.open(folder)
    there, here = dossier.facts.alliance, facts.alliance
    return dossier if there and here and there.name == here.name else None


def _occupied(folder: Path) -> bool:
    return folder.is_file() or (folder.is_dir() and any(folder.iterdir()))


def failures(made: Iterable[Made]) -> int:
    """Return how many could not be made."""
    return sum(one.state == "failed" for one in made)
