"""Blocks: reports of one place and one period, parted into incidents."""

import heapq
from collections.abc import Sequence

from marsad.linking.evidence import may_join, need, points, told_apart
from marsad.linking.profile import Profile
from marsad.linking.weights import Weights

_MOST = 300


def part(block: Sequence[Profile], weights: Weights) -> tuple[list[Profile], bool]:
    """Part the reports of one block into groups that are one incident each.

    The pair with most evidence joins first, and each group is compared anew as a whole. Also returns True where the
    block was too crowded to compare all pairs; then only reports of the same kind and size were compared.
    """
    groups = _equal_first(sorted(block, key=lambda p: p.key), weights)
    if len(groups) <= _MOST:
        return _agglomerate(groups, weights), False
    crowds: dict[tuple[object, ...], list[Profile]] = {}
    for group in groups:
        crowds.setdefault(_likeness(group), []).append(group)
    parted: list[Profile] = []
    for crowd in crowds.values():
        for start in range(0, len(crowd), _MOST):
            parted.extend(_agglomerate(crowd[start : start + _MOST], weights))
    return sorted(parted, key=lambda p: p.key), True


def _likeness(profile: Profile) -> tuple[object, ...]:
    sizes = [low for by in profile.counts.values() for numbers in by.values() for low, _ in numbers]
    return (tuple(sorted(profile.kinds)), max(sizes, default=0).bit_length())


def _equal_first(block: Sequence[Profile], weights: Weights) -> list[Profile]:
    """Join reports that agree in everything compared; it changes nothing but the number of pairs left."""
    alike: dict[tuple[object, ...], list[_Equals]] = {}
    for profile in block:
        groups = alike.setdefault(profile.features(), [])
        for group in groups:
            if group.takes(profile, weights):
                group.add(profile)
                break
        else:
            groups.append(_Equals(profile))
    joined = [Profile.union(group.members) for groups in alike.values() for group in groups]
    return sorted(joined, key=lambda p: p.key)


class _Equals:
    """Reports of one incident that agree in everything compared; joined at once, since pair by pair is quadratic."""

    def __init__(self, first: Profile) -> None:
        self.members = [first]
        self._by_document = {document: [first] for document in first.documents}

    def takes(self, profile: Profile, weights: Weights) -> bool:
        """Tell whether a report joins: with evidence enough beside the first, and told apart from none."""
        if not _joinable(self.members[0], profile, weights):
            return False
        same = (member for document in profile.documents for member in self._by_document.get(document, ()))
        return not any(told_apart(member, profile) for member in same)

    def add(self, profile: Profile) -> None:
        self.members.append(profile)
        for document in profile.documents:
            self._by_document.setdefault(document, []).append(profile)


def _joinable(one: Profile, other: Profile, weights: Weights) -> bool:
    return may_join(one, other) and points(one, other, weights) >= need(one, other, weights)


def _agglomerate(groups: Sequence[Profile], weights: Weights) -> list[Profile]:
    alive = dict(enumerate(groups))
    pairs: list[tuple[int, str, str, int, int]] = []
    for at in range(len(groups)):
        _offer(pairs, alive, at, range(at), weights)
    following = len(groups)
    while pairs:
        _, _, _, one, other = heapq.heappop(pairs)
        if one not in alive or other not in alive:
            continue
        alive[following] = alive.pop(one).merged(alive.pop(other))
        _offer(pairs, alive, following, [at for at in alive if at != following], weights)
        following += 1
    return sorted(alive.values(), key=lambda p: p.key)


def _offer(
    pairs: list[tuple[int, str, str, int, int]],
    alive: dict[int, Profile],
    at: int,
    others: Sequence[int],
    weights: Weights,
) -> None:
    """Put the pairs of one group that have evidence enough into the heap, most points first, then by key."""
    for other in others:
        one, two = alive[at], alive[other]
        found = points(one, two, weights)
        if found >= need(one, two, weights) and may_join(one, two):
            first, second = sorted((one.key, two.key))
            heapq.heappush(pairs, (-found, first, second, at, other))
