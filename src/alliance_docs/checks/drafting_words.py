"""The words of the drafting rules: ``templates/common/drafting-words.yaml``, loaded once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from alliance_docs.checks.data import read_table
from alliance_docs.errors import UserError
from alliance_docs.resources import data_folder

_NAMES = (
    "mixed_words", "mixed_kept", "definitions_elsewhere", "explained_by", "definition_rubrics", "definition_leads", "terms_to_define", "signature_parts", "seal_marks", "signing_page_marks",
    "seam_marks", "publicity", "liquidators", "renumbered", "title_rests", "generic_names", "other_names", "document_names", "change_reports", "same_place",
)  # fmt: skip


@cache
def drafting_words() -> Mapping[str, Any]:
    """Load the words by name. Raises UserError when one is missing."""
    found = read_table(data_folder("templates") / "common" / "drafting-words.yaml")
    missing = [name for name in _NAMES if name not in found]
    if missing:
        raise UserError(f"缺少 {'、'.join(missing)}", place="common/drafting-words.yaml:1", remedy="补写所缺的各项")
    return found


def words(name: str) -> tuple[str, ...]:
    """Return one list of words."""
    return tuple(drafting_words()[name])
