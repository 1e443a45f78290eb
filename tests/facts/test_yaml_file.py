"""alliance.yaml by hand: every mistake is one clear line; every edit keeps what the person wrote."""

import pytest

from alliance_docs.errors import UserError, UserErrors
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.yaml_file import decode, parse, render, with_facts, with_value


def complaint(text: str) -> str:
    with pytest.raises(UserError) as caught:
        parse(text, "alliance.yaml")
    assert "Traceback" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("alliance:\n\tname: 甲\n", 2, ("制表符", "空格")),
        ("alliance:\n  name：甲联盟\n  place: 兰州\n", 2, ("冒号应为半角",)),
        ("alliance:\n  name:甲联盟\n  place: 兰州\n", 2, ("冒号应为半角",)),
        ("alliance:\n  name: 甲: 乙\n", 2, ("冒号", "双引号")),
        ("alliance:\n  name: '甲\n", 2, ("引号不成对",)),
        ('alliance:\n  name: "甲\\q"\n', 2, ("引号", "反斜杠")),
        ("members: [甲, 乙\n", 1, ("括号",)),
        ("alliance:\n  name: 甲\n place: 兰州\n", 3, ("缩进",)),
        ("alliance:\n  name: @甲\n", 2, ("特殊符号", "双引号")),
        ("alliance:\n  name: *甲\n", 2, ("& 或者 *", "双引号")),
        ("jurisdiction: &a 1\n", 1, ("锚点",)),
        ("alliance:\n  name: !!python/name:os.system 甲\n", 2, ("标签",)),
        ("alliance:\n  name: !甲\n", 2, ("标签",)),
        ("alliance:\n  <<: {name: 甲}\n", 2, ("合并键",)),
        ("alliance:\n  ? [a]\n  : b\n", 2, ("复合键",)),
        ("---\nalliance:\n---\nalliance:\n", 3, ("分隔线",)),
        ("alliance:\n  name: 甲\x01乙\n", 2, ("控制字符 U+0001",)),
        ("- 甲\n- 乙\n", 1, ("字段: 值",)),
        ("只是一行字\n", 1, ("字段: 值",)),
        ("alliance:\n  name: 甲\n  place: 兰州\n  name: 乙\n", 4, ("写了两次", "第 2 行", "第 4 行")),
        ("alliance:\n  nmae: 甲\n", 2, ("没有“nmae”这个字段", "“name”")),
        ("alliance:\n  联盟全称: 甲\n", 2, ("没有“联盟全称”这个字段", "“name”")),
        ("aliance:\n  name: 甲\n", 1, ("没有“aliance”", "“alliance”")),
        ("institution: 兰州仲裁委员会\n", 1, ("应写在 dispute 之下",)),
        ("members: 甲公司\n", 1, ("成员单位", "“甲公司”", "应为列表")),
        ("members:\n  - 甲公司\n", 2, ("应为一组字段",)),
        ("members:\n  - name: 甲公司\n", 2, ("缺少编号 id", "id: m01")),
        ("members:\n  - id: 甲\n", 2, ("应为编号",)),
        ("members:\n  - id: m01\n  - id: m01\n", 3, ("编号“m01”重复", "第 2 行")),
        ("members:\n  - id: 交律师定\n", 2, ("此处不能写",)),
        ("dispute:\n  mode: 调解\n", 2, ("争议解决方式", "“调解”", "仲裁、诉讼")),
        ("dates:\n  adoption: 2026-02-30\n", 2, ("没有这一天",)),
        ("alliance:\n  registered: on\n", 2, ("“on”", "“是”或者“否”")),
        ("alliance:\n  term_years: 1_000\n", 2, ("“1_000”", "整数")),
        ("assembly:\n  majority: 半数以上\n", 2, ("过半数",)),
        ("alliance:\n  name: {a: b}\n", 2, ("一组字段", "应为一行文字")),
        ("alliance: 甲\n", 1, ("“甲”", "应为一组字段")),
        ("members:\n  - id: m01\n    credit_code: 916201\n", 3, ("members[m01].credit_code", "18 位，现为 6 位")),
        ("members:\n  - {id: m01, name: 兰州（甲）公司}\n  - {id: m02, name: 兰州(甲) 公司}\n", 3, ("重复", "第 2 行")),
        ("dates:\n  founding: 2026-01-01\n  adoption: 2026-03-01\n", 2, ("成立大会日期（2026-01-01）早于章程、协议文本通过日期（2026-03-01）", "第 3 行")),
        ("members:\n  - {id: m01, name: 甘肃甲公司}\nbearer:\n  member: 甘肃申公司\n", 4, ("成员单位中没有“甘肃申公司”", "“甘肃甲公司”")),
        ("organs:\n  - {id: o01, parent: o02}\n", 2, ("机构中没有编号“o02”",)),
        ("alliance:\n  name: |\n    一\n    二\n", 2, ("应为一行文字",)),
    ],
)
def test_each_mistake_is_one_clear_line(text: str, line: int, words: tuple[str, ...]) -> None:
    said = complaint(text)
    assert said.startswith(f"alliance.yaml:{line}"), said
    assert "\n" not in said
    for word in words:
        assert word in said, said


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = "alliance:\n  nmae: 甲\n  term_years: 三年\ndispute:\n  mode: 调解\nmembers:\n  - id: m01\n    credit_code: '1'\n"
    with pytest.raises(UserErrors) as caught:
        parse(text, "事实.yaml")
    assert [str(error).split(" ")[0] for error in caught.value.errors] == ["事实.yaml:2", "事实.yaml:3", "事实.yaml:5", "事实.yaml:8"]


