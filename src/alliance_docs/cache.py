"""What was read and compiled once is kept between runs, in the user's own cache folder, like Python's .pyc files.

Only speed depends on it: a missing, foreign or unwritable cache is as good as an empty one. An entry counts only for
exactly the same source, tool and interpreter. ``ALLIANCE_DOCS_CACHE`` names another folder; an empty value turns it off.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from alliance_docs import __version__

T = TypeVar("T")


def cache_folder() -> Path | None:
    """Return the folder of the cache, None when it is turned off."""
    named = os.environ.get("ALLIANCE_DOCS_CACHE")
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "alliance-docs"
    except RuntimeError:  # nobody's home
        return None


def remembered(name: str, source: bytes, make: Callable[[], T]) -> T:
    """Return what *make* makes of *source*, from the cache where it was made before.

    *name* tells entries apart; a newer source takes the place of the older one. Errors of *make* pass through and are
    never remembered. The value must be one that pickle can carry.
    """
    folder = cache_folder()
    if folder is None:
        return make()
    path = folder / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.bin"
    key = hashlib.sha256(f"{__version__} {sys.version}\n".encode() + source).digest()
    with contextlib.suppress(Exception):
        data = path.read_bytes()
        if data[:32] == key:
            value: T = pickle.loads(data[32:])  # noqa: S301 - our own file in the user's own folder
            return value
    made = make()
    with contextlib.suppress(OSError, pickle.PicklingError, TypeError):
        folder.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(key + pickle.dumps(made))
        temporary.replace(path)
    return made
