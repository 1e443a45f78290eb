"""How checks are set by people: ``checks.yaml`` of a dossier and the file of a firm, read from their text.

    severities: {LC-GV-02: note}        # a rule or requirement → error, warning, note (or 错误, 警告, 提示)
    ignore: [AD-FM-01, LC-AM-*]
    suppressions:                       # a dossier's only
      - {rule: LC-IP-03, document: agreement, clause: ip_ownership, reason: …, author: …, until: 2027-01-01}
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.nodes import MappingNode, ScalarNode

from alliance_docs.checks.finding import SEVERITIES, Severity
from alliance_docs.checks.rule_names import NO_RULES, RuleSet, rule_name
from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.facts.text import refusal
from alliance_docs.facts.tree import Loc
from alliance_docs.facts.values import read_date
from alliance_docs.facts.yaml_nodes import Source, composed, read_source
from alliance_docs.jurisdictions.jurisdiction import kind_of

SEVERITY_NAMES: Mapping[str, Severity] = {"错误": "error", "警告": "warning", "提示": "note", **{word: word for word in SEVERITIES}}
SETTINGS_FILE = "checks.yaml"
"""What a dossier's own is called."""
UNUSED, EXPIRED = "AD-SU-01", "AD-SU-02"
"""The rules that tell of suppressions themselves."""
_KEYS = ("severities", "ignore", "suppressions")
_NEEDED, _FREE = ("rule", "reason", "author"), ("document", "clause", "until")


@dataclass(frozen=True)
class Suppression:
    """What somebody answers for: findings of *rule*, in *document* and *clause* where told, until the end of a day.

    *document* is an id; *clause* the id of a clause, or a place as it is told (第十二条, 第十二条第二款, 附件2); *line*
    is that of the file.
    """

    rule: str
    reason: str
    author: str
    document: str = ""
    clause: str = ""
    until: dt.date | None = None
    line: int = 0

    def holds(self, today: dt.date | None) -> bool:
        """Tell whether it still holds on that day; without a day it does."""
        return self.until is None or today is None or today <= self.until


@dataclass(frozen=True)
class Settings:
    """One file: severities by rule, rules never asked, suppressions. *by*: whose it is, in words; *file*: its name."""

    by: str = ""
    file: str = ""
    severities: Mapping[str, Severity] = field(default_factory=dict)
    ignore: RuleSet = NO_RULES
    suppressions: tuple[Suppression, ...] = ()


def read_settings(text: str, name: str, *, by: str, documents: Collection[str] | None = None) -> Settings:
    """Read the *text* of the file *name*; *documents*: the ids there are, None where suppressions may not stand in it.

    Raises UserErrors with line and key of everything wrong.
    """
    root = composed(text, name)
    if root is not None and not isinstance(root, MappingNode) and not (isinstance(root, ScalarNode) and not root.value.strip()):
        raise UserError("开头应为“字段: 值”", place=f"{name}:{root.start_mark.line + 1}", remedy=f"字段：{'、'.join(_KEYS)}")
    reader = _Reader(read_source(text, name), name)
    reader.faults()
    reader.only(reader.source.tree, (), _KEYS)
    severities = dict(reader.severities())
    ignore = RuleSet(tuple(reader.ignored()))
    if documents is None and reader.source.tree.get("suppressions") is not None:
        reader.error(("suppressions",), "所内规定中不能写豁免", "豁免写在案卷的 checks.yaml 中，由该案卷的承办人负责")
    suppressions = tuple(reader.suppressions(documents)) if documents is not None else ()
    if reader.errors:
        raise UserErrors(error for _, error in sorted(reader.errors, key=lambda one: one[0]))
    return Settings(by, name, severities, ignore, suppressions)


