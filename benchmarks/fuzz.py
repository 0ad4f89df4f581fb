"""Mutated documents give claims or findings, never a crash, in time that grows with their length and no faster.

Run as `python -m benchmarks.fuzz`; see `benchmarks/README.md`.
"""

import argparse
import io
import math
import sys
import time
import traceback
from collections.abc import Iterator, Sequence

import msgspec

from benchmarks.mutations import Source, endless, mutated, sources
from marsad import intake
from marsad.places import Gazetteer
from marsad.reading import Reader, Way, shipped_readers
from marsad.records import Document, Finding, Reading

_SLOWEST = 5
_SHORTEST = 20_000
_STEEPEST = 1.25  # exponent of the length: 1 is linear, and clocks are not exact
_MEASURABLE_S = 0.2


class Outcome(msgspec.Struct, frozen=True):
    """What became of one mutation."""

    number: int
    way: str
    characters: int
    seconds: float
    claims: int = 0
    findings: int = 0
    crash: str = ""


class Fuzzer:
    """Takes in and reads mutations with one way of reading."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self._readers: tuple[Reader, ...] = shipped_readers(way)
        self._gazetteer = Gazetteer.shipped()

    def outcome(self, number: int, source: Source) -> Outcome:
        """Return what becomes of a text: as a file that comes in, and as a document of its own language."""
        begun = time.process_time()
        claims = findings = 0
        crash = ""
        try:
            for item in self._items(number, source):
                if isinstance(item, Finding):
                    findings += 1
                else:
                    reading = self._read(item)
                    claims += len(reading.claims)
                    findings += len(reading.findings)
        except Exception:  # whatever it is: that is what is looked for
            crash = traceback.format_exc()
        spent = time.process_time() - begun
        return Outcome(number, self.way.value, len(source.text), spent, claims, findings, crash)

    def seconds(self, text: str, language: str) -> float:
        """Return the processor time that reading a text takes."""
        begun = time.process_time()
        self._read(Document(id="doc-long", original="0" * 64, text=text, language=language))
        return time.process_time() - begun

    def _items(self, number: int, source: Source) -> Iterator[Document | Finding]:
        data = io.BytesIO(source.text.encode("utf-8", "replace"))
        yield from intake.read_original(data, f"mutation-{number}.txt", f"{number:064x}", intake.IntakeSettings())
        yield Document(id=f"doc-{number}", original=f"{number:064x}", text=source.text, language=source.language)

    def _read(self, document: Document) -> Reading:
        reader = next((reader for reader in self._readers if reader.takes(document)), None)
        if reader is None:
            return Reading(document=document.id, reader="")
        reading = reader.read(document, self._gazetteer)
        _check(document, reading)
        return reading


def _check(document: Document, reading: Reading) -> None:
    """Stop where a claim does not stand in its text; the archive must be able to keep it too."""
    for claim in reading.claims:
        number, quote = claim.quantity, claim.quote
        assert number.words.text == document.text[number.words.start : number.words.end], "a number's words differ"
        assert 0 <= quote.start < quote.end <= len(document.text), "a quote lies outside its text"
        assert number.low >= 0, "a count is below nothing"
        assert number.high is None or number.low <= number.high, "a count's bounds are crossed"
        assert claim.subset_of != claim.id, "a claim is a part of itself"
    assert len({claim.id for claim in reading.claims}) == len(reading.claims), "two claims have one id"
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading, "a reading cannot be kept"


def steepness(points: Sequence[tuple[int, float]]) -> float:
    """Return the exponent that time grows with: the slope of its logarithm over that of the length."""
    lengths = [math.log(length) for length, _ in points]
    times = [math.log(max(seconds, 1e-6)) for _, seconds in points]
    mean_length, mean_time = sum(lengths) / len(lengths), sum(times) / len(times)
    over = sum((x - mean_length) * (y - mean_time) for x, y in zip(lengths, times, strict=True))
    return over / sum((x - mean_length) ** 2 for x in lengths)


def main() -> None:
    """Mutate, read, measure and print; ends with 1 where something crashed or grew too fast."""
    options = _options()
    ways = [Way.RULES, Way.MODEL] if options.reader == "both" else [Way(options.reader)]
    texts = sources()
    print(f"{len(texts)} texts of our own, seed {options.seed}")
    failed = False
    for way in ways:
        fuzzer = Fuzzer(way)
        failed |= _mutations(fuzzer, texts, options)
        if options.only is None:
            failed |= _lengths(fuzzer, options.longest)
    sys.exit(1 if failed else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.fuzz", description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000, help="how many mutations (default 10000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other mutations (default 1)")
    parser.add_argument("--reader", choices=["rules", "model", "both"], default="rules", help="who reads")
    parser.add_argument("--longest", type=int, default=320_000, help="length of the longest line (default 320000)")
    parser.add_argument("--only", type=int, help="one mutation by its number, and its text")
    return parser.parse_args()


def _mutations(fuzzer: Fuzzer, texts: Sequence[Source], options: argparse.Namespace) -> bool:
    if options.only is not None:
        print(repr(mutated(options.only, options.seed, texts).text))
    numbers = range(options.documents) if options.only is None else [options.only]
    outcomes = [fuzzer.outcome(number, mutated(number, options.seed, texts)) for number in numbers]
    crashes = [one for one in outcomes if one.crash]
    silent = sum(not one.claims and not one.findings and not one.crash for one in outcomes)
    print(
        f"{fuzzer.way.value}: {len(outcomes):,} mutated documents, "
        f"{sum(one.characters for one in outcomes):,} characters, "
        f"{sum(one.claims for one in outcomes):,} claims, {sum(one.findings for one in outcomes):,} findings, "
        f"{silent:,} with neither, {len(crashes)} crashes, {sum(one.seconds for one in outcomes):.0f} s"
    )
    slowest = sorted(outcomes, key=lambda one: one.seconds, reverse=True)[:_SLOWEST]
    for one in slowest:
        print(f"  slow: number {one.number}, {one.characters:,} characters, {one.seconds:.2f} s")
    for crash in sorted({one.crash for one in crashes}):
        like = [one.number for one in crashes if one.crash == crash]
        numbers = ", ".join(map(str, like[:_SLOWEST]))
        print(f"  {len(like)} crashes, as at --only {numbers} with --seed {options.seed}:\n{crash}")
    return bool(crashes)


def _lengths(fuzzer: Fuzzer, longest: int) -> bool:
    failed = False
    lengths = [_SHORTEST]
    while lengths[-1] * 2 <= longest:
        lengths.append(lengths[-1] * 2)
    if longest > lengths[-1]:
        lengths.append(longest)
    for language in ("en", "ar"):
        for name in endless(language, 1):
            fuzzer.seconds(endless(language, 1_000)[name], language)  # tables are loaded before the clock runs
            points = [(length, fuzzer.seconds(endless(language, length)[name], language)) for length in lengths]
            slope = steepness(points)
            bad = slope > _STEEPEST and points[-1][1] > _MEASURABLE_S
            failed |= bad
            times = "  ".join(f"{seconds:.2f}" for _, seconds in points)
            print(f"  {language} {name:26s} {times} s, length^{slope:.2f}{'  TOO STEEP' if bad else ''}")
    print(f"  lines of {', '.join(f'{length:,}' for length in lengths)} characters")
    return failed


if __name__ == "__main__":
    main()
