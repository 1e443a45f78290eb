"""A .docx as Word, WPS or another program might save it again: the same words, other XML. Bytes in, bytes out."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from alliance_docs.word.identity import find_identity
from alliance_docs.word.labels import load_labels
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import CONTENT_TYPES, Package, open_package, parse
from alliance_docs.word.part_edits import serialised
from alliance_docs.word.style_table import list_of, load_styles

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
Save = Callable[[bytes], bytes]


def changed(data: bytes, change: Callable[[Any, Package], None], part: str = "word/document.xml") -> bytes:
    """The file with one part's tree changed."""
    package = open_package(data)
    root = package.xml(part)
    change(root, package)
    return Package({**package.parts, part: serialised(root)}).to_bytes()


def _node(tag: str, **attributes: str) -> Any:
    from lxml import etree

    return etree.Element(f"{W}{tag}", {f"{W}{name}": value for name, value in attributes.items()})


def _all(root: Any, *tags: str) -> list[Any]:
    return list(root.iter(*(f"{W}{tag}" for tag in tags)))


def split_runs(data: bytes) -> bytes:
    """Runs split anywhere, each with the session it was typed in, as Word does after editing."""
    chance = random.Random(7)

    def change(root: Any, _: Package) -> None:
        for run in _all(root, "r"):
            texts = run.findall(f"{W}t")
            run.set(f"{W}rsidR", f"00{chance.randrange(16**6):06X}")
            if len(texts) != 1 or len(texts[0].text or "") < 2 or any(child.tag not in (f"{W}rPr", f"{W}t") for child in run):
                continue
            place = chance.randrange(1, len(texts[0].text))
            tail = deepcopy(run)
            tail.set(f"{W}rsidRPr", f"00{chance.randrange(16**6):06X}")
            tail.find(f"{W}t").text, texts[0].text = texts[0].text[place:], texts[0].text[:place]
            for one in (tail, run):
                one.find(f"{W}t").set(_SPACE, "preserve")
            run.addnext(tail)

    return changed(data, change)


def proofed(data: bytes) -> bytes:
    """Proofing marks and remembered page breaks between and in runs."""

    def change(root: Any, _: Package) -> None:
        for number, run in enumerate(_all(root, "r")):
            if run.find(f"{W}t") is None:
                continue
            if number % 3 == 0:
                run.addprevious(_node("proofErr", type="gramStart"))
                run.addnext(_node("proofErr", type="gramEnd"))
            if number % 5 == 0:
                run.insert(1 if run.find(f"{W}rPr") is not None else 0, _node("lastRenderedPageBreak"))

    return changed(data, change)


def marks_at_ends(data: bytes) -> bytes:
    """Bookmarks at the ends of their paragraphs."""

    def change(root: Any, _: Package) -> None:
        for mark in _all(root, "bookmarkStart", "bookmarkEnd"):
            parent = mark.getparent()
            if parent.tag == f"{W}p":
                parent.append(mark)

    return changed(data, change)


def without_marks(data: bytes) -> bytes:
    """No bookmarks."""

    def change(root: Any, _: Package) -> None:
        for mark in _all(root, "bookmarkStart", "bookmarkEnd"):
            mark.getparent().remove(mark)

    return changed(data, change)


def without_every_third_mark(data: bytes) -> bytes:
    """Bookmarks lost here and there."""

    def change(root: Any, _: Package) -> None:
        for number, mark in enumerate(_all(root, "bookmarkStart")):
            if number % 3 == 0:
                mark.getparent().remove(mark)

    return changed(data, change)


def with_paragraph_ids(data: bytes) -> bytes:
    """Paragraph ids and sessions, as Word writes them."""

    def change(root: Any, _: Package) -> None:
        for number, paragraph in enumerate(_all(root, "p"), start=1):
            paragraph.set(f"{_W14}paraId", f"{number:08X}")
            paragraph.set(f"{_W14}textId", "77777777")
            paragraph.set(f"{W}rsidR", "00AB12CD")

    return changed(data, change)


def with_other_style_ids(data: bytes) -> bytes:
    """Styles called a3, a4 … as Word and WPS call those with Chinese names."""
    package = open_package(data)
    styles = package.xml("word/styles.xml")
    ids = {node.get(f"{W}styleId"): f"a{number}" for number, node in enumerate(_all(styles, "style"), start=3)}
    parts = dict(package.parts)
    for name in [name for name in parts if name.startswith("word/") and name.endswith(".xml")]:
        root = parse(parts[name], name)
        for node in _all(root, "pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink"):
            node.set(f"{W}val", ids.get(node.get(f"{W}val"), node.get(f"{W}val")))
        for node in _all(root, "style"):
            node.set(f"{W}styleId", ids[node.get(f"{W}styleId")])
        parts[name] = serialised(root)
    return Package(parts).to_bytes()


