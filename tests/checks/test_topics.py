"""Topics: strangers' wording is recognised, near misses are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.checks.clause_reading import clause_text
from alliance_docs.checks.topics import holds, topics
from alliance_docs.drafting.draft import Clause, Paragraph, Text

HELD = [
    ("ip-ownership", "各方单独研发形成的专利，归研发方所有。"),
    ("ip-ownership", "合作产生的技术秘密由完成各方按份共有。"),
    ("ip-ownership", "各方单独研发形成的专利，归研发方所有。\n项目协议对上述事项另有约定的，从其约定。"),
    ("ip-licence", "成员可以使用其他成员的专利，许可费按照优惠标准计算。"),
    ("ip-revenue", "成果转让取得的收益，按照各方投入的比例分配。"),
    ("dispute-arbitration", "因履行本章程发生的纠纷，应提交上海国际仲裁中心，由其仲裁解决。"),
    ("dispute-court", "发生争议协商不成的，向被告住所地人民法院提起诉讼。"),
    ("breach", "任何一方违反本协议的，应当赔偿损失。"),
    ("confidentiality", "未经书面许可，成员不得向第三方泄露商业秘密。"),
    ("liability-bearer", "甲公司为联盟的责任主体，对外承担责任。"),
    ("non-partnership", "各方之间不构成合伙关系。"),
    ("diffusion-duty", "承担政府资助项目的成员，应当将成果向联盟外扩散。"),
    ("funds-supervision", "设监事二名，对经费使用进行监督检查。"),
    ("admission", "新成员加入应当提出书面申请，符合下列条件。"),
    ("withdrawal", "成员退出，应当提前三个月书面通知秘书处。"),
    ("risk", "因技术风险造成的损失，由参加方按照投入比例分担。"),
    ("effect", "本协议自各方法定代表人签字并盖章之日起生效。"),
    ("fair-competition", "成员不得利用联盟从事垄断行为。"),
    ("task-division", "各方分工如下：\n甲方：样机试制和用户试用。\n乙方：控制软件的开发和调试。"),
    ("task-division", "叶片精铸由某某航铸公司承担，寿命预测由某某大学承担。"),
    ("quorum", "理事会之决议，以理事过半数之出席，出席者过半数之同意行之。"),
    ("council", "理事会由各成员单位推荐的代表组成。"),
    ("assembly", "会员大会每届四年，由全体会员组成。"),
]
MISSED = [
    ("ip-ownership", "联盟实行知识产权共享。"),
    ("ip-ownership", "成果的权利归属由各方另行约定。"),
    ("ip-ownership", "各方单独研发形成的专利，归研发方所有。\n本条所列事项由各方另行协商确定。"),
    ("withdrawal", "成员退出，应当提前三个月书面通知秘书处。\n本条暂不适用。"),
    ("ip-ownership", "背景知识产权归原权利人所有。"),
    ("ip-licence", "本协议暂不涉及专利许可使用费。"),
    ("ip-licence", "未经许可，不得使用他方的商标。"),
    ("ip-revenue", "本联盟不以营利为目的，不分配利润。"),
    ("ip-revenue", "收益分配的比例由各方另行商定。"),
    ("dispute-arbitration", "争议的解决方式由各方另行约定，可以是仲裁。"),
    ("dispute-arbitration", "依托主体以自己的名义参加由此引起的争议的协商、调解、仲裁。"),
    ("dispute-court", "协商不影响任何一方申请财产保全，纠纷期间继续履行。"),
    ("breach", "成员单位应当遵守本协议。"),
    ("confidentiality", "成员单位应当交流技术信息。"),
    ("non-partnership", "各成员单位利益共享、风险共担。"),
    ("diffusion-duty", "政府资助项目应当按期验收。"),
    ("risk", "各成员单位优势互补、风险共担。"),
    ("effect", "退出通知期限届满，退出生效。"),
    ("term", "保密期限为五年，自披露之日起计算。"),
    ("task-division", "叶片精铸由某某航铸公司承担，经费由理事会批准。"),
    ("task-division", "乙方应当按以下方式向甲方交付研究开发成果：提交软件和试验报告。"),
    ("council", "专家委员会由九名委员组成，由理事会聘任，任期三年。"),
    ("council", "理事会会议每年召开两次，由理事长召集。"),
    ("assembly", "更换依托主体，由成员大会依照章程规定的重大事项表决程序决定。"),
    ("heads", "理事会会议由理事长召集；理事长不能召集的，由副理事长召集。"),
    ("elections", "下列事项应当经全体成员单位三分之二以上同意：更换理事长单位、依托主体。"),
]


def told(topic: str, text: str) -> bool:
    clause = Clause("a", "article", (), (Paragraph((Text(text),)),))
    return holds(topics()[topic], clause_text(clause))


@pytest.mark.parametrize(("topic", "text"), HELD)
def test_a_topic_is_told_from_its_words(topic: str, text: str) -> None:
    assert told(topic, text)


@pytest.mark.parametrize(("topic", "text"), MISSED)
def test_near_misses_do_not_hold_a_topic(topic: str, text: str) -> None:
    assert not told(topic, text)


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet="成果归所有仲裁争议，。；许可（一）……另行约定", max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    for topic in topics():
        told(topic, text)
