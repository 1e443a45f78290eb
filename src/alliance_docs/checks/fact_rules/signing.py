"""Signing: who signs, how many must, how many originals."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.fact_rules.members import at, who
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.facts.members import Member
from alliance_docs.facts.text import normal_name


def form_of(case: Case, member: Member) -> str | None:
    """Return how a member signs: its own arrangement, or the default."""
    own = member.signer.form if member.signer else None
    return own or (case.facts.signing.form if case.facts.signing else None)


def signers(case: Case) -> Iterator[Hit]:
    """Legal representatives sign; agents need a power of attorney, and the authority is asked first (LC-SB-10)."""
    agents = [member for member in case.members if form_of(case, member) == "授权代理人"]
    if agents:
        yield hit("agent", "signing.form", names="、".join(who(member) for member in agents), count=len(agents))
    stamps = [member for member in case.members if form_of(case, member) == "签名章"]
    if stamps and case.jurisdiction.signed_in_person:
        yield hit("stamp", "signing.form", names="、".join(who(member) for member in stamps), count=len(stamps))
    for member in case.members:
        signer, legal = member.signer, member.legal_representative
        if not (signer and legal and signer.name and legal.name) or form_of(case, member) not in ("亲签", "签名章"):
            continue
        if normal_name(signer.name) != normal_name(legal.name):
            yield hit("other", at(member, "signer.name"), name=who(member), signer=signer.name, legal=legal.name)


def long_stop(case: Case) -> Iterator[Hit]:
    """What happens when some never sign: least number, and a last day (LC-FM-04)."""
    signing, dates = case.facts.signing, case.facts.dates
    minimum = signing.minimum_signatories if signing else None
    if minimum is not None and case.facts.members is not None:
        if minimum > len(case.members):
            yield hit("many", "signing.minimum_signatories", minimum=minimum, count=len(case.members))
        elif minimum < 3:
            yield hit("few", "signing.minimum_signatories", minimum=minimum)
    signed = dates is not None and dates.agreement_signing is not None
    if not signed and minimum is not None and (dates is None or dates.signing_deadline is None):
        yield hit("no-day", "dates.signing_deadline")
    if not signed and minimum is None and dates is not None and dates.signing_deadline is not None:
        yield hit("no-number", "signing.minimum_signatories")


def copies(case: Case) -> Iterator[Hit]:
    """Each member gets an original; the filing gets enough, where the policy has one (LC-FM-06)."""
    copies = case.facts.copies
    if copies is None:
        return
    if copies.per_member == 0:
        yield hit("none", "copies.per_member")
    founding = case.jurisdiction.filing("founding")
    if copies.filing is not None and founding and not founding.copies_note and copies.filing < founding.copies:
        yield hit("filing", "copies.filing", filing=copies.filing, needed=founding.copies)
    if copies.filing == 0 and founding and founding.recipient:
        yield hit("no-filing", "copies.filing")


RULES = {"LC-SB-10": signers, "LC-FM-04": long_stop, "LC-FM-06": copies}