@pytest.mark.parametrize(
    "text",
    ["&a [*a]", "a: " + "[" * 5000, "a: " + "{b: " * 5000, "{" * 20000, "x" * 20_000_001, "a: 1\n" + "b: &x [" + "*x," * 1000 + "]\n"],
)
def test_bombs_are_refused(text: str) -> None:
    assert "alliance.yaml" in complaint(text)


def test_a_chain_of_aliases_is_refused_before_it_grows() -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert "锚点" in complaint("\n".join(rows))


@pytest.mark.parametrize(
    ("data", "words"),
    [("alliance: {name: 甲}\n".encode("gb18030"), ("facts.yaml:1", "GBK", "UTF-8")), ("a: 甲\n".encode("utf-16"), ("UTF-16", "UTF-8")), (b"a: b\n\xff\x00\n", ("facts.yaml:2", "UTF-8"))],
)
def test_other_encodings_are_named(data: bytes, words: tuple[str, ...]) -> None:
    with pytest.raises(UserError) as caught:
        decode(data, "facts.yaml")
    for word in words:
        assert word in str(caught.value)


def test_a_byte_order_mark_is_carried() -> None:
    text = "\ufeffalliance:\n  name: 甲\n"
    assert parse(text, "a").alliance is not None
    assert decode(text.encode(), "a") == text.removeprefix("\ufeff")
    assert with_value(text, "alliance.name", "乙") == "\ufeffalliance:\n  name: 乙\n"


@pytest.mark.parametrize("text", ["", "# 只有说明\n", "---\n", "~\n", "alliance:\nmembers:\n", "alliance:\n  name:\n", "alliance: {}\n"])
def test_nothing_said_is_nothing_known(text: str) -> None:
    assert parse(text, "a") == Facts()


def test_what_yaml_would_guess_wrong_is_kept_as_typed() -> None:
    text = """\
alliance: {name: 007, short_name: 是, english_name: "null", registered: 否, term_years: 十}
members:
  - id: m01
    name: on
    contact: {name: No, phone: 09318410001, email: 1e3}
    city: 2026-11-22
    contribution: {cash: 1,000 }
    foreign_registration: 0x1F
    approval: {done: yes}
    profile: {standing: 12}
"""
    text = text.replace("cash: 1,000 ", 'cash: "1,000"')
    facts = parse(text, "a")
    member = facts.members[0]  # type: ignore[index]
    assert facts.alliance is not None
    assert (facts.alliance.name, facts.alliance.short_name, facts.alliance.english_name) == ("007", "是", "null")
    assert facts.alliance.registered is False
    assert facts.alliance.term_years == 10
    assert member.contact is not None
    assert (member.name, member.contact.name, member.contact.phone, member.contact.email) == ("on", "No", "09318410001", "1e3")
    assert (member.city, member.foreign_registration, member.profile.standing) == ("2026-11-22", "0x1F", "12")
    assert member.contribution.cash == 1000
    assert member.approval.done is True
    assert parse(render(facts), "a") == facts


