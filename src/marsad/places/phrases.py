"""The words around a name that say which part of the place, what kind of place, or how near it is meant."""

import msgspec

from marsad.places.lexicon import Lexicon, lexicon
from marsad.places.names import Name
from marsad.places.tokens import Token

_LONGEST_LEFT = 12  # words before a name that may belong to its phrase
_LONGEST_RANK = 4  # words of "second largest northern city"
_OWNER = 2  # "near" and the owner before them
_TO_FROM = frozenset({"entrance", "close", "next", "adjacent", "approaches", "road"})
_UNITS = frozenset({"km", "kms", "kilometers", "kilometres", "miles", "mile"})


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """A name with its qualifiers: words `first` to `last`.

    `kind` is what the words say the place is (a key of the lexicon's kinds, empty if they do not say), `kind_after`
    that they say so after the name. `near` is close to but outside the place, `around` its countryside or outskirts,
    `rural` the country around it rather than its edge, `part` a side of it, `sided` where an adjective right before the
    name says so ("northern X" is wider than "the north of X"). `before` is the word before the phrase. `listed`: it
    follows another after a comma or an "and". `cues` counts the signs that the name is a place, `shout` tells that
    capitals are no such sign here.
    """

    name: Name
    first: int
    last: int
    kind: str = ""
    kind_after: bool = False
    near: bool = False
    around: bool = False
    rural: bool = False
    part: bool = False
    sided: bool = False
    before: str = ""
    cues: int = 0
    listed: bool = False
    shout: bool = False


def phrase_of(name: Name, tokens: list[Token], floor: int, ceiling: int, adjectives: frozenset[str]) -> Phrase:
    """Read the qualifiers of a name; `floor` and `ceiling` are the first and last word its phrase may take."""
    words = lexicon()
    left = _left(name.first, tokens, floor, adjectives)
    right, kind_after = _right(name.last, tokens, ceiling)
    lows = [tokens[index].low for index in range(left, name.first)]
    rights = {tokens[index].low for index in range(name.last + 1, right + 1)}
    kind = kind_after or _kind_before(lows, words)
    before = tokens[left - 1].low if left > 0 and tokens[left].joined else ""
    near = any(low in words.near for low in lows) or _beside(lows, words, before)
    listed = _is_listed(tokens, left, floor)
    near = near or _near_owner(tokens, name.first, words)
    directed = any(low in words.directions for low in lows) or bool(rights & words.directions)
    cues = (
        2 * (name.start > tokens[name.first].start)
        + 2 * bool(kind)
        + 2 * (before in words.prepositions)
        + near
        + directed
        + listed
    )
    return Phrase(
        name=name,
        first=left,
        last=right,
        kind=kind,
        kind_after=bool(kind_after),
        near=near,
        around=any(low in words.around for low in lows) or bool(rights & words.around),
        rural=bool({*lows, *rights} & words.rural),
        part=(directed or bool({*lows} & words.portions)) and not near,
        sided=bool(lows) and lows[-1] in words.directions and lows[-1].endswith("ern"),
        before=before,
        shout=tokens[name.first].shout and not (tokens[name.first].arabic and cues),
        cues=cues,
        listed=listed,
    )


def _near_owner(tokens: list[Token], at: int, words: Lexicon) -> bool:
    """Tell whether "near" stands before the owner of a city: "near Syria's second city Aleppo" is outside Aleppo."""
    ranks = at
    while ranks > 0 and at - ranks < _LONGEST_RANK and tokens[ranks - 1].low in words.ranks and tokens[ranks].joined:
        ranks -= 1
    if ranks == at or ranks < _OWNER:
        return False
    owned = tokens[ranks].owned or tokens[ranks - 1].low.endswith("s")
    return owned and tokens[ranks - 1].joined and tokens[ranks - _OWNER].low in words.near


def _is_listed(tokens: list[Token], left: int, floor: int) -> bool:
    """Tell whether the phrase follows another place after a comma or an "and"."""
    if not left or not floor:
        return False
    return (left == floor and tokens[left].comma) or (left == floor + 1 and tokens[floor].low == "and")


def _left(at: int, tokens: list[Token], floor: int, adjectives: frozenset[str]) -> int:
    """Walk left over qualifying words, then back to the first that can open a phrase."""
    words = lexicon()
    reach = at
    for index in range(at - 1, max(floor, at - _LONGEST_LEFT) - 1, -1):
        if not tokens[index + 1].joined or not _qualifies(tokens, index, words, adjectives):
            break
        reach = index
    for index in range(reach, at):
        if _opens(tokens, index, at, words, adjectives):
            return index
    return at


def _qualifies(tokens: list[Token], index: int, words: Lexicon, adjectives: frozenset[str]) -> bool:
    low = tokens[index].low
    before = tokens[index - 1].low if index else ""
    if low == "from":
        return before in _UNITS or before in words.directions
    if low == "to":
        return before in _TO_FROM or tokens[index + 1].low == "the"
    if low == "in":
        return False
    if low == "and":
        return before in words.directions and tokens[index + 1].low in words.directions
    listed = low in words.directions or low in words.parts or low in words.around or low in words.near
    named = low in words.kinds.before or low in adjectives
    return listed or named or low in words.glue or low.isdigit() or low.endswith(words.control_endings)


def _opens(tokens: list[Token], index: int, at: int, words: Lexicon, adjectives: frozenset[str]) -> bool:
    low = tokens[index].low
    if low.isdigit():
        return tokens[index + 1].low in _UNITS
    if low in words.kinds.before:
        return index == at - 1 or tokens[index + 1].low == "of"
    if low in adjectives:
        return any(tokens[k].low in words.kinds.before for k in range(index + 1, at))
    if low in words.parts:
        return index + 1 == at or tokens[index + 1].low not in {"and", "from"}
    return low in words.directions or low in words.around or low in words.near or low.endswith(words.control_endings)


def _right(at: int, tokens: list[Token], ceiling: int) -> tuple[int, str]:
    """Take the kind words after a name ("X refugee camp"); returns the last word and the kind it says."""
    words = lexicon()
    end, kind = at, ""
    for index in range(at + 1, min(at + 5, ceiling + 1)):
        token = tokens[index]
        if not token.joined and not (token.owned and index == at + 1 and token.low in words.around | words.directions):
            break
        pair = f"{token.low} {tokens[index + 1].low}" if index < ceiling and tokens[index + 1].joined else ""
        if pair in words.kinds.after:
            return index + 1, words.kinds.after[pair]
        if token.low in words.kinds.after:
            end, kind = index, words.kinds.after[token.low]
        elif token.low not in words.between:
            break
    return end, kind


def _kind_before(lows: list[str], words: Lexicon) -> str:
    for low in reversed(lows):
        if low in words.kinds.before:
            return words.kinds.before[low]
        if low not in {"of", "the"} and low not in words.parts and low not in words.directions:
            return ""
    return ""


def _beside(lows: list[str], words: Lexicon, before: str) -> bool:
    """Tell "east of X" (outside it) from "the east of X", "rebel-held east of X" and "eastern X" (a part of it)."""
    if any(low in _UNITS for low in lows):
        return True
    for index, low in enumerate(lows):
        if low in words.directions and not low.endswith("ern") and lows[index + 1 : index + 2] == ["of"]:
            opener = lows[index - 1] if index else before
            return opener != "the" and not opener.endswith(words.control_endings)
    return False
