"""Every name that clause texts and forms may use: facts, what is computed from them, vocabularies; each with an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.vocabulary import (
    document_titles,
    jurisdiction_words,
    pilot_row,
    region_row,
    rule_rows,
    vocabulary,
)
from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.change import Change
from alliance_docs.facts.derived import ATTRIBUTES, ROOTS, Derived
from alliance_docs.facts.examples import example_of, said
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import bare, fields, kind_of, nearest_field, walk
from alliance_docs.facts.members import Member
from alliance_docs.facts.organs import Seat
from alliance_docs.facts.period import Period
from alliance_docs.facts.record import Record
from alliance_docs.facts.view import Unknown, unwrap
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import load_jurisdiction, read_yaml
from alliance_docs.jurisdictions.places import homes
from alliance_docs.resources import data_folder

Origin = Literal["fact", "computed", "vocabulary"]
_SETTINGS = ("deferred", "skipped")
_HOMES: Mapping[type[Record], str] = {Member: "members[]", Seat: "council.seats[]", Period: "periods[]", Change: "change"}
"""Where the fields of a record that comes under several names are listed."""
_ONE = {"member": (Member, "成员单位"), "change": (Change, "变更"), "decided": (tuple[Change, ...], "决议事项"), "changes": (tuple[Change, ...], "变更记录")}


@dataclass(frozen=True)
class Listed:
    """A name templates may use. *origin*: typed in the dossier, computed, or a vocabulary; *note*: where it may be used, or what lists its fields."""

    path: str
    label: str
    type: str
    options: tuple[str, ...] = ()
    example: str = ""
    origin: Origin = "fact"
    note: str = ""

    @property
    def line(self) -> str:
        """Path, label, type with choices, example, note; parted by tabs."""
        options = f"（{'／'.join(self.options)}）" if self.options else ""
        computed = {"computed": "，计算", "vocabulary": "，词汇"}.get(self.origin, "")
        return "\t".join(one for one in (self.path, self.label, f"{self.type}{options}{computed}", self.example or "-", self.note)).rstrip("\t")


def listed(jurisdiction: Jurisdiction, prefix: str = "") -> tuple[Listed, ...]:
    """Return the names that begin with *prefix*, with the words of *jurisdiction*. Raises UserError naming the nearest one."""
    every = tuple(_every(jurisdiction))
    found = [one for one in every if one.path.startswith(prefix)] if prefix else list(every)
    found += [one for one in _aliased(prefix) if one.path.startswith(prefix)]
    if not found:
        raise UserError(f"没有以“{prefix}”开头的事实或者名称", remedy=_nearest(prefix, [one.path for one in (*_aliased(prefix), *every)]) or "alliance-docs facts 列出全部")
    return tuple(dict.fromkeys(found))


def _nearest(prefix: str, paths: Sequence[str]) -> str:
    """A remedy naming the nearest of those beside it, then of all."""
    parent = f"{prefix.rpartition('.')[0]}."
    beside = [path for path in paths if parent != "." and path.startswith(parent)]
    return nearest(prefix, beside) or nearest_field(prefix, fields()) or nearest(prefix, paths)


def _every(jurisdiction: Jurisdiction) -> Iterator[Listed]:
    yield from _stored()
    yield from _computed()
    yield from _words(jurisdiction)


# --- facts -----------------------------------------------------------------------------------------------------------


@cache
def _examples() -> tuple[Facts, ...]:
    """The examples that ship, the fullest first."""
    paths = sorted(data_folder("examples").glob("*.yaml"), key=lambda path: (path.stem != "gansu", path.stem))
    return tuple(read_answers(path) for path in paths)


@cache
def _data() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(data_folder("templates") / "common" / "template-names.yaml", "common/template-names.yaml")
    return found


def _example(path: str, kind: str, options: Sequence[str] = ()) -> str:
    """The first value a shipped example has there; else a choice, or a sample of the kind."""
    root, dot, rest = path.partition(".")
    if path in _data()["examples"]:
        return str(_data()["examples"][path])
    if root in ("decided[]", "changes[]", "unreported[]", "corrections[]", "last_change"):
        return _example(f"change{dot}{rest}", kind, options)
    for facts in _examples():
        if told := example_of(facts, f"members[]{dot}{rest}" if root == "member" else path):
            return told
    return str(options[0]) if options else str(_data()["samples"].get(kind, ""))


@cache
def _stored() -> tuple[Listed, ...]:
    found: list[Listed] = []
    for path, field in fields().items():
        note = "不能用于条款文本" if path in _SETTINGS or path.removesuffix("[]") in _SETTINGS else ""
        if path.startswith("changes"):
            continue  # templates see changes one by one
        options = tuple(map(str, field.options))
        found.append(Listed(path, field.label, field.kind, options, _example(path, field.kind, options), note=note))
        if field.record in ATTRIBUTES and not (field.many and not path.endswith("[]")):
            found += _attributes(field.record, path)
    return tuple(found)


def _attributes(model: type[Record] | None, path: str) -> Iterator[Listed]:
    for name, derived in (ATTRIBUTES.get(model, {}) if model else {}).items():
        yield from _derived(f"{path}.{name}", derived, within=model)


@cache
def _computed() -> tuple[Listed, ...]:
    found = [one for name, derived in ROOTS.items() for one in _derived(name, derived)]
    for name, (annotation, label) in _ONE.items():
        found += _derived(name, Derived(annotation, label, lambda _facts, _record: None))
    return tuple(found)


def _derived(path: str, derived: Derived, within: type[Record] | None = None) -> Iterator[Listed]:
    annotation, many = bare(derived.annotation)
    if get_origin(annotation) is tuple:
        annotation, many = get_args(annotation)[0], True
    kind, options, record = kind_of(annotation) if annotation is not bool else ("flag", (), None)
    root = path.partition(".")[0]
    note = _data()["only"].get(root, "")
    choices = tuple(map(str, options))
    here = f"{path}[]" if many else path
    home = _HOMES.get(record) if record else None
    if record is not None and home not in (None, here):
        yield Listed(here, derived.label, "record", (), _example(here, "record"), "computed", "；".join(filter(None, (f"各项同 {home}", note))))
        return
    yield Listed(here, derived.label, kind, choices, _example(here, kind, choices), "computed", note)
    if record is not None and record is not within:
        yield from _fields(record, here, note)


def _fields(record: type[Record], path: str, note: str = "") -> Iterator[Listed]:
    for field in walk(record, path):
        options = tuple(map(str, field.options))
        yield Listed(field.path, field.label, field.kind, options, _example(field.path, field.kind, options), "computed", note)
    yield from _attributes(record, path)


def _aliased(prefix: str) -> Iterator[Listed]:
    """The fields of a record listed elsewhere, when they are asked for under its own name: ``lead.name``."""
    root = prefix.partition(".")[0].removesuffix("[]")
    name = f"{root}[]" if f"{root}[]" in prefix else root
    annotation = ROOTS[root].annotation if root in ROOTS else _ONE[root][0] if root in _ONE else None
    if annotation is None:
        return
    inner, _ = bare(annotation)
    record = get_args(inner)[0] if get_origin(inner) is tuple else inner
    if isinstance(record, type) and issubclass(record, Record) and _HOMES.get(record) not in (None, name):
        many = "[]" if get_origin(inner) is tuple or bare(annotation)[1] else ""
        yield from _fields(record, f"{root}{many}", _data()["only"].get(root, ""))


# --- words -----------------------------------------------------------------------------------------------------------


def _words(jurisdiction: Jurisdiction) -> Iterator[Listed]:
    facts = _facts_of(jurisdiction)
    note = f"{jurisdiction.title}的词" if jurisdiction.title else ""
    for key, word in vocabulary(jurisdiction, facts).items():
        yield Listed(f"v.{key}", word, "line", (), word, "vocabulary", note)
    own: dict[str, Any] = {f"j.{key}": value for key, value in jurisdiction_words(jurisdiction).items()}
    one, known = _with_region(jurisdiction), _with_pilot(jurisdiction)
    own |= {path: _of(region_row(one, _facts_of(one)), path) for path in _data()["names"] if path.startswith("region.") and "[]" not in path}
    own |= {path: _of(pilot_row(known, _facts_of(known)), path) for path in _data()["names"] if path.startswith("pilot.")}
    places = _of(region_row(one, _facts_of(one)), "region.places")
    own |= {f"region.places[].{key}": _of(places[0], key) for key in ("name", "count", "units")} if places else {}
    rules = rule_rows(jurisdiction, facts)
    own |= {f"rules[].{key}": getattr(rules[0], key) for key in ("title", "short")} if rules else {}
    for path, label in _data()["names"].items():
        origin: Origin = "vocabulary" if path.startswith("j.") else "computed"
        shown = _printed(own.get(path)) or str(_data()["examples"].get(path, ""))
        yield Listed(path, str(label), "flag" if isinstance(own.get(path), bool) else "line", (), shown, origin)
    titles = document_titles(jurisdiction, facts)
    for document in jurisdiction.documents:
        name = document.id.replace("-", "_")
        yield Listed(f"documents.{name}", f"《{document.short_title}》的全称", "line", (), _printed(titles[name]), "vocabulary")


def _facts_of(jurisdiction: Jurisdiction) -> Facts:
    return next((one for one in _examples() if one.jurisdiction == jurisdiction.id), _examples()[0])


def _with_region(jurisdiction: Jurisdiction) -> Jurisdiction:
    """The jurisdiction, or where it asks for no region, one that does: for the sake of an example."""
    return jurisdiction if jurisdiction.region else next((one for one in _all() if one.region), jurisdiction)


def _with_pilot(jurisdiction: Jurisdiction) -> Jurisdiction:
    return next((one for one in (jurisdiction, *_all()) if (dates := _facts_of(one).dates) and dates.pilot_start), jurisdiction)


def _all() -> Iterator[Jurisdiction]:
    yield from (load_jurisdiction(one) for one in homes())


def _of(row: Any, path: str) -> Any:
    return None if isinstance(row, Unknown) else getattr(row, path.rpartition(".")[2])


def _printed(value: Any) -> str:
    parts = getattr(value, "_parts", None)
    if parts is not None:
        return "".join(_printed(part) for part in parts)
    if value is None or isinstance(value, Unknown):
        return ""
    return said(unwrap(value))
