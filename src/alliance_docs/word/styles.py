"""The styles of a document: what each is for, the name a secretary sees in Word, and the id used in our own files.

Word and WPS make new ids when they save, but keep the names: so styles are found by name.
"""

from __future__ import annotations

from typing import get_args

from alliance_docs.drafting.draft import Role

ROLES: dict[Role, str] = {
    "body": "AlBody",
    "plain": "AlPlain",
    "title": "AlTitle",
    "subtitle": "AlSubtitle",
    "cover-title": "AlCoverTitle",
    "cover-line": "AlCoverLine",
    "subheading": "AlSubheading",
    "party": "AlParty",
    "recital": "AlRecital",
    "to": "AlTo",
    "sign-off": "AlSignOff",
    "date": "AlDate",
    "center": "AlCenter",
    "right": "AlRight",
    "note": "AlNote",
    "attachment-note": "AlAttachmentNote",
    "alternative": "AlAlternative",
}
"""The paragraph style of each role."""

NAMES = {
    "AlBody": "联盟正文",
    "AlPlain": "联盟正文顶格",
    "AlTitle": "联盟标题",
    "AlSubtitle": "联盟副标题",
    "AlCoverTitle": "联盟封面标题",
    "AlCoverLine": "联盟封面行",
    "AlSubheading": "联盟小标题",
    "AlParty": "联盟当事人",
    "AlRecital": "联盟鉴于",
    "AlTo": "联盟主送",
    "AlSignOff": "联盟落款",
    "AlDate": "联盟成文日期",
    "AlCenter": "联盟居中",
    "AlRight": "联盟居右",
    "AlNote": "联盟小注",
    "AlAttachmentNote": "联盟附件说明",
    "AlAlternative": "联盟备选",
    "AlChapter": "联盟章",
    "AlArticle": "联盟条",
    "AlItem1": "联盟项",
    "AlItem2": "联盟目",
    "AlItem3": "联盟细目",
    "AlSection1": "联盟一级标题",
    "AlSection2": "联盟二级标题",
    "AlAnnex": "联盟附件",
    "AlAnnexTitle": "联盟附件标题",
    "AlPassageTitle": "联盟无编号标题",
    "AlContentsTitle": "联盟目录标题",
    "AlContents": "联盟目录",
    "AlCell": "联盟表格文字",
    "AlHead": "联盟表头",
    "AlLabel": "联盟表格标签",
    "AlSerial": "联盟序号",
    "AlSignFirst": "联盟签署块首行",
    "AlSign": "联盟签署块",
    "AlSpacer": "联盟间隔",
    "AlTable": "联盟表格",
    "AlForm": "联盟表单",
    "AlRubric": "联盟条标",
    "AlFact": "联盟事实",
    "AlBlank": "联盟待填",
    "AlChoice": "联盟待选",
    "AlRef": "联盟引用",
    "AlBox": "联盟方框",
    "AlGap": "联盟填写处",
}
"""Style id → name in Word."""

IDS = {name: style for style, name in NAMES.items()}
"""Name in Word → style id."""

ROLE_OF: dict[str, Role] = {style: role for role, style in ROLES.items()}
"""Paragraph style id → role."""

if set(ROLES) != set(get_args(Role)):  # pragma: no cover - a role added to the Draft without a style
    raise AssertionError("every role needs a paragraph style")
