"""Reports and errors as lines to print or to keep."""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.evaluating.matching import DocumentScore
from marsad.evaluating.scoring import Report
from marsad.evaluating.section import Interval, Section


def report_lines(report: Report) -> Iterator[str]:
    """Yield the lines of a report: sections with their fields, then harms, then traps."""
    for name, section in report.sections.items():
        yield from _section_lines(name, section)
    yield "== per harm (all documents)"
    for harm, row in report.harm.items():
        yield f"  {harm:12s} P {row.p:.3f}  R {row.r:.3f}  F1 {row.f1:.3f}  labelled {row.n}"
    yield ""
    yield "== traps (documents without a claim)"
    for language, traps in report.traps.items():
        worst = ", ".join(f"{document} {count}" for document, count in traps.worst if count)
        yield (
            f"  {language}: {traps.false_positives} false claims in {traps.docs} documents = {traps.fp_per_doc:.2f} "
            f"a document; clean {traps.clean_docs}" + (f"; worst {worst}" if worst else "")
        )


def _section_lines(name: str, section: Section) -> Iterator[str]:
    yield (
        f"== {name}: {section.docs} documents, {section.gold_main} labelled claims, {section.predicted} predicted "
        f"({section.ignored} ignored)"
    )
    yield _scores("claims", section.precision, section.recall, section.f1, section.f1_ci95)
    strict = (section.strict_precision, section.strict_recall, section.strict_f1)
    yield _scores("strict", *strict, section.strict_f1_ci95) + "  (both bounds of the count right too)"
    for field, share in section.fields.items():
        value = "  -  " if share.value is None else f"{share.value:.3f}"
        yield f"  {field:26s} {value}{_around(share.ci95)}  (n={share.n})"
    if section.calibration_error is not None:
        yield f"  {'calibration_error':26s} {section.calibration_error:.3f}"
    yield ""


def _scores(what: str, precision: float, recall: float, f1: float, interval: Interval | None) -> str:
    return f"  {what:8s} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}{_around(interval)}"


def _around(interval: Interval | None) -> str:
    return f" [{interval[0]:.3f}..{interval[1]:.3f}]" if interval else ""


def error_lines(scores: Sequence[DocumentScore]) -> Iterator[bytes]:
    """Yield one JSON line an error: kind `fp` (false claim), `fn` (missed claim) or `count` (found, count wrong)."""
    for score in scores:
        for label in score.false_claims:
            yield _row(score, "fp", pred=label)
        for hand in score.missed:
            yield _row(score, "fn", gold=hand)
        for match in score.matches:
            if not match.count_right:
                yield _row(score, "count", pred=match.label, gold=match.hand)


def _row(score: DocumentScore, kind: str, **what: msgspec.Struct) -> bytes:
    return msgspec.json.encode({"doc_id": score.document, "kind": kind, **what})
