"""Make a data file of the wrong shape whole enough to go on looking: its other mistakes are told in the same pass."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from alliance_docs.jurisdictions.shape_errors import annotation_at

Model = TypeVar("Model", bound=BaseModel)

_ROUNDS = 6
"""What is put in place of one thing may lack something itself; deeper than this nothing in the file is nested."""
STOPGAP = "？"
"""Stands for a text that is missing."""


def mended(data: Mapping[str, Any], failed: ValidationError, model: type[Model]) -> Model | None:
    """Return a *model* from *data* with what does not fit left out or filled; None when it cannot be made.

    It serves for finding further mistakes only, never for drafting.
    """
    tree = copy.deepcopy(dict(data))
    for _ in range(_ROUNDS):
        for problem in failed.errors():
            _mend(tree, problem, model)
        try:
            return model.model_validate(tree)
        except ValidationError as again:
            failed = again
    return None


def _mend(tree: Any, problem: ErrorDetails, model: type[BaseModel]) -> None:
    *above, last = problem["loc"] or ("",)
    for step in above:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return
    if problem["type"] in ("missing", "literal_error") and isinstance(tree, dict):
        tree[last] = _stopgap(annotation_at(model, problem["loc"]))
    elif isinstance(tree, dict):
        tree.pop(last, None)
    elif isinstance(tree, list) and isinstance(last, int) and last < len(tree):
        tree[last] = _stopgap(annotation_at(model, problem["loc"]))


def _stopgap(annotation: Any) -> Any:
    if annotation is dt.date:
        return dt.date(2000, 1, 1)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {}
    words = getattr(annotation, "__args__", ())
    if words and isinstance(words[0], str):
        return words[0]
    kind = getattr(annotation, "__origin__", annotation)
    return [] if kind in (tuple, list) else {} if kind is dict else STOPGAP
