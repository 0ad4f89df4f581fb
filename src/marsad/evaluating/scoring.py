"""Scores: how well predicted labels agree with labels made by hand, over sections of a labelled set."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import msgspec

from marsad.evaluating.labelled import LabelledDocument, LabelledSet
from marsad.evaluating.labels import Label
from marsad.evaluating.matching import DocumentScore, score_document
from marsad.evaluating.section import Section, claim_scores, summarise

_LANGUAGES = {"en": "english", "ar": "arabic"}
_MOST_COLLECTIONS = 6
_WORST = 5


class HarmScore(msgspec.Struct, frozen=True, kw_only=True):
    """Precision, recall and F1 of one harm over all documents; `n` is the number of labelled main claims."""

    p: float
    r: float
    f1: float
    n: int


class TrapScore(msgspec.Struct, frozen=True, kw_only=True):
    """False claims over the trap documents of one language; `worst` names the documents with most of them."""

    docs: int
    false_positives: int
    fp_per_doc: float
    clean_docs: int
    worst: tuple[tuple[str, int], ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All scores of one evaluation; keys are names of sections, language codes and harms."""

    sections: dict[str, Section]
    traps: dict[str, TrapScore]
    harm: dict[str, HarmScore]


def score(
    predicted: Iterable[Label], labelled: LabelledSet, *, span_only: bool = False
) -> tuple[Report, tuple[DocumentScore, ...]]:
    """Score predictions against a labelled set; also return the score of each document, in the set's order."""
    labels, hands = defaultdict(list), defaultdict(list)
    for label in predicted:
        labels[label.doc_id].append(label)
    for hand in labelled.labels:
        hands[hand.doc_id].append(hand)
    scores = tuple(
        score_document(document.id, document.text, labels[document.id], hands[document.id], span_only=span_only)
        for document in labelled.documents
    )
    report = Report(
        sections=_sections(labelled.documents, scores),
        traps={language: _trap_score(language, labelled.documents, scores) for language in _LANGUAGES},
        harm=_by_harm(scores),
    )
    return report, scores


def _sections(documents: Sequence[LabelledDocument], scores: Sequence[DocumentScore]) -> dict[str, Section]:
    def over(chosen: Callable[[LabelledDocument], bool]) -> Section:
        return summarise([score for document, score in zip(documents, scores, strict=True) if chosen(document)])

    def in_language(language: str) -> Callable[[LabelledDocument], bool]:
        return lambda document: document.language == language and not document.is_trap

    def from_collection(language: str, name: str) -> Callable[[LabelledDocument], bool]:
        return lambda document: in_language(language)(document) and document.origin.startswith(name)

    sections = {"all (traps included)": over(lambda _: True)}
    for language, title in _LANGUAGES.items():
        sections[title] = over(in_language(language))
        collections = sorted({each.collection for each in documents if in_language(language)(each)} - {""})
        if len(collections) > 1:
            names = collections[:_MOST_COLLECTIONS]
            sections |= {f"{title}: {name}": over(from_collection(language, name)) for name in names}
    return sections


def _trap_score(language: str, documents: Sequence[LabelledDocument], scores: Sequence[DocumentScore]) -> TrapScore:
    false_claims = {
        document.id: len(score.false_claims)
        for document, score in zip(documents, scores, strict=True)
        if document.is_trap and document.language == language
    }
    total = sum(false_claims.values())
    return TrapScore(
        docs=len(false_claims),
        false_positives=total,
        fp_per_doc=total / max(1, len(false_claims)),
        clean_docs=sum(count == 0 for count in false_claims.values()),
        worst=tuple(sorted(false_claims.items(), key=lambda item: -item[1])[:_WORST]),
    )


def _by_harm(scores: Sequence[DocumentScore]) -> dict[str, HarmScore]:
    right: dict[str, int] = defaultdict(int)
    false: dict[str, int] = defaultdict(int)
    missed: dict[str, int] = defaultdict(int)
    for each in scores:
        for match in each.matches:
            right[match.hand.harm] += 1
        for label in each.false_claims:
            false[label.harm] += 1
        for hand in each.missed:
            missed[hand.harm] += 1
    rows = {}
    for harm in sorted({*right, *false, *missed}):
        precision, recall, f1 = claim_scores(right[harm], false[harm], missed[harm])
        rows[harm] = HarmScore(p=precision, r=recall, f1=f1, n=right[harm] + missed[harm])
    return rows
