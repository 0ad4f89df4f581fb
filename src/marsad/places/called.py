"""Names the gazetteer lacks that the words around them call a place."""

from marsad.places.lexicon import lexicon
from marsad.places.names import Name, has_article, is_ordinary, lone_article, may_begin
from marsad.places.tokens import Token

_LONGEST = 4  # words of a name nobody knows
_ARABIC_CALLED = frozenset(
    {"neighbourhood", "locality", "line", "site", "adm3"}
)  # kinds an Arabic word makes a place of
_AT_BORDERS = frozenset({"crossing", "area", "region", "zone"})  # "the Turkish border crossing", not "border town"
_SHOUTED = frozenset({"in", "near", "outside"})  # words that make an unknown name a place even in capitals
_LARGE = 5.0  # weight of a city of 100,000


class Caller:
    """Finds called places in one text; `taken` are the words of known names, which no called name may begin at."""

    def __init__(self, tokens: list[Token], taken: list[Name], adjectives: frozenset[str], main: str) -> None:
        self._tokens = tokens
        self._covered = {index for name in taken for index in range(name.first, name.last + 1)}
        self._weak = {name.first for name in taken if name.first == name.last and not _sure(name, main)}
        self._foreign = {name.first for name in taken if all(match.place.country != main for match in name.matches)}
        self._adjectives = adjectives

    def names(self) -> list[Name]:
        """Return the called places in order; a called place may run over a known name of one word."""
        names: list[Name] = []
        at = 0
        while at < len(self._tokens):
            last = self._last_of(at, names[-1].last if names else -1)
            if last is None:
                at += 1
                continue
            first = self._with_first_names(at, names[-1].last if names else -1)
            start, end = self._tokens[first].start, self._tokens[last].end
            names.append(Name(first=first, last=last, start=start, end=end))
            at = last + 1
        return self._again(names)

    def _again(self, names: list[Name]) -> list[Name]:
        """Add the places where the text uses a called name again, alone."""
        keys = {tuple(t.low for t in self._tokens[name.first : name.last + 1]) for name in names}
        keys |= {key[1:] for key in keys if key[0] in lexicon().articles and len(key) > 1}
        used = self._covered | {index for name in names for index in range(name.first, name.last + 1)}
        longest = max((len(key) for key in keys), default=0)
        found = list(names)
        for at, token in enumerate(self._tokens):
            if at in used or not (token.capital or token.low in lexicon().articles) or self._unlikely(at):
                continue
            for last in range(min(at + longest, len(self._tokens)) - 1, at - 1, -1):
                span = self._tokens[at : last + 1]
                free = not used & set(range(at, last + 1)) and all(t.joined for t in span[1:])
                if free and tuple(t.low for t in span) in keys:
                    found.append(Name(first=at, last=last, start=token.start, end=span[-1].end))
                    used |= set(range(at, last + 1))
                    break
        return sorted(found, key=lambda name: name.first)

    def _with_first_names(self, at: int, floor: int) -> int:
        """Take in the first names of whom a street or school is named after ("Khalid ibn al-Walid street")."""
        words = lexicon()
        first, index = at, at
        while index - 1 > floor and self._tokens[index].joined and index - 1 not in self._covered:
            token = self._tokens[index - 1]
            if token.capital and token.low in words.first_names:
                first = index - 1
            elif token.low not in words.name_joints:
                break
            index -= 1
        return first

    def _last_of(self, at: int, before: int) -> int | None:
        """Return the last word of the called place that begins at a word, None where none does."""
        if self._tokens[at].arabic:
            return self._arabic_last(at)
        if not self._may_begin(at):
            return None
        last = self._run(at)
        kind = self._kind_before(at) or self._kind_after(last)
        listed = self._listed(at, before)
        if at in self._covered and not (
            at in self._weak and ((kind and last > at) or (listed and at in self._foreign))
        ):
            return None
        return last if kind or listed or self._located(at, last) else None

    def _arabic_last(self, at: int) -> int | None:
        """Take the word after a kind word ("حي القصور"), and one more where the two are bound ("حي صلاح الدين")."""
        tokens, words = self._tokens, lexicon()
        before = tokens[at - 1] if at and tokens[at].joined else None
        if at in self._covered or before is None or words.kinds.before.get(before.low) not in _ARABIC_CALLED:
            return None
        if tokens[at].low in words.not_places or len(tokens[at].text) < 3:
            return None
        following = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].joined else None
        bound = following is not None and not tokens[at].low.startswith("ال") and following.low.startswith("ال")
        bound = bound and following is not None and following.low not in words.not_places
        return at + 1 if bound and at + 1 not in self._covered else at

    def _may_begin(self, at: int) -> bool:
        token = self._tokens[at]
        return may_begin(self._tokens, at) and not token.arabic and not self._unlikely(at)

    def _unlikely(self, at: int) -> bool:
        token = self._tokens[at]
        if token.low in lexicon().articles:
            return token.low not in lexicon().bare_articles or lone_article(self._tokens, at)
        letters = sum(1 for c in token.text if c.isalpha())
        says_kind = token.low in lexicon().kinds.before
        return says_kind or is_ordinary(token) or self._adjectival(at) or letters < 3 or self._acronym(token)

    def _adjectival(self, at: int) -> bool:
        """Tell whether the word is an adjective of a people or of a party ("Kurdish-held"), but not of a border."""
        token = self._tokens[at]
        if token.low.endswith(lexicon().control_endings):
            return True
        if not set(token.low.split("-")) & self._adjectives:
            return False
        following = self._tokens[at + 1] if at + 1 < len(self._tokens) else token
        after = self._tokens[at + 2] if at + 2 < len(self._tokens) and self._tokens[at + 2].joined else None
        town = after is not None and after.low in lexicon().kinds.after and after.low not in _AT_BORDERS
        return town or not (following.joined and following.low in lexicon().borders)

    @staticmethod
    def _acronym(token: Token) -> bool:
        return not token.shout and token.text.isupper() and len(token.text) < 6

    def _run(self, at: int) -> int:
        words = lexicon()
        last = at
        for index in range(at + 1, min(at + _LONGEST, len(self._tokens))):
            token = self._tokens[index]
            if not token.joined or token.low in words.kinds.after:
                break
            strong = index in self._covered and index not in self._weak and not has_article(token)
            strong = strong and self._tokens[at].low not in words.openers
            if strong or (token.capital and self._unlikely(index)):
                break
            if has_article(token) and has_article(self._tokens[at]) and token.low not in words.articles:
                break  # al-Forqan al-Akramiyeh: a list without commas
            if token.capital:
                last = index
            elif token.low not in words.particles:
                break
        return last

    def _kind_after(self, last: int) -> bool:
        words = lexicon()
        for index in range(last + 1, min(last + 3, len(self._tokens))):
            token = self._tokens[index]
            if not token.joined:
                return False
            if token.low in words.kinds.after:
                region = words.kinds.after[token.low] == "region"
                return not region or token.low in words.safe_regions or token.low in words.borders
            if token.low not in words.between:
                return False
        return False

    def _kind_before(self, at: int) -> bool:
        tokens, kinds = self._tokens, lexicon().kinds.before
        if at < 2 or not tokens[at].joined:
            return False
        if tokens[at - 1].low in {"of", "called", "named"} and tokens[at - 1].joined:
            return tokens[at - 2].low in kinds
        return tokens[at - 1].low in kinds and kinds[tokens[at - 1].low] in {"locality", "neighbourhood", "area"}

    def _listed(self, at: int, before: int) -> bool:
        """Tell whether the word goes on a list of places: "the towns of A, B and C", "A and B neighbourhoods"."""
        tokens = self._tokens
        after_and = at > 1 and tokens[at].joined and tokens[at - 1].low == "and"
        at_place = before if before >= 0 else -2
        if after_and and (at - 2 == at_place or at - 2 in self._covered):
            return True
        follows = at - 1 == at_place or (at - 1 in self._covered and has_article(tokens[at - 1]))
        if (tokens[at].comma or tokens[at].joined) and follows and has_article(tokens[at]):
            return True
        return self._lists_ahead(at)

    def _lists_ahead(self, at: int) -> bool:
        """Tell whether a list that begins here ends in a plural: "al-Zahra and al-Wadi residential quarters"."""
        if not has_article(self._tokens[at]):
            return False
        last = self._run(at)
        for _ in range(6):
            following = last + 1
            if following >= len(self._tokens):
                return False
            if self._tokens[following].low == "and":
                following += 1
            if following >= len(self._tokens) or not may_begin(self._tokens, following):
                return self._kind_after(last)
            if self._unlikely(following):
                return self._kind_after(last)
            last = self._run(following)
        return False

    def _located(self, at: int, last: int) -> bool:
        """Tell whether a preposition or a verb before the name makes even an unknown name a place."""
        words = lexicon()
        token, before = self._tokens[at], self._tokens[at - 1] if at else None
        if before is None or not token.joined or last - at > 1 or self._followed_by_body(last):
            return False
        if token.shout:
            abstract = self._tokens[last].low.endswith(words.abstract_endings)
            return before.low in _SHOUTED and len(token.text) > 4 and not abstract and self._ends(last)
        if before.low in words.strong_prepositions:
            return True
        return before.low in words.striking and has_article(token)

    def _ends(self, last: int) -> bool:
        following = self._tokens[last + 1] if last + 1 < len(self._tokens) else None
        return following is None or not following.joined or is_ordinary(following)

    def _followed_by_body(self, last: int) -> bool:
        words = lexicon()
        following = self._tokens[last + 1] if last + 1 < len(self._tokens) else None
        if following is None or not following.joined:
            return False
        return following.low in words.organisation_after or following.low in words.speech


def _sure(name: Name, main: str) -> bool:
    """Tell whether a known name of one word is well enough known to stand against a longer unknown one."""
    best = max(name.matches, key=lambda match: (match.place.country == main, match.weight))
    return best.weight >= _LARGE or (best.place.country == main and best.grade < 2)
