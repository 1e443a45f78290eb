"""A year later, from founding to the filing that reports what happened: the whole story on the Gansu example."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from alliance_docs.dossier.sealed import facts_at_seal
from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.facts.facts import UNSTORED

FOUNDING, CHANGE = "2026-12-18-founding", "2028-09-15-change"
TODAY = ("--today", "2028-10-20")
SECOND = ("--resolution", "示例储能理决〔2028〕2号", "--meeting", "第一届理事会第三次会议", "--resolved", "2028-04-20", "--votes", "8/0/0/8/9")
THIRD = ("--resolution", "示例储能理决〔2028〕3号", "--meeting", "第一届理事会第四次会议", "--resolved", "2028-07-06", "--votes", "7/0/1/8/8")
LEFT = ("金昌样本电池材料有限公司", "陇原样本材料研究所有限公司")
JOINED = ("酒泉示例新能源材料有限公司", "兰州样本智慧能源有限公司", "天水样例电气装备有限公司")
RENAMED = ("陕西样例智能控制技术有限公司", "陕西样例智能控制科技集团有限公司")
STAYED = ("陇原样本风电设备有限公司", "甘肃样例光伏科技有限公司", "甘肃示例工业大学", "甘肃样本储能产品检验检测有限公司")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def new_member(code: str, city: str, person: str, task: str) -> Iterator[str]:
    """The data of a unit that joins, as options."""
    street = f"甘肃省{city}示例工业园区8号"
    told = {
        "type": "企业", "legal_person": "是", "province": "甘肃省", "city": city, "credit_code": code, "address": street,
        "notice_address": street, "legal_representative.name": person, "legal_representative.title": "总经理",
        "contact.name": f"{person}甲", "contact.title": "技术部经理", "contact.phone": "0937-5551303", "contact.email": "a@example.com",
        "representative.name": f"{person}乙", "representative.title": "副总经理", "representative.phone": "0937-5551302",
        "representative.email": "b@example.com", "chain_position": "上游", "profile.standing": "省内新能源材料和装备骨干企业",
        "profile.business": "新能源材料和装备的研发、生产", "need": "使用公共检测与中试平台", "contribution.cash": "10万元",
        "contribution.in_kind": "无", "contribution.schedule[0].date": "2028-12-31", "contribution.schedule[0].amount": "10万元",
        "approval.kind": "总经理办公会", "approval.done": "是", "approval.date": "2028-06-20", "signer.form": "亲签",
        "signer.name": person, "signer.title": "总经理", "consent_date": "2028-06-21",
    }  # fmt: skip
    for setting in (*(f"{path}={value}" for path, value in told.items()), task):
        yield from ("--set", setting)


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def names(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.docx")}


def text_of(path: Path) -> str:
    root = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    return "\n".join("".join(node.text or "" for node in one.iter(f"{_W}t")) for one in root.iter(f"{_W}p"))


def tracked(path: Path) -> tuple[str, str]:
    """What a redline strikes and what it puts in, a line each run."""
    root = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    struck = "\n".join(node.text or "" for node in root.iter(f"{_W}delText"))
    put_in = "\n".join(node.text or "" for one in root.iter(f"{_W}ins") for node in one.iter(f"{_W}t"))
    return struck, put_in


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Leave the drafting of consequences out but where the story asks for it: ``quiet.append(True)`` turns it on."""
    from alliance_docs.cli import change_telling

    wanted: list[bool] = []
    tell = change_telling.tell_consequences
    monkeypatch.setattr(change_telling, "tell_consequences", lambda *all_: tell(*all_) if wanted else None)
    return wanted


