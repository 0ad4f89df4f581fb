"""A clause's surroundings: one sentence with its harm words and groups of people, and what stands next to what."""

from collections.abc import Sequence
from itertools import pairwise

from marsad.reading import appositions, harms
from marsad.reading.grammar import ADVERBS, AUXILIARIES, QUOTES, Line
from marsad.reading.harms import Form, Trigger
from marsad.reading.lexicon import words_of
from marsad.reading.victims import Group, Telling, groups

_SHORTEST_ADVERB = 6  # "brutally", not "family" before a verb in the singular
_HARMED = frozenset(words_of("grammar", "harmed"))
_LONGEST_ASIDE = 12
_LONGEST_RELATIVE = 20


class Clause:
    """One sentence as the readers of its constructions see it.

    `starts` are the harm words by their first token, `inside` all tokens they take up, `asides` the tokens in brackets,
    between dashes and in relative clauses between commas, `voices` what has been found out about verbs so far.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        self.triggers = harms.triggers(line.lowers, 0, len(line))
        harmed = bool(self.triggers) or not _HARMED.isdisjoint(line.lowers)
        real = [trigger for trigger in self.triggers if not trigger.has(Form.SPLIT)]
        self.groups: Sequence[Group] = appositions.joined(line, groups(line, real)) if harmed else ()
        self.starts = {trigger.first: trigger for trigger in self.triggers if not trigger.has(Form.SPLIT)}
        self.inside = {i for trigger in self.starts.values() for i in range(trigger.first, trigger.last)}
        self.asides = _asides(line)
        self.voices: dict[int, str] = {}
        self.undivided = harms.undivided(line.lowers, 0, len(line))

    def adjacent_left(self, index: int) -> Group | None:
        """Return the group that ends right before `index`, adverbs and marks skipped."""
        at = index
        while at > 0 and at - 1 not in self.inside and self.skippable(at):
            at -= 1
        for group in reversed(self.groups):
            if at in (group.last, group.tail) or group.last == index:
                return group
            if group.last < at - 12:
                break
        return None

    def skippable(self, at: int) -> bool:
        """Tell whether the word before `at` may stand between people and their harm ("12 confirmed deaths")."""
        word = self.line.lowers[at - 1]
        if any(group.first < at <= group.last for group in self.groups):
            return False
        return (
            word in ADVERBS
            or word in QUOTES
            or word in ("civilian", "confirmed", "new", "combat", "violent", "military")
        )

    def skip(self, index: int, words: frozenset[str]) -> int:
        """Return the first index from `index` on that holds none of `words`, or harm words."""
        while index < len(self.line) and self.line.lowers[index] in words and index not in self.starts:
            index += 1
        return index

    def touches(self, group: Group, end: int) -> bool:
        """Tell whether only adverbs and marks stand between a group and `end`."""
        return all(word in QUOTES or word in ADVERBS for word in self.line.lowers[group.tail : end]) or all(
            word in QUOTES or word in ADVERBS for word in self.line.lowers[group.last : end]
        )

    def before_chain(self, index: int) -> int:
        """Return the index before the auxiliaries and adverbs that lead up to a verb at `index`."""
        at = index - 1
        while at >= 0 and at not in self.inside and self.leads(at):
            at -= 1
        return at

    def leads(self, index: int) -> bool:
        """Tell whether the word leads up to a verb: an auxiliary, an adverb, "to" as in "are believed to have been"."""
        word = self.line.lowers[index]
        if word == "to":
            return self.line.word(index + 1) in ("have", "be") and self.line.word(index - 1) in ADVERBS
        return word in AUXILIARIES or word in ADVERBS or (word.endswith("ly") and len(word) > _SHORTEST_ADVERB)

    def adjective_of(self, trigger: Trigger) -> Group | None:
        """Return the counted group that holds the harm words as an adjective ("115 wounded persons")."""
        for group in self.groups:
            if group.harm == trigger.first and (group.count is not None or group.telling is Telling.SINGLE):
                return group
        return None

    def holder(self, trigger: Trigger) -> Group | None:
        """Return the group whose words hold the harm words ("thousands of detainees")."""
        return next((group for group in self.groups if group.first < trigger.first < group.last), None)


def _asides(line: Line) -> set[int]:
    """Return the tokens of asides; an unclosed bracket holds nothing."""
    inside: set[int] = set()
    dashes = [index for index, word in enumerate(line.lowers) if word in ("-", "–", "—", "--")]
    inside.update(_relative_clauses(line))
    for start, end in pairwise(dashes):
        if end - start <= _LONGEST_ASIDE and line.word(end + 1) not in ("", "and"):
            inside.update(range(start + 1, end))
    opened = -1
    for index, word in enumerate(line.lowers):
        if word == "(":
            opened = index
        elif word == ")" and opened >= 0:
            inside.update(range(opened + 1, index))
            opened = -1
    return inside


def _relative_clauses(line: Line) -> set[int]:
    """Return the tokens of relative clauses between commas ("X, who had fled, was shot")."""
    inside: set[int] = set()
    for index in range(1, len(line)):
        if line.lowers[index] in ("who", "which", "whom", "whose") and line.lowers[index - 1] == ",":
            end = next(
                (at for at in range(index, min(index + _LONGEST_RELATIVE, len(line))) if line.lowers[at] == ","), -1
            )
            inside.update(range(index, end))
    return inside
