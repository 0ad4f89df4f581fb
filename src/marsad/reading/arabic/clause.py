"""One Arabic sentence with its harm words and groups of people, and what stands next to what."""

from marsad.reading.arabic.groups import groups_of
from marsad.reading.arabic.harmwords import TAKING, harm_words, undivided
from marsad.reading.arabic.lines import ArabicLine
from marsad.reading.arabic.populations import person_at
from marsad.reading.lexicon import phrase_set, rows_of, strings, words_of
from marsad.reading.victims import Group, Telling

ADVERBS = frozenset(words_of("arabic/grammar", "adverbs"))
PREPOSITIONS = frozenset(words_of("arabic/grammar", "prepositions"))
CONJUNCTIONS = frozenset(words_of("arabic/grammar", "conjunctions"))
BARRIERS = frozenset(words_of("arabic/grammar", "barriers")) | frozenset(words_of("arabic/sources", "verbs"))
OPENING = (
    TAKING
    | frozenset(
        words[0]
        for section, key in (
            ("lost", "behind"),
            ("lost", "before"),
            ("lost", "fate"),
            ("moving", "verbs"),
            ("treated", "verbs"),
        )
        for phrase in words_of("arabic/harms", section, key)
        if (words := phrase.split("/")[0].split())
    )
    | frozenset(phrase.split()[0] for row in rows_of("arabic/harms", "state") for phrase in strings(row, "words"))
)
_SIDES = phrase_set("arabic/actors", "sides")
_ADDING = phrase_set("arabic/grammar", "adding")
MATES = frozenset({"زميل", "زملاء", "مرافق", "مرافقين", "رفيق", "رفاق", "مرافقي", "سائق", "مصور"})
_QUOTES = frozenset({'"', "'", "(", ")", "-", ":", "«", "»"})
_COMPANY = frozenset({"برفقه", "رفقه"})
_NISBA = ("يا", "يه")
_NEAR_GAP = 2
_GAP = 7  # words between two parties of one list
_LONGEST_SKIP = 6
_ASIDES = frozenset({"ما", "كما", "حسبما", "مثلما", "حسب", "وفق", "وفقا"})


