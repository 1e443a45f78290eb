"""Run a command of the program and end the process, as if it were killed, just before its n-th call that changes a file.

``python killed.py N COMMAND…``: N = 0 lets it go through and prints on stderr how many such calls there were. Whatever changes
a file or a folder is heard by an audit hook: opening to write, renaming, removing, making folders; and each synchronisation.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

_CHANGING = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "shutil.rmtree"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
KILLED = 9


def main(point: int, words: list[str]) -> int:
    """Run the command line with *words*; return its status."""
    count = 0
    cache = os.environ.get("ALLIANCE_DOCS_CACHE", "\0")

    def step(place: object) -> None:
        nonlocal count
        if str(place).startswith((cache, "/dev/")) or str(place).endswith((".pyc", ".lock")) or "__pycache__" in str(place):
            return
        count += 1
        if count == point:
            os._exit(KILLED)

    def heard(event: str, told: tuple[Any, ...]) -> None:
        writes = event == "open" and len(told) > 2 and isinstance(told[2], int) and told[2] & _WRITING
        if event in _CHANGING or writes:
            step(told[0])

    def counted(sync: Callable[[int], None]) -> Callable[[int], None]:
        def call(handle: int) -> None:
            step("")
            sync(handle)

        return call

    from alliance_docs.cli.main import main as program

    os.fsync = counted(os.fsync)
    sys.addaudithook(heard)
    sys.argv = ["alliance-docs", *words]
    try:
        program()
    except SystemExit as ended:
        print(f"calls {count}", file=sys.stderr)
        return int(ended.code or 0)
    return 0


if __name__ == "__main__":
    os._exit(main(int(sys.argv[1]), sys.argv[2:]))
