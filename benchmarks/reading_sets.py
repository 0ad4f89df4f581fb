"""The English reader on collections that others coded: MUC-4's templates and UCDP's headlines.

    python -m benchmarks.reading_sets --collections DIR [--part dev|train] [--reader rules] [--errors FILE]

DIR (or MARSAD_COLLECTIONS) holds `muc4/dev.jsonl`, `muc4/train.jsonl` and `ucdp/headlines_dev.jsonl`; see
`benchmarks/README.md`. What is absent is left out and said so.
"""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from benchmarks import headlines, templates
from marsad.evaluating.templates import project_pairs
from marsad.places import Gazetteer
from marsad.reading import Way, shipped_readers
from marsad.records import Claim, Document

Read = Callable[[Document], tuple[Claim, ...]]
_CONTEXT = 80


def main() -> None:
    """Measure what is there and print."""
    options = _options()
    if options.collections is None:
        print("Left out: no collections (name their folder with --collections or MARSAD_COLLECTIONS).")
        return
    read = reader(Way(options.reader))
    misses: list[dict[str, object]] = []
    for measure in (_measure_templates, _measure_headlines):
        measure(options, read, misses)
    if options.errors:
        options.errors.write_bytes(b"".join(msgspec.json.encode(miss) + b"\n" for miss in misses))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.reading_sets", description=__doc__)
    folder = os.environ.get("MARSAD_COLLECTIONS")
    parser.add_argument("--collections", type=Path, default=Path(folder) if folder else None, metavar="DIR")
    parser.add_argument("--part", choices=["dev", "train"], default="dev", help="part of MUC-4 (default dev)")
    ways = [way.value for way in Way]
    parser.add_argument("--reader", choices=ways, default=Way.RULES.value, help="which reader (default rules)")
    parser.add_argument(
        "--errors", type=Path, metavar="FILE", help="write what was missed and what is false, a line each"
    )
    return parser.parse_args()


def reader(way: Way) -> Read:
    """Return how the shipped readers read a document, in the way given."""
    readers, gazetteer = shipped_readers(way), Gazetteer.shipped()

    def read(document: Document) -> tuple[Claim, ...]:
        return next(one for one in readers if one.takes(document)).read(document, gazetteer).claims

    return read


def _measure_templates(options: argparse.Namespace, read: Read, misses: list[dict[str, object]]) -> None:
    path = options.collections / "muc4" / f"{options.part}.jsonl"
    if not path.is_file():
        print(f"MUC-4 left out: there is no {path}.")
        return
    compared = []
    for told in templates.read(path):
        document = told.document()
        claims = read(document)
        pairs = project_pairs(claims, document)
        compared.append(templates.compare(pairs, told))
        false, missed, _ = compared[-1]
        if false or missed:
            said = [_words(document, claim) for claim in claims]
            misses.append({"set": "muc4", "document": told.id, "false": false, "missed": missed, "claims": said})
    score = templates.total(compared)
    print(
        f"MUC-4 {options.part}: {len(compared)} documents, {score.right + score.missed} pairs: "
        f"P {score.precision:.3f}  R {score.recall:.3f}  F {score.f1:.3f}"
    )


def _measure_headlines(options: argparse.Namespace, read: Read, misses: list[dict[str, object]]) -> None:
    path = options.collections / "ucdp" / "headlines_dev.jsonl"
    if not path.is_file():
        print(f"UCDP left out: there is no {path}.")
        return
    rows = headlines.read(path)
    certain = [row for row in rows if not row.feared]
    right = 0
    for row in certain:
        found = headlines.floor(read(row.document()), row)
        right += found == row.best
        if found != row.best:
            misses.append({"set": "ucdp", "document": row.id, "best": row.best, "floor": found, "words": row.headline})
    print(
        f"UCDP: {len(rows)} headlines with one number, {len(rows) - len(certain)} left out (feared and the like): "
        f"floor of the killed is UCDP's best in {right} of {len(certain)} ({right / max(1, len(certain)):.3f})"
    )


def _words(document: Document, claim: Claim) -> str:
    """Return the words of a claim with some around them, to read the misses by."""
    start, end = max(0, claim.quote.start - _CONTEXT), claim.quote.end + _CONTEXT
    return " ".join(document.text[start:end].split())


if __name__ == "__main__":
    main()