class ArabicClause:
    """A sentence as the readers of its constructions see it; `inside` are the tokens that harm words take up."""

    def __init__(self, line: ArabicLine) -> None:
        self.line = line
        self.triggers = harm_words(line.lowers)
        self.inside = {at for trigger in self.triggers for at in range(trigger.first, trigger.last)}
        counted = (
            bool(self.triggers)
            or not OPENING.isdisjoint(line.lowers)
            or any(
                (match := person_at(line.lowers, at)) is not None and match[1].measure is not None
                for at in range(len(line))
            )
        )
        self.groups = groups_of(line, self.triggers) if counted else []
        self.by_first = {group.first: group for group in self.groups}
        self.undivided = undivided(line.lowers)

    def skip(self, index: int) -> int:
        """Return the first index from `index` on that holds no adverb, time or quotation mark."""
        start = index
        while index < len(self.line) and index not in self.by_first and index - start < _LONGEST_SKIP:
            word = self.line.word(index)
            if (
                word in _QUOTES
                or (word in ADVERBS and not self.line.joined(index, "و"))
                or word in ("كل", "كلا", "ما", "مجموعه")
            ) or (word == "من" and self.line.word(index - 1) in ("كل", "اول")):
                index += 1
            else:
                break
        return index

    def group_at(self, index: int) -> Group | None:
        """Return the group that begins at `index`, adverbs skipped."""
        found = self.by_first.get(index)
        if found is not None:
            return found
        at = self.skip(index)
        group = self.by_first.get(at)
        if group is None and at < len(self.line):
            # bounding words that begin inside what was skipped
            group = next((one for one in self.groups if index <= one.first <= at), None)
        return group

    def further(self, index: int, reach: int) -> Group | None:
        """Return the first group within `reach` words that no preposition, verb or mark sets apart."""
        for at in range(index, min(len(self.line), index + reach)):
            group = self.by_first.get(at)
            word = self.line.word(at)
            if group is not None and not group.part and self.may_be_subject(group):
                return group
            if group is None and (word in BARRIERS or at in self.inside or word in (",", ".", ";")):
                return None
            if word in CONJUNCTIONS or (self.line.adds(at) and group is None):
                return None
        return None

    def beyond(self, index: int, reach: int) -> Group | None:
        """Return the counted people told behind a verb once places, times and asides are over.

        "قتل في حلب أمس، حسب ناشطين، ستون شخصا": commas do not end the search, another verb or harm word does, except
        in an aside ("على ما قال المرصد").
        """
        aside = False
        for at in range(index, min(len(self.line), index + reach)):
            group = self.by_first.get(at)
            word = self.line.word(at)
            if group is not None and self.may_be_subject(group):
                return group if group.count is not None and not group.part and not self.line.adds(at) else None
            if at in self.inside or word in (".", ";", "?"):
                return None
            if (word in BARRIERS and word not in ADVERBS) or word in CONJUNCTIONS:
                told = word in _ASIDES or self.line.word(at - 1) in _ASIDES
                if not told and not (aside and word in BARRIERS):
                    return None
                aside = True
            elif self.line.adds(at) and self.line.joined(at, "ف"):
                return None
        return None

    def may_be_subject(self, group: Group) -> bool:
        """Tell whether no preposition stands before a group, so that it can be subject or object."""
        before = self.line.word(group.first - 1)
        if self.line.joined(group.first, "ب", "ك") or (self.line.joined(group.first, "ل") and not group.count):
            return False
        return before not in PREPOSITIONS or before in ("نحو",)

    def side_at(self, index: int) -> bool:
        """Tell whether the name of a side begins at `index`, adverbs skipped."""
        at = self.skip(index)
        return (
            at < len(self.line)
            and _SIDES.at(self.line.lowers, at) is not None
            and not self.line.joined(at, "ب", "ل", "و")
        )

    def parties(self, first: Group) -> list[tuple[Group, ...]]:
        """Return a group with what "و" adds to it, one tuple a figure."""
        found: list[list[Group]] = [[first]]
        last = first
        for group in self.groups:
            if group.first < last.last or group is first:
                continue
            if group.part:
                if group.first - last.tail > _GAP:
                    break
                last = group
                continue
            if not self._is_added(last, group):
                break
            company = self.line.word(group.first - 1) in _COMPANY
            mates = company or (self.line.word(group.head) in MATES and group.first - found[-1][-1].tail <= 2)
            if _one_party(found[-1], group, mates=mates):
                found[-1].append(group)
            else:
                found.append([group])
            last = group
        return [tuple(party) for party in found]

    def _is_added(self, last: Group, group: Group) -> bool:
        linked = self.line.adds(group.first) or self._is_linked(group)
        if not linked or group.harm >= 0 > last.harm or self._is_parted(last, group) or self._describes(last, group):
            return False
        gap = group.first - max(last.tail, last.last)
        far = gap > (_GAP if group.count is not None else _NEAR_GAP)
        bare = group.telling is Telling.ELLIPTIC and not group.more
        if far or bare or self._verb_behind(group.last):
            return False
        plurals = last.telling is Telling.PLURAL or group.telling is not Telling.PLURAL
        return group.count is not None or group.more or plurals

    def _is_parted(self, last: Group, group: Group) -> bool:
        """Tell whether a verb, a full stop or harm words part two groups, or harm words stand in the second."""
        for at in range(last.last, group.last):
            word = self.line.word(at)
            if at in self.inside and at >= min(last.tail, group.first):
                return True
            if at < group.first and (word in BARRIERS or word in (".", ";")):
                return True
        return False

    def _describes(self, last: Group, group: Group) -> bool:
        """Tell whether the second word is one more adjective of the first group: "23 عنصرا جنائيا وتكفيريا"."""
        before = group.first - 1
        endings = self.line.raw[before].endswith(_NISBA) and self.line.raw[group.first].endswith(_NISBA)
        return endings and group.telling is Telling.SINGLE and before != last.head

    def _is_linked(self, group: Group) -> bool:
        """Read "إضافة إلى ثلاثة عمال", "برفقة سبعة عناصر"."""
        if self.line.joined(group.first, "ل") and self.line.word(group.first - 1) == "اضافه":
            return True
        return _ADDING.before(self.line.lowers, group.first) is not None

    def _verb_behind(self, index: int) -> bool:
        trigger = next((one for one in self.triggers if one.first == index), None)
        return trigger is not None and self.line.raw[index].endswith(("وا", "ا")) and not self.line.adds(index)


def _one_party(party: list[Group], group: Group, *, mates: bool) -> bool:
    """Tell whether one figure adds a group to those before it: an officer and three soldiers, a woman and a child."""
    first = party[-1]
    if mates:
        return True
    if (first.harm >= 0) != (group.harm >= 0) or group.unit != first.unit:
        return False
    if _is_lone_beside(party, group) or group.more or (group.telling is Telling.DEFINITE and not group.plural):
        return True
    if first.telling is Telling.PLURAL and group.telling is Telling.PLURAL:
        return True
    if first.telling is Telling.COUNTED and group.telling is Telling.COUNTED and not (first.flags and group.flags):
        small = all(one.count is not None and (one.count.value or 0) <= 2 for one in (first, group))
        return small and first.population is group.population
    return group.population is first.population or bool(first.flags and group.flags)


def _is_lone_beside(party: list[Group], group: Group) -> bool:
    """Tell whether one person and a figure are told as one: "a mayor and 18 of his staff".

    "20 strangers and a policeman" are two, as the last is of another side.
    """
    first = party[-1]
    if _is_lone(first) and group.harm < 0 and len(party) == 1 and group.telling is not Telling.PLURAL:
        return True
    return (_is_lone(first) or _is_lone(group)) and group.population is first.population


def _is_lone(group: Group) -> bool:
    return group.telling is Telling.SINGLE and group.count is None
