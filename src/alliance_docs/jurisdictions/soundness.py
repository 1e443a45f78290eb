"""What in a ``jurisdiction.yaml`` of the right shape cannot be meant so: names that lead nowhere, words that are missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.expressions import compile_expression
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.places import Home, homes
from alliance_docs.jurisdictions.shape_errors import Fault, Loc
from alliance_docs.resources import data_folder

_DOCUMENT_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]|^\s|[\s.]$|^$')
FOUNDING = "founding"


def faults_of(jurisdiction: Jurisdiction, home: Home) -> Iterator[Fault]:
    """Yield everything in the file that leads nowhere or contradicts itself."""
    yield from _documents(jurisdiction)
    yield from _filings(jurisdiction)
    yield from _organs(jurisdiction)
    yield from _vocabulary(jurisdiction)
    yield from _name_rule(jurisdiction)
    yield from _expressions(jurisdiction, home)
    yield from _given(jurisdiction)
    yield from _region(jurisdiction)
    yield from _variants(jurisdiction)
    yield from _volume(jurisdiction)
    yield from _attachments(jurisdiction)


def _twice(values: Iterable[str], at: str, key: str, what: str) -> Iterator[Fault]:
    several = list(values)
    counted = Counter(several)
    for index, value in enumerate(several):
        if counted[value] > 1 and value in several[:index]:
            yield (at, index, key) if key else (at, index), f"{what}“{value}”写了两次", "每个只写一次"


def _unknown(word: str, known: Collection[str], loc: Loc, what: str) -> Fault:
    return loc, f"没有{what}“{word}”", nearest(word, known) or f"可用的有：{'、'.join(known)}"


def _documents(jurisdiction: Jurisdiction) -> Iterator[Fault]:
    documents = jurisdiction.documents
    ids = [document.id for document in documents]
    yield from _twice(ids, "documents", "id", "文书")
    yield from _twice((document.file for document in documents), "documents", "file", "文件名")
    bound = {document for filing in jurisdiction.filings for document in filing.documents}
    for index, document in enumerate(documents):
        here = ("documents", index)
        if not _DOCUMENT_ID.fullmatch(document.id):
            yield (*here, "id"), f"文书 id“{document.id}”不合格", "用小写英文字母、数字和连字符，例如 formation-plan"
        if _NO_FILE_NAME.search(document.file):
            yield (*here, "file"), f"文件名“{document.file}”含有系统不允许的字符", '不用 \\ / : * ? " < > |，不以空格或者句点结尾'
        if document.title.replace("{name}", "").count("{"):
            yield (*here, "title"), f"标题“{document.title}”中只能用 {{name}}", "写作 '{name}章程'"
        if document.blank and not document.each:
            yield (*here, "blank"), "blank 只能与 each: member 同写", "补上 each: member，或者删去 blank"
        if document.consolidates and document.consolidates not in ids:
            yield _unknown(document.consolidates, ids, (*here, "consolidates"), "文书")
        if document.id not in bound:
            yield (*here, "id"), f"文书“{document.id}”没有列入任何一套材料", "在 filings 的 documents 中写上它，或者删去这份文书"
    binding = ("agreement", "charter") if jurisdiction.binding == "both" else (jurisdiction.binding,)
    for word in binding:
        if word not in ids:
            yield ("binding",), f"binding 为“{jurisdiction.binding}”，但没有文书“{word}”", f"在 documents 中加上 {word}，或者改 binding"
    for key in ("rules", "volume"):
        listed: tuple[str, ...] = getattr(jurisdiction, key)
        for index, word in enumerate(listed):
            if word not in ids:
                yield _unknown(word, ids, (key, index), "文书")


def _filings(jurisdiction: Jurisdiction) -> Iterator[Fault]:
    ids = [document.id for document in jurisdiction.documents]
    yield from _twice((filing.id for filing in jurisdiction.filings), "filings", "id", "材料")
    if not any(filing.id == FOUNDING for filing in jurisdiction.filings):
        yield ("filings",), f"没有组建申报的一套材料（id: {FOUNDING}）", f"new 和 build 起草的就是 {FOUNDING}，请补上"
    for number, filing in enumerate(jurisdiction.filings):
        for index, word in enumerate(filing.documents):
            loc = ("filings", number, "documents", index)
            if word not in ids:
                loc_, message, remedy = _unknown(word, ids, loc, "文书")
                yield loc_, f"{message}：filings 列了它，documents 没有写明它", remedy
            elif word in filing.documents[:index]:
                yield loc, f"文书“{word}”写了两次", "每份只写一次"
        for word in filing.each:
            if word not in filing.documents:
                yield _unknown(word, filing.documents, ("filings", number, "each", word), "这套材料的文书")


def _organs(jurisdiction: Jurisdiction) -> Iterator[Fault]:
    ids = [organ.id for organ in jurisdiction.organs]
    parents = {organ.id: organ.parent for organ in jurisdiction.organs}
    yield from _twice(ids, "organs", "id", "机构")
    for index, organ in enumerate(jurisdiction.organs):
        here = ("organs", index)
        if not organ.name:
            yield here, f"机构“{organ.id}”没有写 name", "补上机构名称"
        if organ.role is None:
            yield here, f"机构“{organ.id}”没有写 role", "见 docs/adding-a-jurisdiction.md 的机构种类"
        if organ.parent is None:
            continue
        if organ.parent not in parents:
            yield _unknown(organ.parent, ids, (*here, "parent"), "上级机构")
        elif _rises_to_itself(organ.id, parents):
            yield (*here, "parent"), f"机构“{organ.id}”的上级最终又是它自己", "改正上级机构"


def _rises_to_itself(organ: str, parents: dict[str, str | None]) -> bool:
    seen, above = {organ}, parents.get(organ)
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above == organ


def _vocabulary(jurisdiction: Jurisdiction) -> Iterator[Fault]:
    words = jurisdiction.vocabulary
    if missing := [key for key in needed_words() if not words.get(key, "").strip()]:
        yield ("vocabulary",), f"词汇缺少 {'、'.join(missing)}", "通用文本要用到这些词，逐个补上，例如 council: 理事会"


@cache
def needed_words() -> tuple[str, ...]:
    """Return the words that every shipped jurisdiction has: those the common texts may use."""
    from alliance_docs.jurisdictions.loading import load_jurisdiction

    kept: list[str] | None = None
    for home in homes().values():
        if home.shipped:
            try:
                words = load_jurisdiction(home.id).vocabulary
            except UserError:
                continue
            kept = list(words) if kept is None else [key for key in kept if key in words]
    return tuple(kept or ())


def _name_rule(jurisdiction: Jurisdiction) -> Iterator[Fault]:
    rule = jurisdiction.name_rule
    if rule is None:
        return
    try:
        fits = re.search(rule.pattern, rule.example.partition("（")[0])
    except re.error as error:
        yield ("name_rule", "pattern"), f"pattern “{rule.pattern}”不是合格的正则表达式（{error}）", "例如 '^云海省.+产业技术创新联盟$'"
        return
    if not fits:
        yield ("name_rule", "example"), f"示例“{rule.example}”不符合 pattern “{rule.pattern}”", "改正其中一项"


def _expressions(jurisdiction: Jurisdiction, home: Home) -> Iterator[Fault]:
    sources: list[tuple[Loc, str]] = []
    sources += [(("documents", index, "when"), document.when) for index, document in enumerate(jurisdiction.documents)]
    sources += [(("filings", index, "date"), filing.date) for index, filing in enumerate(jurisdiction.filings)]
    sources += [(("variants", index, "when"), variant.when) for index, variant in enumerate(jurisdiction.variants)]
    if jurisdiction.region:
        places = enumerate(jurisdiction.region.places)
        sources += [(("region", "places", index, "whole_when"), place.whole_when) for index, place in places]
    for loc, source in sources:
        if not source.strip():
            continue
        try:
            compile_expression(source, home.name())
        except UserError as error:
            yield loc, error.message, error.remedy


def _given(jurisdiction: Jurisdiction) -> Iterator[Fault]:
    for path, value in jurisdiction.given.items():
        try:
            assign(Facts(), path, value)
        except UserErrors as several:
            yield ("given", path), f"given “{path}”：{several.errors[0].message}", several.errors[0].remedy
        except UserError as error:
            yield ("given", path), f"given “{path}”：{error.message}", error.remedy or "可用的事实见 alliance-docs facts"


def _region(jurisdiction: Jurisdiction) -> Iterator[Fault]:
    region = jurisdiction.region
    if region is None:
        return
    if not region.places:
        yield ("region", "places"), "没有写明任何地方", "至少写一个，例如 {name: 云海省, province: 云海省}"
    for index, place in enumerate(region.places):
        if not (place.province or place.city or place.district):
            yield ("region", "places", index), f"地方“{place.name}”没有写 province、city、district 之一", "写明按哪一级认定"


def _variants(jurisdiction: Jurisdiction) -> Iterator[Fault]:
    root = data_folder("templates") / "variants"
    known = sorted(path.name for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    for index, variant in enumerate(jurisdiction.variants):
        if variant.folder not in known:
            yield _unknown(variant.folder, known, ("variants", index, "folder"), "文本方案 templates/variants/")


def _volume(jurisdiction: Jurisdiction) -> Iterator[Fault]:
    bound = [(index, document) for index, document in enumerate(jurisdiction.documents) if document.source == "volume"]
    if jurisdiction.volume and not bound:
        yield ("volume",), "写了 volume，但没有 source: volume 的文书", "在 documents 中加上 {id: volume, source: volume, …}"
    for index, document in bound:
        if document.id != "volume":
            yield ("documents", index, "id"), f"source: volume 的文书 id 应为 volume，现为“{document.id}”", "改为 volume"
        if not jurisdiction.volume:
            yield ("documents", index, "source"), "没有写明装订哪些文书", "写 volume: [cover, charter, …]"


def _attachments(jurisdiction: Jurisdiction) -> Iterator[Fault]:
    known = _kinds()
    for index, one in enumerate(jurisdiction.attachments):
        if one.kind not in known:
            yield _unknown(one.kind, known, ("attachments", index, "kind"), "附件种类")


@cache
def _kinds() -> tuple[str, ...]:
    from alliance_docs.jurisdictions.loading import read_yaml

    data = read_yaml(data_folder("templates") / "common" / "attachment-kinds.yaml", "common/attachment-kinds.yaml")
    return tuple(kind["id"] for kind in data["kinds"])
