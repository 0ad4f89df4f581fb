"""Decisions: what same, not same and split come to together, the later judgement before the earlier."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, combinations, pairwise, product

import msgspec

from marsad.records import Action, Decisions, Finding, Judgement, Relation, Severity

_ACTIONS = (Action.SAME, Action.NOT_SAME, Action.SPLIT)


Standing = Callable[[Judgement, str], tuple[str, ...]]


class _Pair(msgspec.Struct, frozen=True):
    """Two claims that one judgement puts together or keeps apart."""

    one: str
    other: str
    together: bool


def decide(
    judgements: Sequence[Judgement],
    about: Relation = Relation.INCIDENT,
    standing_for: Standing = Judgement.claims_of,
) -> tuple[Decisions, tuple[Finding, ...]]:
    """Return decisions about one relation, without contradiction, from standing judgements in the order they were made.

    A later judgement beats the earlier ones it contradicts, also where it does so by a chain: of `a` same `b`, `b`
    same `c` and then `a` not same `c`, the second gives way. What gave way in part or whole is a finding.
    `standing_for` says what each subject of a judgement stands for: the claims it had, unless another rule is given.
    """
    board = _Board()
    findings = []
    for judgement in reversed(judgements):
        if judgement.action in _ACTIONS and judgement.about is about:
            refused = sum(not board.take(pair) for pair in _pairs(judgement, standing_for))
            if refused:
                findings.append(_overruled(judgement, refused))
    return board.decisions(), tuple(findings)


def _pairs(judgement: Judgement, standing_for: Standing) -> Iterator[_Pair]:
    if judgement.action is Action.SPLIT:
        yield from _split_pairs(judgement, standing_for)
        return
    groups = [standing_for(judgement, one) for one in judgement.subjects]
    if judgement.action is Action.SAME:
        yield from (_Pair(a, b, together=True) for a, b in pairwise(chain.from_iterable(groups)))
        return
    # each claim from each: who says that two incidents differ has not said that the claims of one belong together
    for one, other in combinations(groups, 2):
        yield from (_Pair(a, b, together=False) for a, b in product(one, other))


def _split_pairs(judgement: Judgement, standing_for: Standing) -> Iterator[_Pair]:
    """Put together the claims that leave, and keep each that stays apart from them."""
    incident, *leaving = judgement.subjects
    staying = [one for one in standing_for(judgement, incident) if one not in leaving]
    yield from (_Pair(a, b, together=True) for a, b in pairwise(leaving))
    yield from (_Pair(a, b, together=False) for a, b in product(leaving[:1], staying))


class _Board:
    """Claims in groups, and which groups are apart; takes one pair after another unless it contradicts."""

    def __init__(self) -> None:
        self._group: dict[str, int] = {}
        self._members: dict[int, list[str]] = {}
        self._foes: dict[int, set[int]] = {}

    def take(self, pair: _Pair) -> bool:
        """Take a pair and say whether it fits what was taken before."""
        one, other = self._of(pair.one), self._of(pair.other)
        if pair.together:
            return one == other or self._join(one, other)
        if one == other:
            return False
        self._foes[one].add(other)
        self._foes[other].add(one)
        return True

    def decisions(self) -> Decisions:
        """Return the groups, by their least claim, and the pairs of groups that are apart."""
        groups = sorted((tuple(sorted(members)), key) for key, members in self._members.items())
        at = {key: index for index, (_, key) in enumerate(groups)}
        apart = {(min(a, b), max(a, b)) for a, b in ((at[k], at[f]) for k, foes in self._foes.items() for f in foes)}
        return Decisions(groups=tuple(members for members, _ in groups), apart=tuple(sorted(apart)))

    def _of(self, claim: str) -> int:
        if claim not in self._group:
            key = self._group[claim] = len(self._group)
            self._members[key] = [claim]
            self._foes[key] = set()
        return self._group[claim]

    def _join(self, one: int, other: int) -> bool:
        if other in self._foes[one]:
            return False
        moved = self._members.pop(other)
        self._members[one].extend(moved)
        self._group.update(dict.fromkeys(moved, one))
        for foe in self._foes.pop(other):
            self._foes[foe].discard(other)
            self._foes[foe].add(one)
            self._foes[one].add(foe)
        return True


def _overruled(judgement: Judgement, refused: int) -> Finding:
    return Finding(
        kind="judgement_overruled",
        severity=Severity.NOTE,
        where=judgement.id,
        words=judgement.reason,
        message=f"{refused} of the pairs this judgement ({judgement.action.value}) decided are decided otherwise later",
        remedy="withdraw the judgement that is wrong",
    )