class _Reader:
    """Goes through one file and gathers every error with its line."""

    def __init__(self, source: Source, name: str) -> None:
        self.source, self.name = source, name
        self.errors: list[tuple[int, UserError]] = []

    def error(self, loc: Loc, message: str, remedy: str = "") -> None:
        line = self.source.line(loc)
        path = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in loc).lstrip(".").split("\0")[0]
        self.errors.append((line, UserError(message, place=f"{self.name}:{line} {path}".rstrip(), remedy=remedy)))

    def faults(self) -> None:
        for fault in self.source.faults:
            self.error(fault.loc, fault.message, fault.remedy)

    def only(self, values: Mapping[str, Any], loc: Loc, keys: Collection[str]) -> None:
        for key in values:
            if key not in keys:
                self.error((*loc, key), f"没有“{key}”这个字段", nearest(key, keys) or f"可用的有：{'、'.join(keys)}")

    def severities(self) -> Iterator[tuple[str, Severity]]:
        values = self.source.tree.get("severities") or {}
        if not isinstance(values, dict):
            self.error(("severities",), "应为“规则编号: 级别”的对照", "例如 LC-GV-02: note")
            return
        for word, given in values.items():
            loc = ("severities", word)
            rule = self._rule(loc, word)
            severity = SEVERITY_NAMES.get(given.strip()) if isinstance(given, str) else None
            if severity is None:
                self.error(loc, f"级别发现“{given or ''}”", f"应为 {'、'.join(SEVERITIES)} 之一")
            elif rule:
                yield rule, severity

    def ignored(self) -> Iterator[str]:
        values = self.source.tree.get("ignore") or []
        for place, word in enumerate(values if isinstance(values, list) else [values]):
            loc: Loc = ("ignore", place) if isinstance(values, list) else ("ignore",)
            if not isinstance(word, str):
                self.error(loc, "应为规则编号", "例如 ignore: [AD-FM-01, LC-AM-*]")
            elif name := self._rule(loc, word, family=True):
                yield name

    def suppressions(self, documents: Collection[str]) -> Iterator[Suppression]:
        values = self.source.tree.get("suppressions") or []
        if not isinstance(values, list):
            self.error(("suppressions",), "应为列表", "每项以“- rule: 规则编号”开头")
            return
        seen: dict[tuple[str, str, str], int] = {}
        for place, values_of_one in enumerate(values):
            loc: Loc = ("suppressions", place)
            before = len(self.errors)
            found = self._suppression(values_of_one, loc, documents)
            if found is None or len(self.errors) > before:
                continue
            first = seen.setdefault((found.rule, found.document, found.clause), found.line)
            if first != found.line:
                self.error((*loc, "rule"), f"对 {found.rule} 的豁免写了两次（另一处在第 {first} 行）", "保留一处")
            yield found

    def _suppression(self, values: object, loc: Loc, documents: Collection[str]) -> Suppression | None:
        if not isinstance(values, dict):
            self.error(loc, "每项豁免应为一组字段", f"写明 {'、'.join(_NEEDED)}，可以另写 {'、'.join(_FREE)}")
            return None
        self.only(values, loc, (*_NEEDED, *_FREE))
        texts = {key: self._text(values.get(key), (*loc, key)) for key in (*_NEEDED, *_FREE)}
        for key, label in zip(_NEEDED, ("规则编号", "豁免的理由", "由谁决定豁免"), strict=True):
            if not texts[key] and isinstance(values.get(key), str | None):
                self.error((*loc, key), f"缺少 {key}（{label}）", f"写明 {key}: …")
        rule = self._rule((*loc, "rule"), texts["rule"]) if texts["rule"] else ""
        if rule in (UNUSED, EXPIRED):
            self.error((*loc, "rule"), f"{rule} 说的就是豁免，不能豁免", "删去不再需要的豁免，或者延长 until")
        if texts["document"] and kind_of(texts["document"]) not in documents:
            self.error((*loc, "document"), f"没有文书“{texts['document']}”", nearest(texts["document"], documents) or f"可用的有：{'、'.join(documents)}")
        until = None
        if texts["until"]:
            try:
                until = read_date(texts["until"])
            except ValueError as error:
                self.error((*loc, "until"), f"发现“{texts['until']}”，{error}")
        return Suppression(rule, texts["reason"], texts["author"], texts["document"], texts["clause"], until, self.source.line(loc))

    def _text(self, value: object, loc: Loc) -> str:
        """Return a value as one line; what is no text, or cannot be printed, is an error."""
        if value is None:
            return ""
        if not isinstance(value, str):
            self.error(loc, "应为文字")
            return ""
        if why := refusal(value):
            self.error(loc, f"{why}", "删去该字符")
        return " ".join(value.split())

    def _rule(self, loc: Loc, word: str, *, family: bool = False) -> str:
        try:
            return rule_name(word, family=family)
        except UserError as error:
            self.error(loc, error.message, error.remedy)
            return ""
