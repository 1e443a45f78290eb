"""Where the shipped data lies: templates/ and questionnaires/, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alliance_docs.errors import AllianceDocsError


@cache
def data_folder(name: str) -> Path:
    """Return the folder *name* (``templates``, ``questionnaires`` or ``examples``) that ships with the package.

    A wheel carries it inside the package; a checkout holds it at the top level.
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "data" / name, package.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise AllianceDocsError(f"安装不完整：缺少数据目录 {name}")