def without_styles(data: bytes) -> bytes:
    """All words in the usual style, as after pasting without formatting; the numbers typed."""

    def change(root: Any, _: Package) -> None:
        for node in _all(root, "pStyle", "rStyle", "tblStyle"):
            node.getparent().remove(node)

    return changed(flat_numbers(data), change)


def flat_numbers(data: bytes) -> bytes:
    """Automatic numbers turned into typed text."""

    def change(root: Any, package: Package) -> None:
        styles, usual = load_styles(package)
        labels = load_labels(package)
        for paragraph in _all(root, "p"):
            properties = paragraph.find(f"{W}pPr")
            style = properties.find(f"{W}pStyle") if properties is not None else None
            info = styles.get(style.get(f"{W}val"), usual) if style is not None else usual
            number = list_of(properties) or info.number
            if number is None:
                continue
            label = labels.count(*number)
            own = properties.find(f"{W}numPr")
            if own is not None:
                properties.remove(own)
            if style is not None and label:
                properties.insert(1, none := _node("numPr"))
                none.append(_node("numId", val="0"))
            if label and label.text:
                run = _node("r")
                run.append(words := _node("t"))
                words.text = label.text
                properties.addnext(run)

    return changed(data, change)


def flat_fields(data: bytes) -> bytes:
    """Fields turned into the words they show."""

    def change(root: Any, _: Package) -> None:
        for node in _all(root, "fldChar", "instrText"):
            run = node.getparent()
            run.remove(node)
            if all(child.tag == f"{W}rPr" for child in run):
                run.getparent().remove(run)
        for node in _all(root, "r"):
            named = node.find(f"{W}rPr/{W}rStyle")
            if named is not None and named.get(f"{W}val") == "AlRef":
                named.getparent().remove(named)

    return changed(data, change)


def other_quotes(data: bytes) -> bytes:
    """Quotation marks as typed on another keyboard."""

    def change(root: Any, _: Package) -> None:
        for node in _all(root, "t"):
            node.text = (node.text or "").translate({ord("“"): '"', ord("”"): '"', ord("‘"): "'", ord("’"): "'"})

    return changed(data, change)


def without_identity(data: bytes) -> bytes:
    """The customXml parts dropped, as some programs do."""
    parts = {name: part for name, part in open_package(data).parts.items() if not name.startswith("customXml/")}
    for name in (CONTENT_TYPES, "word/_rels/document.xml.rels"):
        root = parse(parts[name], name)
        for node in list(root):
            if "customXml" in (node.get("PartName", "") + node.get("Target", "")):
                root.remove(node)
        parts[name] = serialised(root)
    return Package(parts).to_bytes()


def together(*saves: Save) -> Save:
    """One save after the other."""

    def save(data: bytes) -> bytes:
        for one in saves:
            data = one(data)
        return data

    return save


SAVES: dict[str, Save] = {
    "runs split": split_runs,
    "proofing marks": proofed,
    "bookmarks at paragraph ends": marks_at_ends,
    "some bookmarks lost": without_every_third_mark,
    "all bookmarks lost": without_marks,
    "paragraph ids": with_paragraph_ids,
    "other style ids": with_other_style_ids,
    "numbers typed": flat_numbers,
    "fields flattened": flat_fields,
    "other quotation marks": other_quotes,
    "identity lost": without_identity,
    "bookmarks and identity lost": together(without_marks, without_identity),
    "as WPS": together(split_runs, proofed, with_other_style_ids, marks_at_ends),
    "as a careless converter": together(split_runs, flat_fields, flat_numbers, without_marks, without_identity),
    "pasted as plain text": together(flat_fields, without_styles, without_marks, without_identity),
}


# --- edits ---------------------------------------------------------------------------------------------------------

_NEW = "各方另有书面约定的，按照约定执行；没有约定的，由有关各方协商确定，协商不成的按照本文书约定的争议解决方式处理。"


def reworded(data: bytes, old: str, new: str) -> bytes:
    """The file with the first run that holds *old* saying *new* there."""

    def change(root: Any, _: Package) -> None:
        node = next(node for node in _all(root, "t") if old in (node.text or ""))
        node.text = node.text.replace(old, new)

    return changed(data, change)


def with_article(data: bytes, behind: str, words: str) -> bytes:
    """The file with an article of *words* behind the paragraph that says *behind*."""

    def change(root: Any, _: Package) -> None:
        node = next(node for node in _all(root, "t") if behind in (node.text or ""))
        paragraph = next(node.iterancestors(f"{W}p"))
        fresh = _node("p")
        fresh.append(properties := _node("pPr"))
        properties.append(_node("pStyle", val="AlArticle"))
        fresh.append(run := _node("r"))
        run.append(text := _node("t"))
        text.text = words
        paragraph.addnext(fresh)

    return changed(data, change)


