"""Opinions: a recorded answer, checked, as advice for the rule readers and findings for people."""

from collections.abc import Sequence

import msgspec

from marsad.reading.arabic.rules import ArabicRules
from marsad.reading.learned.decoding import Proposal
from marsad.reading.opinions.answer import Answer
from marsad.reading.opinions.checking import Rejected, check
from marsad.reading.opinions.passages import LONGEST, MOST
from marsad.reading.opinions.said import parse
from marsad.reading.opinions.understanding import ARABIC, ENGLISH
from marsad.records import Document, Finding, Severity

_LONGEST_WORDS = 120
_REMEDY = "nothing: what was read otherwise stays; look at the passage if this comes often"


class Opinion(msgspec.Struct, frozen=True):
    """What of an answer holds, in order of the numbers, and a finding for each claim that does not."""

    name: str
    proposals: tuple[Proposal, ...]
    findings: tuple[Finding, ...]

    def propose(self, text: str) -> Sequence[Proposal]:
        """Return the proposals; they are about the one text the answer was given for."""
        return self.proposals


def opinion_of(answer: Answer, document: Document) -> Opinion:
    """Return what of an answer stands in the document; the same answer and document always give the same opinion."""
    language = ARABIC if ArabicRules().takes(document) else ENGLISH
    proposals: list[Proposal] = []
    findings: list[Finding] = []
    for passage, exchange in answer.sent(document):
        told = parse(exchange.reply) if not exchange.problem else None
        if told is None:
            why = exchange.problem or "it is not of the form asked for"
            findings.append(_finding(document, "endpoint_reply", f"An answer of {answer.model} is not used: {why}", ""))
            continue
        for said in told.claims:
            checked = check(said, passage, language)
            if isinstance(checked, Rejected):
                message = f"A claim of {answer.model} is rejected: {checked.why}"
                findings.append(_finding(document, "endpoint_claim_rejected", message, checked.words))
            else:
                proposals.append(checked)
    if not answer.whole:
        message = f"Only the first {MOST} passages of up to {LONGEST:,} characters were shown to {answer.model}"
        findings.append(_finding(document, "endpoint_not_whole", message, ""))
    # what is said twice of the same words is said once
    once = {(one.number.start, one.number.end, one.harm): one for one in reversed(proposals)}
    ordered = tuple(once[place] for place in sorted(once))
    return Opinion(f"endpoint/{answer.model}/{answer.prompt}", ordered, tuple(dict.fromkeys(findings)))


def _finding(document: Document, kind: str, message: str, words: str) -> Finding:
    return Finding(
        kind=kind,
        severity=Severity.NOTE,
        where=document.name,
        document=document.id,
        words=words[:_LONGEST_WORDS],
        message=message,
        remedy=_REMEDY,
    )