def test_none_and_unknown_are_different() -> None:
    facts = parse("members: []\ngoals:\ndirections:\n  -\n", "a")
    assert facts.members == ()
    assert facts.goals is None
    assert facts.directions == ()
    assert parse(render(facts), "a") == facts


def test_a_question_left_to_the_lawyer_stands_at_its_place() -> None:
    text = "dispute:\n  mode: 交律师定  # 争议\nmembers:\n  - id: m01\n    signer:\n      form: 交律师定\nip: 交律师定\ndeferred:\n  - signing.form\n"
    facts = parse(text, "a")
    assert facts.deferred == ("dispute.mode", "ip", "members[m01].signer.form", "signing.form")
    assert facts.dispute is None
    written = render(facts)
    assert "  mode: 交律师定" in written
    assert "  form: 交律师定" in written
    assert "deferred" not in written
    assert parse(written, "a") == facts
    settled = with_value(text, "dispute.mode", "仲裁")
    assert settled == text.replace("交律师定  # 争议", "仲裁  # 争议")
    assert parse(with_value(settled, "signing.form", "亲签"), "a").deferred == ("ip", "members[m01].signer.form")
    signed = with_value(settled, "signing.form", "亲签")
    assert signed.startswith("dispute:\n  mode: 仲裁  # 争议\n\n# ── 签署 ──\nsigning:\n")
    assert signed.endswith("\n" + settled[settled.index("members:") : settled.index("  - signing.form")])
    reopened = with_value(settled, "dispute.mode", "交律师定")
    assert reopened == text