def _clause(root: Any, names: set[str], mark: str) -> list[Any]:
    """The body's elements from the clause with that bookmark up to the next clause or chapter."""
    start = next(node for node in _all(root, "bookmarkStart") if node.get(f"{W}name") == mark)
    node = next(node for node in (start, *start.iterancestors()) if node.getparent().tag == f"{W}body")
    found = [node]
    while (node := node.getnext()) is not None and node.tag != f"{W}sectPr":
        style = node.find(f"{W}pPr/{W}pStyle")
        if any(one.get(f"{W}name") in names for one in _all(node, "bookmarkStart")) or (style is not None and style.get(f"{W}val") == "AlChapter"):
            break
        found.append(node)
    return found


def _clause_marks(data: bytes) -> dict[str, str]:
    identity = find_identity(open_package(data))
    assert identity is not None
    return {mark.id: mark.name for mark in identity.marks if mark.kind == "clause" and mark.clause_kind == "article"}


def without_clause(data: bytes, clause: str) -> bytes:
    """The file without an article."""
    marks = _clause_marks(data)

    def change(root: Any, _: Package) -> None:
        for node in _clause(root, set(marks.values()), marks[clause]):
            node.getparent().remove(node)

    return changed(data, change)


def edited_at_random(data: bytes, share: float, seed: int) -> bytes:
    """The file with *share* of its articles edited, and one struck, one put in and one moved to the front."""
    chance = random.Random(seed)
    marks = _clause_marks(data)
    names = chance.sample(sorted(marks), max(3, round(share * len(marks))))

    def change(root: Any, _: Package) -> None:
        every = set(marks.values())
        struck, moved, *others = names
        for node in _clause(root, every, marks[struck]):
            node.getparent().remove(node)
        first = _clause(root, every, next(mark for name, mark in marks.items() if name not in names))[0]
        for node in _clause(root, every, marks[moved]):
            first.addprevious(node)
        for name in others:
            _edit([text for node in _clause(root, every, marks[name]) for text in _all(node, "t") if text.text], chance)

    return with_article(changed(data, change), "全体成员单位", f"\u3000新增事项\u3000{_NEW}")


def _edit(texts: list[Any], chance: random.Random) -> None:
    longest = max(texts, key=lambda node: len(node.text))
    words = longest.text
    match chance.randrange(4):
        case 0:  # a sentence put in
            longest.text = words + _NEW
        case 1:  # half of it cut
            longest.text = words[: len(words) // 2] + "。"
        case 2:  # words replaced here and there
            longest.text = "".join(chance.choice("的应由其并及经") if chance.random() < 0.25 else char for char in words)
        case _:  # written anew
            longest.text = _NEW


def with_article_typed_at_the_start_of(data: bytes, clause: str, words: str) -> bytes:
    """An article typed at the very beginning of another, whose bookmark it takes along."""

    def change(root: Any, _: Package) -> None:
        mark = next(node for node in _all(root, "bookmarkStart") if node.get(f"{W}name") == _clause_marks(data)[clause])
        paragraph = mark.getparent()
        fresh = _node("p")
        fresh.append(deepcopy(paragraph.find(f"{W}pPr")))
        end = next(node for node in _all(root, "bookmarkEnd") if node.get(f"{W}id") == mark.get(f"{W}id"))
        fresh.extend([mark, end])
        fresh.append(run := _node("r"))
        run.append(text := _node("t"))
        text.text = words
        paragraph.addprevious(fresh)

    return changed(data, change)


def without_clause_but_its_mark(data: bytes, clause: str) -> bytes:
    """The file without an article, whose bookmark fell on the next paragraph."""
    marks = _clause_marks(data)

    def change(root: Any, _: Package) -> None:
        nodes = _clause(root, set(marks.values()), marks[clause])
        behind = nodes[-1].getnext()
        mark = next(node for node in _all(nodes[0], "bookmarkStart") if node.get(f"{W}name") == marks[clause])
        behind.insert(1, mark)
        for node in nodes:
            node.getparent().remove(node)

    return changed(data, change)


def beside_a_fact(data: bytes, fact: str, words: str) -> bytes:
    """Words typed right behind a fact, in its look."""

    def change(root: Any, _: Package) -> None:
        node = next(
            node for node in _all(root, "t")
            if node.text == fact and (style := node.getparent().find(f"{W}rPr/{W}rStyle")) is not None and style.get(f"{W}val") == "AlFact"
            and len(_all(next(node.iterancestors(f"{W}p")), "t")) > 2
        )  # fmt: skip
        node.text += words

    return changed(data, change)


def with_references_shifted(data: bytes) -> bytes:
    """All references brought up to date after an article was put in before all others: each shows the next number."""
    from alliance_docs.facts.numerals import han, read_han

    def change(root: Any, _: Package) -> None:
        for node in _all(root, "t"):
            text = node.text or ""
            style = node.getparent().find(f"{W}rPr/{W}rStyle")
            if style is not None and style.get(f"{W}val") == "AlRef" and text.startswith("第") and text.endswith("条"):
                node.text = f"第{han(read_han(text[1:-1]) + 1)}条"

    return changed(data, change)