def test_founded_sealed_changed_reported_and_redlined(run, tmp_path: Path, example: Path, quiet: list[bool]) -> None:
    home = tmp_path / "联盟"

    def done(*words: object) -> str:
        said = run(*words)
        assert (said.status, said.err) == (0, ""), (words[:4], said.err or said.out[-1500:])
        return said.out

    # founded and sealed
    done("new", home, "--jurisdiction", "gansu", "--answers", example, "--set", "dates.agreement_signing=2026-12-10", "--no-input")
    done("seal", home, "--on", "2026-12-18", "--today", "2026-12-18")
    founding = home / "filings" / FOUNDING
    sealed = hashes(founding)
    nothing = run("build", home, "--filing", "change", *TODAY)
    assert nothing.status == 2
    assert "没有尚未报告的变更" in nothing.err

    Dossier.open(home).save_answer("dates.approval", "2027-01-15")  # the authority's reply came in

    # what happened since
    quiet.append(True)
    said = done(
        "members", "leave", home, "m11", "--on", "2028-04-30", *SECOND, "--reason", "主营业务调整", "--set", "tasks[t1].members=m05、m08、m10",
        "--set", "tasks[t5].members=m01、m12", "--set", "ip.background[6]=", *TODAY,
    )  # fmt: skip
    quiet.clear()
    said = said.replace("\n      ", "")
    assert "已签署、不改写：《组建协议》（" in said
    assert "已通过、不改写，以决议为准：《章程》（第十八条成员构成、" in said
    assert "须制作：《退出结算协议》1 份，签字：退出单位和结算单位的法定代表人或者授权代理人；盖章：退出单位和结算单位" in said
    assert "会议纪要" not in said  # what was said at the founding stays said
    done(
        "members", "leave", home, "m05", "--on", "2028-05-31", *SECOND, "--reason", "生产基地迁往省外", "--set", "tasks[t1].members=m08、m10",
        "--set", "tasks[t3].members=m08、m10", "--set", "tasks[t8].members=m03、m09", "--set", "council.seats[6]=", "--set", "council.size=8",
        "--set", "ip.background[1]=", *TODAY,
    )  # fmt: skip
    units = (
        ("2028-07-20", "91620902MA0000901Q", "酒泉市", "樊例丙", "tasks[t1].members=m08、m10、m13"),
        ("2028-07-20", "91620102MA0000902J", "兰州市", "柏例丁", "tasks[t5].members=m01、m12、m14"),
        ("2028-08-15", "91620502MA0000903A", "天水市", "水例戊", "tasks[t8].members=m03、m09、m15"),
    )
    for name, (day, *told) in zip(JOINED, units, strict=True):
        done("members", "join", home, name, "--on", day, *THIRD, "--reason", "补充退出单位留下的空缺", *new_member(*told), *TODAY)
    done("members", "rename", home, "m07", RENAMED[1], "--on", "2028-08-31", "--reason", "变更登记", "--as", "change", *TODAY)
    (home / "filings" / "2028-08-31-change").mkdir()  # drafted before the last change happened
    done("changes", "set", home, "legal-representative", "m01", "卫例新", "--on", "2028-09-15", "--reason", "任职变动", *TODAY)

    # one command builds the filing
    said = done("build", home, "--filing", "change", *TODAY)
    assert "检查：错误 0，警告 0" in said
    filing = home / "filings" / CHANGE
    assert {path.name for path in (home / "filings").iterdir()} == {FOUNDING, CHANGE}  # the draft moved on with the last change
    assert names(filing) == {
        "05 组织架构", "06 成员单位名册", "51 变更报备申请", "59 变更通知", "60 组建协议合并文本", "61 章程合并文本",
        *(f"15 加入协议书－{name}" for name in JOINED), *(f"62 加入申请书－{name}" for name in JOINED),
        *(f"53 退出结算协议－{name}" for name in LEFT), f"56 更名登记通知－{RENAMED[1]}",
        "52 变更决议－示例储能理决〔2028〕2号", "52 变更决议－示例储能理决〔2028〕3号",
    }  # fmt: skip
    letter = text_of(filing / "51 变更报备申请.docx")
    for word in (*LEFT, *JOINED, *RENAMED, "赵例一", "卫例新", "示例储能理决〔2028〕3号"):
        assert word in letter, word
    assert "朱样五，副总经理，0931" not in letter  # the comparison table gives names, not telephone numbers
    for name in JOINED:  # the accession is as of its own day
        assert "赵例一" in text_of(filing / f"15 加入协议书－{name}.docx")
    for title in ("60 组建协议合并文本", "61 章程合并文本"):
        whole = text_of(filing / f"{title}.docx")
        assert "合并文本，仅供参考" in whole
        assert "（盖章）" not in whole
        assert "签字）：" not in whole
        assert LEFT[0] not in whole

    # sealed: the changes are reported, the founding filing is as it was
    done("seal", home, "change", "--on", "2028-10-20", *TODAY)
    manifest = json.loads((filing / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["changes"] == [f"c00{number}" for number in range(1, 8)]
    assert "没有尚未报告的变更，最近一次已报告于 2028-09-15-change" in run("build", home, "--filing", "change", *TODAY).err
    after = json.loads(done("check", home, "--format", "json", "--today", "2029-03-01"))
    assert after["summary"]["error"] == 0
    assert not [one for one in after["findings"] if one["rule"] == "LC-EX-07"]
    assert hashes(founding) == sealed

    # the founding day's view, and its papers beside the facts of that day
    assert done("members", "list", home, "--on", "2026-12-18").rstrip().endswith("共 12 家")
    dossier = Dossier(home)
    then = dossier.facts_on(dossier.facts_on().dates.filing)  # type: ignore[union-attr]
    assert then.dates is not None
    as_sealed = then.dates.model_copy(update={"approval": None})  # the reply came later
    assert then.model_copy(update={UNSTORED: None, "dates": as_sealed}) == facts_at_seal(founding)
    assert "没有发现问题" in done("check", founding / "04 章程.docx", *TODAY)
    assert "错误 0，" in done("check", founding, *TODAY)

    # redlines show exactly what differs
    red = tmp_path / "修订"
    said = done("compare", founding, filing, "-o", red, *TODAY)
    assert "不再有的文书" not in said
    assert names(red) == {"05 组织架构", "06 成员单位名册", "60 组建协议合并文本", "61 章程合并文本", "修订对照表"}
    for title in ("06 成员单位名册", "60 组建协议合并文本", "61 章程合并文本"):
        struck, put_in = tracked(red / f"{title}.docx")
        for name in (*LEFT, RENAMED[0]):
            assert name in struck, (title, name)
            assert name not in put_in
        for name in (*JOINED, RENAMED[1]):
            assert name in put_in, (title, name)
            assert name not in struck
        if title != "60 组建协议合并文本":  # of the agreement the signature pages go
            assert not {*STAYED} & {*struck.splitlines(), *put_in.splitlines()}, title
    struck, put_in = tracked(red / "06 成员单位名册.docx")
    assert ("赵例一" in struck, "卫例新" in put_in) == (True, True)


@pytest.mark.parametrize("jurisdiction", ["g60", "guangxi", "guangdong-2012", "guangdong-2016"])
def test_elsewhere_too_a_change_has_its_papers(run, tmp_path: Path, jurisdiction: str, quiet: list[bool]) -> None:
    home = tmp_path / "联盟"
    example = Path(__file__).parents[2] / "examples" / f"{jurisdiction}.yaml"
    dossier = Dossier.create(home, read_answers(example))
    day = max(one for one in (dossier.facts.dates.founding, dossier.facts.dates.filing) if one)  # type: ignore[union-attr]
    on = ("--on", day.replace(year=day.year + 1).isoformat(), "--today", day.replace(year=day.year + 2).isoformat())
    last = dossier.facts.active_members[-1]
    assert run("members", "leave", home, last.id, "--reason", "方向调整", *on).status == 0
    assert run("members", "rename", home, "m02", "某某新名称科技有限公司", "--as", "change", *on).status == 0
    said = run("build", home, "--filing", "change", "--today", on[3])
    assert (said.status, said.err) == (0, "")
    (folder,) = (home / "filings").glob("*-change")
    found = names(folder)
    assert any("退出结算协议－" in name for name in found)
    assert any("更名登记通知－" in name for name in found)
    assert any("名册" in name or "名单" in name for name in found), found