HAND = """\
# 我们的联盟

alliance:   # 基本情况
    name:   "甘肃甲联盟"     # 已核
    place:
    # 下面待定
    term_years: 十


members:
# 牵头
- {id: m01, name: 甲公司, stage: 意向}
- id: m02     # 第二家
  name: 乙大学
  contact:
      name: 张三   # 老师

  # 地址待问
  city: 兰州市
- name: 丙所
  id: m03
industry:
    status: |
        第一段

        第二段
    # 现状之后
    chain: [上游,  中游]   # 链
    bottlenecks:
    - 一   # 甲
    # 之间
    - 二
# 结尾
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        ("alliance.name", "乙联盟", '"甘肃甲联盟"     #', "乙联盟     #"),
        ("alliance.place", "兰州", "    place:\n", "    place: 兰州\n"),
        ("alliance.term_years", 5, "term_years: 十\n", "term_years: 5\n"),
        ("alliance.term_years", None, "term_years: 十\n", "term_years:\n"),
        ("members[m01].stage", "已签署", "stage: 意向", "stage: 已签署"),
        ("members[m01].stage", None, "stage: 意向", "stage: null"),
        ("members[m02].contact.name", "李四", "张三   #", "李四   #"),
        ("members[乙大学].city", "天水市", "city: 兰州市", "city: 天水市"),
        ("members[m03].name", "丁: 所", "- name: 丙所", '- name: "丁: 所"'),
        ("industry.status", "只有一段", "status: |\n        第一段\n\n        第二段\n", "status: 只有一段\n"),
        ("industry.bottlenecks[0]", "改", "- 一   # 甲", "- 改   # 甲"),
        ("industry.bottlenecks[+]", "三", "    - 二\n", "    - 二\n    - 三\n"),
        ("industry.bottlenecks[1]", None, "    - 二\n", ""),
        ("industry.chain", "仅一", "chain: [上游,  中游]   # 链\n", "chain:   # 链\n      - 仅一\n"),
        ("industry.chain", (), "[上游,  中游]   #", "[]   #"),
        ("members[m02]", None, "- id: m02     # 第二家\n  name: 乙大学\n  contact:\n      name: 张三   # 老师\n\n  # 地址待问\n  city: 兰州市\n", ""),
        ("alliance.name", "𠮷|# *", '"甘肃甲联盟"     #', '"𠮷|# *"     #'),
    ],
)
def test_one_value_changes_and_everything_else_stays(path: str, value: object, old: str, new: str) -> None:
    assert HAND.count(old) == 1
    for text, before, after in ((HAND, old, new), *((t.replace("\n", "\r\n") for t in (HAND, old, new)),)):
        assert with_value(text, path, value) == text.replace(before, after)


def test_several_paragraphs_become_a_block() -> None:
    changed = with_value(HAND, "alliance.place", "兰州")
    changed = with_value(changed, "industry.effect", "甲\n\n乙")
    assert "    effect: |-" in changed
    assert "      甲\n\n      乙\n" in changed
    changed = with_value(changed, "industry.effect", "丙")
    assert "    effect: 丙" in changed
    assert "# 结尾" in changed


def test_new_fields_stand_where_they_belong_with_their_label() -> None:
    changed = with_value(HAND, "alliance.short_name", "甲盟")
    assert '"甘肃甲联盟"     # 已核\n    short_name: 甲盟  # 联盟简称\n' in changed
    changed = with_value(changed, "members[m02].contact.phone", "0931-1")
    assert "      name: 张三   # 老师\n      phone: 0931-1  # 电话\n" in changed
    changed = with_value(changed, "members[+].name", "丁公司")
    assert "- name: 丙所\n  id: m03\n- id: m04" in changed
    assert "members:\n# 牵头\n" in changed
    changed = with_value(changed, "dispute.mode", "仲裁")
    assert "# ── 争议解决 ──\ndispute:\n" in changed
    assert changed.index("# 结尾") > 0
    assert parse(changed, "a") == parse(render(parse(changed, "a")), "a")


def test_a_key_in_braces_is_added_in_braces() -> None:
    changed = with_value(HAND, "members[m01].city", "兰州市")
    assert "# 牵头\n- {id: m01, name: 甲公司, stage: 意向, city: 兰州市}\n" in changed
    assert "# 地址待问" in changed


def test_a_file_without_last_line_feed_is_continued() -> None:
    changed = with_value("alliance:\n  name: 甲", "dispute.mode", "仲裁")
    assert changed.startswith("alliance:\n  name: 甲\n")
    assert parse(changed, "a").dispute is not None


def test_an_empty_file_takes_a_first_value() -> None:
    assert parse(with_value("# 说明", "alliance.name", "甲"), "a") == parse("alliance: {name: 甲}", "a")
    assert with_value("# 说明\n", "alliance.name", "甲").startswith("# 说明\n")


def test_a_wrong_value_is_refused_with_its_path() -> None:
    with pytest.raises(UserError, match=r"dispute\.mode：争议解决方式：发现“调解”"):
        with_value(HAND, "dispute.mode", "调解")


def test_a_comment_with_a_dash_beside_the_dash_is_no_trap() -> None:
    text = "members:\n  -   # 甲 - 乙\n    id: m01\n    name: 甲\n  - id: m02\n"
    assert with_value(text, "members[m01]", None) == "members:\n  - id: m02\n"


def test_two_new_fields_keep_the_order_of_the_fields() -> None:
    facts = parse("alliance: {name: 甲, short_name: 乙, place: 丙}\ndispute: {mode: 仲裁}\ncopies: {bearer: 1}\n", "a")
    changed = with_facts("alliance:\n  name: 甲\n# 末\n", facts)
    assert [row.split(":")[0].strip() for row in changed.splitlines() if ": " in row and not row.startswith("#")][:3] == ["name", "short_name", "place"]
    assert changed.index("dispute:") < changed.index("copies:")
    assert parse(changed, "a") == facts


def test_json_is_yaml_too() -> None:
    text = '{"alliance": {"name": "甲"}, "members": []}'
    assert with_value(text, "alliance.place", "兰州") == '{"alliance": {"name": "甲", place: 兰州}, "members": []}'


def test_a_very_long_list_stays_short() -> None:
    rows = "".join(f"  - {{id: m{number:03}, name: 第{number}公司}}\n" for number in range(200))
    facts = parse("members:\n" + rows, "a")
    text = render(facts)
    assert parse(text, "a") == facts
    assert text.count("法定代表人") < 20
    assert len(text.splitlines()) < 1000
