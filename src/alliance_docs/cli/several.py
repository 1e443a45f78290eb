"""One command over several dossiers: told one by one as it goes on, a failure stops none of the others, a table at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import click

from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.dossier.store import Dossier

T = TypeVar("T")


@dataclass(frozen=True)
class Done(Generic[T]):
    """What became of one dossier: its *result*, or the first line of why there is none."""

    folder: Path
    result: T | None = None
    failure: str = ""


def dossiers_in(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders named, each once; one that is no dossier itself but holds some stands for those."""
    from alliance_docs.dossier.store import FACTS_FILE

    found: list[Path] = []
    for folder in folders:
        inside = [] if (folder / FACTS_FILE).is_file() or not folder.is_dir() else sorted(folder.glob(f"*/{FACTS_FILE}"))
        found += [path.parent for path in inside] or [folder]
    return tuple(dict.fromkeys(found))


def run_each(folders: Sequence[Path], work: Callable[[Dossier], T]) -> list[Done[T]]:
    """Do *work* on each dossier, and on the one around the current folder when none is named.

    Of several, each is announced on stderr and an error is told there; of one, the error is raised as it is.
    """
    from alliance_docs.dossier.store import Dossier

    if len(folders) < 2:
        dossier = Dossier.at(folders[0] if folders else None)
        return [Done(dossier.folder, work(dossier))]
    done: list[Done[T]] = []
    for number, folder in enumerate(folders, start=1):
        progress(number, len(folders), folder)
        try:
            done.append(Done(folder, work(Dossier.open(folder))))
        except (UserError, OSError) as error:
            done.append(_failed(folder, str(error)))
        except Exception as error:  # noqa: BLE001 - a mistake of ours in one must not cost the others
            done.append(_failed(folder, _("程序内部错误（{kind}：{error}）", kind=type(error).__name__, error=error)))
    return done


def progress(number: int, total: int, what: Path) -> None:
    """Say on stderr which of several is being worked on."""
    click.echo(f"[{number:>{len(str(total))}}/{total}] {what}", err=True)


def _failed(folder: Path, why: str) -> Done[T]:
    for line in why.splitlines():
        click.echo(_("错误：{message}", message=line), err=True)
    return Done(folder, failure=why.splitlines()[0] if why else "")


def failed(done: Iterable[Done[T]]) -> int:
    """Return how many could not be done."""
    return sum(one.result is None for one in done)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, err: bool = False) -> None:
    """Print the summary table: the first column names the dossier, the last the result, those between are numbers."""
    from alliance_docs.cli.terminal.table import lines_of

    click.echo("", err=err)
    for line in lines_of(head, rows, range(1, len(head) - 1)):
        click.echo(line, err=err)
