"""Clauses: which group of people goes with which harm words."""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.reading import harms
from marsad.reading.grammar import (
    ADDITIONS,
    ADVERBS,
    AUXILIARIES,
    BARRIERS,
    BEING,
    CONJUNCTIONS,
    DETERMINERS,
    HAVING,
    LINKS,
    PREPOSITIONS,
    Line,
)
from marsad.reading.harms import Form, Inflection, Sense, Trigger
from marsad.reading.names import name_after, name_before
from marsad.reading.victims import Group, Telling, groups, value_of
from marsad.records import Measure, Population


class Statement(msgspec.Struct, frozen=True):
    """Harm words with the people they are about: one group, or several that one figure adds up.

    `part` tells that they are part of a larger group; `active` that the harm words have a doer before them;
    `agent` is the group that does it, if the sentence names one as subject.
    """

    trigger: Trigger
    measure: Measure
    form: Form
    people: tuple[Group, ...]
    part: bool = False
    active: bool = False
    echoed: bool = False  # the harm words stand elsewhere in the sentence: "... and another five in X"


_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’", "(", "[", ",", "-", "–", "—", "--", ")", "]", "*"})
_OBJECT_SKIPS = ADVERBS | _QUOTES | frozenset({"of", "up", "the", "a", "an", "or", "some", "as", "well", "off"})
_SUBJECT_STOPS = frozenset({";", ":", "!", "?"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_PERSONAL = frozenset(
    {"he", "she", "they", "it", "we", "i", "you", "him", "them", "those", "none", "nobody", "someone", "everyone"}
)
_REACH = 32
_LONGEST_ASIDE = 12
_TOLL_WORDS = frozenset(
    {"to", "at", "of", "reached", "reaches", "reaching", "hit", "is", "was", "stands", "stood", "exceeded", "exceeds", "passed", "topped", "above", "rose", "has", "be", ":", "climbed", "jumped", "now", "tops", "surpassed", "surpasses", "as", "with", "-", "–", "grew", "has", "put", "passes", "nears", "risen", "currently", "stand", "totalled", "totaled", "totals", "were", "are", "had", "been", "reach", "exceeding", "approaching", "around", "(", "range", "ranged", "ranging", "numbered", "totaling", "from"}
)  # fmt: skip
_LIVES_BEFORE = harms.LIVES_BEFORE
_LIVES_AFTER = harms.LIVES_AFTER
_DOERS = frozenset({"gunman", "gunmen", "bomber", "bombers", "attacker", "attackers", "assailant", "assailants", "sniper", "snipers", "hitmen", "assassins", "militants", "rebels", "terrorists", "extremists", "jihadists", "insurgents", "guerrillas", "forces", "troops", "warplanes", "bandits", "robbers"})  # fmt: skip


class Clause:
    """One sentence with its harm words and groups of people; finds out what is said of whom."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.triggers = harms.triggers(line.lowers, 0, len(line))
        self.groups: Sequence[Group] = groups(line, self.triggers) if self.triggers else ()
        self._starts = {trigger.first: trigger for trigger in self.triggers if not trigger.has(Form.SPLIT)}
        self._bracketed = _bracketed(line)
        self._voices: dict[int, str] = {}
        self.undivided = harms.undivided(line.lowers, 0, len(line))
        self._inside = {i for trigger in self._starts.values() for i in range(trigger.first, trigger.last)}

    def statements(self) -> list[Statement]:
        """Return what the sentence says of whom, in order of the harm words."""
        found: list[Statement] = []
        for trigger in self.triggers:
            if self._undivided(trigger):
                continue
            for statement in self._read(trigger):
                if not any(_same(statement, other) for other in found):
                    found.append(statement)
        return [statement for statement in found if not any(_only_who(statement, other) for other in found)]

    def _undivided(self, trigger: Trigger) -> bool:
        """Tell whether dead and wounded share one figure: "killed and wounded 40", not "2 killed and injured 5"."""
        for first, last in self.undivided:
            if first <= trigger.first < last:
                return self._adjacent_left(first) is None or self._object_group(last) is None
        return False

    def _read(self, trigger: Trigger) -> Iterator[Statement]:
        for sense in trigger.senses:
            parties, active = self._parties(trigger, sense)
            if parties:
                for people in parties:
                    if not _fits(trigger, sense.measure, people):
                        continue
                    part = all(group.part for group in people) and not (active and sense.form is Form.VERB)
                    if part and all(value_of(group) is None for group in people):
                        continue
                    yield Statement(trigger, sense.measure, sense.form, people, part, active)
                return

    def _parties(self, trigger: Trigger, sense: Sense) -> tuple[list[tuple[Group, ...]], bool]:
        if sense.form is Form.VERB:
            return self._verb(trigger, sense)
        if sense.form is Form.TAKE:
            return self._objects(trigger.last, counted=sense.narrow), True
        if sense.form is Form.SPLIT:
            return self._split(trigger), True
        readers = {
            Form.UNDERGO: self._undergo,
            Form.STATE: self._state,
            Form.ACT: self._act,
            Form.DEATHS: self._deaths,
            Form.TOLL: self._toll,
            Form.LIVES: self._lives,
            Form.PEOPLE: self._people,
        }
        return readers[sense.form](trigger), False

    # -- verbs ---------------------------------------------------------------------------------------------------

    def _verb(self, trigger: Trigger, sense: Sense) -> tuple[list[tuple[Group, ...]], bool]:
        inner = self._adjective_of(trigger)
        if inner is not None:
            return [(inner,)], False
        voice = self._voice(trigger, sense)
        if voice == "active":
            return self._objects(trigger.last), True
        if voice == "adjective":
            return [], False
        if voice == "noun":
            return self._act(trigger), False
        if voice == "passive":
            return self._subjects(trigger, chained=True), False
        return self._subjects(trigger, chained=False), False

    def _voice(self, trigger: Trigger, sense: Sense) -> str:
        """Tell "active", "passive" (with an auxiliary), "reduced" ("12 killed in raids") or "noun" ("the killing of")."""
        if trigger.first not in self._voices:
            self._voices[trigger.first] = self._find_voice(trigger, sense)
        return self._voices[trigger.first]

    def _find_voice(self, trigger: Trigger, sense: Sense) -> str:
        line = self.line
        before = self._before_chain(trigger.first)
        chain = line.lowers[before + 1 : trigger.first]
        if sense.inflection is Inflection.ING:
            if line.word(trigger.last) == "of" or line.word(trigger.first - 1).endswith("'s"):
                return "noun"
            return "active"
        leading = next((word for word in reversed(chain) if word in BEING or word in HAVING), "")
        if leading in BEING:
            return "passive"
        if sense.inflection in (Inflection.BASE, Inflection.PRESENT):
            return "active"
        if sense.narrow or line.word(trigger.last) == "by":
            return "reduced"
        if leading in HAVING:
            return "active"
        return self._past_or_participle(trigger)

    def _past_or_participle(self, trigger: Trigger) -> str:
        left = self._adjacent_left(trigger.first)
        right = self._object_group(trigger.last)
        if self.line.word(self._before_chain(trigger.first)) in _PERSONAL:
            return "active"
        if right is None:
            return "reduced"
        if left is None and self._adjectival(trigger, right):
            return "adjective"
        if left is None or left.telling in (Telling.DEFINITE, Telling.NAMED) or self._is_object(left):
            return "active"
        follower = self._starts.get(self._skip(right.tail, ADVERBS | AUXILIARIES))
        if follower is not None and follower.first - right.tail <= 3:
            return "reduced"  # "8 people killed 58 others injured"
        if (
            self.line.lowers[left.head] in _DOERS
            or left.telling is Telling.PLURAL
            or left.population is Population.COMBATANT
        ):
            return "active"
        return "reduced"

    def _adjectival(self, trigger: Trigger, right: Group) -> bool:
        """Tell whether the participle stands before a noun as an adjective ("hand over detained engineers")."""
        before = self.line.word(trigger.first - 1)
        if right.count is None and right.plural and (before in CONJUNCTIONS or before.endswith("ing")):
            return True
        return before in PREPOSITIONS or (before in DETERMINERS and before not in _RELATIVES) or before.endswith("'s")

    def _before_chain(self, index: int) -> int:
        """Return the index before the auxiliaries and adverbs that lead up to a verb at `index`."""
        at = index - 1
        while at >= 0 and at not in self._inside and self._leads(at):
            at -= 1
        return at

    def _leads(self, index: int) -> bool:
        """Tell whether the word leads up to a verb: an auxiliary, an adverb, the "to" of "are believed to have been"."""
        word = self.line.lowers[index]
        if word == "to":
            return self.line.word(index + 1) in ("have", "be") and self.line.word(index - 1) in ADVERBS
        return word in AUXILIARIES or word in ADVERBS

    def _split(self, trigger: Trigger) -> list[tuple[Group, ...]]:
        """Read "drove 8,000 people out of the valley"."""
        group = self._object_group(trigger.last)
        if group is None:
            return []
        behind = harms.SPLIT_AFTER.find(self.line.lowers, group.last, min(len(self.line), group.tail + 10))
        return [(group,)] if behind is not None else []

    # -- objects -------------------------------------------------------------------------------------------------

    def _objects(self, start: int, *, counted: bool = False) -> list[tuple[Group, ...]]:
        first = self._object_group(start)
        if first is None:
            named = None if counted else name_after(self.line, start, self._inside)
            return [(named,)] if named is not None else []
        if counted and first.count is None:
            return []
        return self._coordinated(first)

    def _object_group(self, start: int) -> Group | None:
        """Return the group that begins right behind `start`, adverbs and articles skipped."""
        for group in self.groups:
            if group.first < start or (group.part and not (group.first == start and group.telling is Telling.ELLIPTIC)):
                continue
            between = self.line.lowers[start : group.first]
            if between[:1] == ["and"] and between[1:2] and between[1].endswith("ed"):
                between = between[2:]  # "executed and crucified nine men"
            if len(between) > 5 or any(word not in _OBJECT_SKIPS for word in between):
                return None
            if group.telling is Telling.ELLIPTIC and not self._bare_number_ok(group):
                return None
            return group
        return None

    def _bare_number_ok(self, group: Group) -> bool:
        """A number without a noun is people only where nothing else can be counted behind it."""
        after = self.line.word(group.last)
        if after in ("of",) and not group.part:
            return False
        return True

    def _coordinated(self, first: Group) -> list[tuple[Group, ...]]:
        """Gather "A and B" behind the harm words: one figure where they are one party, else one each."""
        parties: list[list[Group]] = [[first]]
        last = first
        for group in self.groups:
            if group.first < last.tail or group is first:
                continue
            link = self._link(last.tail, group)
            if link is None or self._has_own_harm(group):
                break
            if group.part:
                last = group
                continue
            if group.count is None and (group.telling not in (Telling.SINGLE, Telling.NAMED) or link == ","):
                break
            if link in ("and", "as well as", ",", "with", "&", "plus") and _one_party(parties[-1][-1], group):
                parties[-1].append(group)
            else:
                parties.append([group])
            last = group
        return [tuple(people) for people in parties]

    def _link(self, start: int, group: Group) -> str | None:
        """Return the words that add `group` to what ends at `start`: a conjunction, or "part" before a part."""
        between = [i for i in range(start, group.first) if i not in self._bracketed or group.first in self._bracketed]
        words = [self.line.lowers[i] for i in between if self.line.lowers[i] not in ('"', "“", "”", "(", ")")]
        if group.part and len(words) <= 4 and not any(word in BARRIERS for word in words):
            return "part"
        while words and words[0] == ",":
            words = words[1:] or ["and"]
            if words == ["and"]:
                return ","
        phrase = " ".join(words)
        if phrase in ("and", "as well as", "with", "&", "plus", "and a", "or", "and another"):
            return "and" if phrase.startswith("and") else phrase
        return phrase if phrase in ("along with", "together with", "in addition to", "besides", "and also") else None

    def _has_own_harm(self, group: Group) -> bool:
        """Tell whether harm words of its own follow the group ("... and five others were wounded")."""
        at = self._skip(group.tail, ADVERBS | AUXILIARIES | _QUOTES)
        trigger = self._starts.get(at)
        if trigger is None:
            return False
        sense = trigger.senses[0]
        if at > group.tail and any(word in AUXILIARIES for word in self.line.lowers[group.tail : at]):
            return True
        return (
            sense.inflection not in (Inflection.ING, Inflection.BASE, Inflection.PRESENT)
            and sense.form is not Form.TAKE
        )

    # -- subjects ------------------------------------------------------------------------------------------------

    def _subjects(self, trigger: Trigger, *, chained: bool) -> list[tuple[Group, ...]]:
        end = self._before_chain(trigger.first) + 1
        word = self.line.word(end - 1)
        if word in _PERSONAL:
            return self._company(trigger)
        if word in _RELATIVES:
            end -= 1
            while self.line.word(end - 1) in (",", "(", "-"):
                end -= 1
        if word in ("and", "then", "but", "later"):
            return self._shared_subject(trigger, end)
        group = self._subject_group(end, adjacent=not chained)
        if group is None:
            return self._named(end)
        if not chained and group.count is None and "number" in self.line.lowers[max(0, end - _REACH // 2) : end]:
            return self._toll(trigger)  # "the number of fighters killed has risen to 39"
        if (
            not chained
            and group.count is None
            and group.telling is Telling.PLURAL
            and not (self.line.head or group.more)
        ):
            return []  # "calls about people killed in traffic" counts nobody
        return self._coordinated_left(group)

    def _company(self, trigger: Trigger) -> list[tuple[Group, ...]]:
        """Read "he was killed along with two others": the pronoun repeats somebody, the others are new."""
        if self.line.word(trigger.last) in ("along", "together") and self.line.word(trigger.last + 1) == "with":
            group = self._object_group(trigger.last + 2)
            return [(group,)] if group is not None and group.count is not None else []
        return []

    def _named(self, end: int) -> list[tuple[Group, ...]]:
        """Return the person named right before `end`, or the two of "Perez and Ramirez"."""
        named = name_before(self.line, end, self._inside)
        if named is None:
            return []
        other = (
            name_before(self.line, named.first - 1, self._inside) if self.line.word(named.first - 1) == "and" else None
        )
        return [(other, named)] if other is not None and other.last - other.first > 1 else [(named,)]

    def _shared_subject(self, trigger: Trigger, end: int) -> list[tuple[Group, ...]]:
        """Read "were captured and executed": the second verb takes the subject of the first."""
        before = [one for one in self.triggers if one.last < end and end - one.last <= 12]
        if not before or before[-1].senses[0].form is not Form.VERB or before[-1].measure is trigger.measure:
            return []
        if self._voice(before[-1], before[-1].senses[0]) != "passive":
            return []
        return self._subjects(before[-1], chained=True)

    def _subject_group(self, end: int, *, adjacent: bool) -> Group | None:
        """Return the group that is the subject of a verb whose auxiliaries begin at `end`."""
        fallback: Group | None = None
        edge = end
        for group in reversed(self.groups):
            if group.last > end:
                continue
            if group.first in self._bracketed and end not in self._bracketed:
                edge = group.first
                continue
            if end - group.tail > _REACH or (not group.part and self._blocked(min(group.tail, edge), edge, end)):
                break
            touching = self._touches(group, end)
            if touching and adjacent and not group.part:
                return group
            if group.part:
                edge = group.first
                if fallback is None and touching and (adjacent or group.telling is Telling.ELLIPTIC):
                    fallback = group
                continue
            if self.line.word(group.first - 1) in PREPOSITIONS and self.line.word(group.first - 1) not in (
                "as",
                "that",
                "than",
            ):
                fallback = fallback or (group if touching else None)
                edge = group.first
                continue
            if (adjacent and not self._only_parts(group, end)) or (not touching and self._is_object(group)):
                break
            if group.count is None and fallback is not None and fallback.count is not None and not adjacent:
                return fallback
            return group
        return fallback

    def _touches(self, group: Group, end: int) -> bool:
        return all(word in _QUOTES or word in ADVERBS for word in self.line.lowers[group.tail : end]) or all(
            word in _QUOTES or word in ADVERBS for word in self.line.lowers[group.last : end]
        )

    def _only_parts(self, group: Group, end: int) -> bool:
        """Tell whether only parts of the group, places and marks stand between it and a reduced participle."""
        covered = {i for other in self.groups if other.part for i in range(other.first, other.tail)}
        between = [self.line.lowers[i] for i in range(group.tail, end) if i not in covered]
        if between and (between[-1] in PREPOSITIONS or between[-1] in DETERMINERS):
            return False
        return len(between) <= 5 and not any(word in AUXILIARIES or word in ("and", ".", "for") for word in between)

    def _blocked(self, start: int, end: int, verb: int) -> bool:
        """Tell whether a finite verb, other harm words or a mark between `start` and `end` cut the subject off.

        Asides (brackets, dashes, ", who ...,") do not, unless the verb itself stands in one.
        """
        for index in range(start, end):
            word = self.line.lowers[index]
            if index in self._bracketed and verb not in self._bracketed:
                continue
            if index in self._inside or word in _SUBJECT_STOPS:
                return True
            if word in BARRIERS and not (word == "left" or self.line.word(index - 1) in ("the", "of")):
                return True
            if word in AUXILIARIES and word not in ("may", "will", "can"):
                return True
        return False

    def _coordinated_left(self, group: Group) -> list[tuple[Group, ...]]:
        parties: list[list[Group]] = [[group]]
        for other in reversed(self.groups):
            if other.tail > parties[0][0].first or other is group:
                continue
            head = parties[0][0]
            link = self._link(other.tail, head)
            if (
                link not in ("and", "as well as", ",", "&", "plus", "with", "or")
                or other.part
                or self._is_object(other)
            ):
                break
            if other.count is None and other.telling not in (Telling.SINGLE, Telling.NAMED):
                break
            if link in ("and", "as well as", ",", "with", "&", "plus") and _one_party(other, head):
                parties[0].insert(0, other)
            else:
                parties.insert(0, [other])
        return [tuple(people) for people in parties]

    def _is_object(self, group: Group) -> bool:
        """Tell whether harm words stand right before the group and take it as their object."""
        return any(
            trigger.last <= group.first
            and all(word in _OBJECT_SKIPS and word != "," for word in self.line.lowers[trigger.last : group.first])
            and not self._is_reduced(trigger)
            for trigger in self.triggers
        )

    def _is_reduced(self, trigger: Trigger) -> bool:
        sense = trigger.senses[0]
        return sense.form is Form.VERB and self._voice(trigger, sense) in ("reduced", "passive")

    def followed(self, group: Group) -> bool:
        """Tell whether harm words of its own follow a group, adverbs and auxiliaries between."""
        return group.first not in self._bracketed and self._has_own_harm(group)

    # -- other constructions -------------------------------------------------------------------------------------

    def _undergo(self, trigger: Trigger) -> list[tuple[Group, ...]]:
        inflection = trigger.senses[0].inflection
        before = self.line.word(trigger.first - 1)
        if inflection is Inflection.BASE and before == "to":
            pushed = any(
                word.startswith(("forc", "compel", "caus", "driv", "push"))
                for word in self.line.lowers[max(0, trigger.first - 10) : trigger.first]
            )
            group = self._adjacent_left(trigger.first - 1)
            if pushed and group is None:
                return self._subjects(trigger, chained=True)
            return [(group,)] if pushed and group is not None else []
        if inflection is Inflection.ING and not any(
            w in BEING for w in self.line.lowers[max(0, trigger.first - 3) : trigger.first]
        ):
            group = self._adjacent_left(trigger.first)
            return [(group,)] if group is not None and group.count is not None and group.last == trigger.first else []
        return self._subjects(trigger, chained=True)

    def _state(self, trigger: Trigger) -> list[tuple[Group, ...]]:
        inner = self._adjective_of(trigger)
        if inner is not None:
            return [(inner,)]
        end = trigger.first
        while (
            end > 0
            and end - 1 not in self._inside
            and (self.line.word(end - 1) in LINKS or self.line.word(end - 1) in ADVERBS)
        ):
            if any(group.last >= end > group.first for group in self.groups):
                break
            end -= 1
        if end > 0 and self.line.word(end - 1) in _PERSONAL | {"the"}:
            return []
        group = self._subject_group(end, adjacent=True)
        if group is None or (group.count is None and group.telling is Telling.DEFINITE and group.plural):
            return []
        return self._coordinated_left(group)

    def _adjective_of(self, trigger: Trigger) -> Group | None:
        """Return the counted group that holds the harm words as an adjective ("115 wounded persons")."""
        for group in self.groups:
            if group.harm == trigger.first and (group.count is not None or group.telling is Telling.SINGLE):
                return group
        return None

    def _holder(self, trigger: Trigger) -> Group | None:
        """Return the group whose words hold the harm words ("thousands of detainees")."""
        return next((group for group in self.groups if group.first < trigger.first < group.last), None)

    def _act(self, trigger: Trigger) -> list[tuple[Group, ...]]:
        last = trigger.last
        coupled = self._starts.get(last + 1) if self.line.word(last) in ("and", "or") else None
        if coupled is not None and coupled.has(Form.ACT):
            last = coupled.last
        if self.line.word(last) in ("of", "among", "against"):
            return self._objects(last + 1)
        owner = self.line.word(trigger.first - 1)
        if owner.endswith(("'s", "s'", "'")) and len(owner) > 3:
            group = next((g for g in self.groups if g.last == trigger.first and g.first < trigger.first), None)
            group = group or name_before(self.line, trigger.first, self._inside, owner=True)
            return [(group,)] if group is not None else []
        return []

    def _deaths(self, trigger: Trigger) -> list[tuple[Group, ...]]:
        group = self._adjacent_left(trigger.first)
        if group is not None and group.count is not None:
            return [(group,)]
        return []

    def _toll(self, trigger: Trigger) -> list[tuple[Group, ...]]:
        for group in self.groups:
            if group.first < trigger.last or group.count is None:
                continue
            if group.first - trigger.last > _REACH:
                break
            reached = self.line.word(group.first - 1) in _TOLL_WORDS or self.line.lowers[group.first] in _TOLL_WORDS
            if reached and not group.part and not self.followed(group):
                return [(group,)]
        left = next((g for g in reversed(self.groups) if g.last <= trigger.first), None)
        if (
            left is not None
            and left.count is not None
            and trigger.first - left.last <= 2
            and self.line.word(left.first - 1) == "to"
        ):
            return [(left,)]
        return []

    def _lives(self, trigger: Trigger) -> list[tuple[Group, ...]]:
        group = self._adjacent_left(trigger.first)
        if group is None or group.count is None:
            return []
        taken = _LIVES_BEFORE.find(self.line.lowers, max(0, group.first - 7), group.first)
        lost = _LIVES_AFTER.at(self.line.lowers, trigger.last) if trigger.last < len(self.line) else None
        return [(group,)] if taken is not None or lost is not None else []

    def _people(self, trigger: Trigger) -> list[tuple[Group, ...]]:
        bodies = trigger.measure is Measure.BODIES_FOUND
        near = self.line.lowers[max(0, trigger.first - 10) : trigger.last + 10]
        if bodies and not harms.found(near):
            return []
        start = trigger.first - 1 if self.line.word(trigger.first - 1) in ("dead", "lifeless") else trigger.first
        group = self._adjacent_left(start) or self._holder(trigger)
        if group is not None and group.count is not None:
            return [(group,)]
        if bodies and self.line.word(trigger.last) == "of":
            people = self._objects(trigger.last + 1)
            if people and (people[0][0].count is not None or people[0][0].telling is Telling.PLURAL):
                return people
        return [(_bare(trigger),)] if bodies and self._bare_bodies(trigger) else []

    def _bare_bodies(self, trigger: Trigger) -> bool:
        plural = self.line.lowers[trigger.last - 1].endswith("ies") or self.line.lowers[trigger.last - 1] == "corpses"
        return plural and self.line.word(trigger.first - 1) not in (
            "dead",
            "lifeless",
            "the",
            "their",
            "his",
            "of",
            "her",
            "official",
            "international",
            "un",
            "government",
        )

    def _adjacent_left(self, index: int) -> Group | None:
        """Return the group that ends right before `index`, adverbs and marks skipped."""
        at = index
        while at > 0 and at - 1 not in self._inside and self._skippable(at):
            at -= 1
        for group in reversed(self.groups):
            if group.last == at or group.tail == at or group.last == index:
                return group
            if group.last < at - 12:
                break
        return None

    def _skippable(self, at: int) -> bool:
        word = self.line.lowers[at - 1]
        if any(group.first < at <= group.last for group in self.groups):
            return False
        return (
            word in ADVERBS
            or word in _QUOTES
            or word in ("civilian", "confirmed", "new", "combat", "violent", "military")
        )

    def _skip(self, index: int, words: frozenset[str]) -> int:
        while index < len(self.line) and self.line.lowers[index] in words and index not in self._starts:
            index += 1
        return index


def _bracketed(line: Line) -> set[int]:
    """Return the tokens inside round brackets; an unclosed bracket holds nothing."""
    inside: set[int] = set()
    dashes = [index for index, word in enumerate(line.lowers) if word in ("-", "–", "—", "--")]
    inside.update(_relative_clauses(line))
    for start, end in zip(dashes, dashes[1:], strict=False):
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
            end = next((at for at in range(index, min(index + 20, len(line))) if line.lowers[at] == ","), -1)
            inside.update(range(index, end))
    return inside


def _bare(trigger: Trigger) -> Group:
    return Group(
        trigger.first, trigger.last - 1, trigger.last, trigger.last, Telling.PLURAL, None, Population.UNKNOWN, (), True
    )


def _fits(trigger: Trigger, measure: Measure, people: Sequence[Group]) -> bool:
    """Tell whether these people can have come to this harm: fighters who flee a battle are not displaced people."""
    group = people[0]
    if trigger.lemma in ("seize", "blow up", "snatch") and group.telling is Telling.ELLIPTIC:
        return False
    if measure is not Measure.DISPLACED:
        return True
    if group.harm == trigger.first:
        return False  # "200 displaced people" says who they are, not what happened
    armed = group.population in (Population.COMBATANT, Population.SECURITY_FORCE)
    return not armed and (group.count is not None or (group.plural and group.telling is Telling.PLURAL))


def _one_party(first: Group, second: Group) -> bool:
    """Tell whether one figure adds two groups up: children, women and men of one side, "X and 7 others"."""
    if second.more and (
        second.telling is Telling.ELLIPTIC or second.population in (first.population, Population.UNKNOWN)
    ):
        return True
    sides = {first.population, second.population}
    if sides <= {Population.CIVILIAN, Population.UNKNOWN} and Population.CIVILIAN in sides:
        return True
    return first.telling in (Telling.SINGLE, Telling.NAMED) and second.population is first.population


def _same(one: Statement, other: Statement) -> bool:
    """Tell whether two readings count the same people: "270 dead bodies" is one statement."""
    same = _FAMILY.get(one.measure, one.measure) is _FAMILY.get(other.measure, other.measure)
    return same and any(
        mine.first < yours.last and yours.first < mine.last for mine in one.people for yours in other.people
    )


def _only_who(one: Statement, other: Statement) -> bool:
    """Tell whether "217 detainees" only names the people of another statement ("217 detainees were executed")."""
    if one.form is not Form.PEOPLE or other is one or one.measure is Measure.BODIES_FOUND:
        return False
    return any(mine.first == yours.first for mine in one.people for yours in other.people)


_FAMILY = {Measure.BODIES_FOUND: Measure.KILLED}
