"""Drafting + writing one document of 250 paragraphs, as ratios within one run.

    python bench/draft_and_write.py [REPEATS]

Three things are timed on the same text (250 paragraphs, one fact each), the median of REPEATS runs:

- ours: facts → Draft → .docx bytes (texts loaded once, as for a package);
- plain docxtpl: a .docx with the same paragraphs and tags, rendered and saved;
- the floor: unzip, parse and serialise document.xml, zip again.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from docxtpl import DocxTemplate
from lxml import etree

from alliance_docs.drafting.draft import plain
from alliance_docs.drafting.engine import draft_document
from alliance_docs.drafting.layers import Layer, load_document
from alliance_docs.drafting.references import resolve
from alliance_docs.drafting.vocabulary import known_names, setting_for
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

PARAGRAPHS = 250
SENTENCE = "成员单位应当按照{{ alliance.name }}的章程和协议履行义务，承担约定范围内的责任，不得损害其他成员单位的合法权益。"


def median(run: Callable[[], object], repeats: int) -> float:
    """Return the median time of *run* in milliseconds."""
    run()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    facts = Facts.model_validate({"alliance": {"name": "甘肃省示例产业技术创新联盟"}})
    jurisdiction = load_jurisdiction("gansu")
    with tempfile.TemporaryDirectory() as folder:
        blocks = [f"{{% block c{index} %}}\n## \n{SENTENCE}\n{{% endblock %}}" for index in range(PARAGRAPHS)]
        (Path(folder) / "charter.md").write_text("\n".join(blocks), encoding="utf-8")
        document = load_document("charter", (Layer("common", Path(folder)),), known_names(jurisdiction))
        assert document is not None
    shell, setting = common_shell(), setting_for(jurisdiction, facts)

    def ours() -> bytes:
        draft = resolve({"charter": draft_document(document, facts, setting)})["charter"]
        return write(draft, shell, Meta())

    made = docx.Document()
    for _ in range(PARAGRAPHS):
        made.add_paragraph(SENTENCE)
    template = io.BytesIO()
    made.save(template)

    def docxtpl() -> bytes:
        opened = DocxTemplate(io.BytesIO(template.getvalue()))
        opened.render({"alliance": {"name": "甘肃省示例产业技术创新联盟"}})
        saved = io.BytesIO()
        opened.save(saved)
        return saved.getvalue()

    written = ours()

    def floor() -> bytes:
        with zipfile.ZipFile(io.BytesIO(written)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        parts["word/document.xml"] = etree.tostring(etree.fromstring(parts["word/document.xml"]))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
            for name, data in parts.items():
                target.writestr(name, data)
        return packed.getvalue()

    assert "甘肃省示例" in plain(draft_document(document, facts, setting).clauses[0].blocks[0].inlines)  # type: ignore[union-attr]
    results = {"ours": median(ours, repeats), "docxtpl": median(docxtpl, repeats), "floor": median(floor, repeats)}
    for name, value in results.items():
        print(f"{name:<8} {value:7.1f} ms")
    print(f"ours / docxtpl = {results['ours'] / results['docxtpl']:.2f}    ours / floor = {results['ours'] / results['floor']:.1f}")


if __name__ == "__main__":
    main()
