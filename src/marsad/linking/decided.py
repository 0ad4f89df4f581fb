"""Decided: what people put together and kept apart, for clustering to honour."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from marsad.linking.profile import Profile
from marsad.linking.unit import Unit, unit_of
from marsad.records import Claim, Context, Decisions

_NOTHING: frozenset[int] = frozenset()


class Decided:
    """Decisions in the shape that clustering asks for; groups are named by their index."""

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions
        self._group = {claim: at for at, members in enumerate(decisions.groups) for claim in members}
        foes: dict[int, set[int]] = {}
        for one, other in decisions.apart:
            foes.setdefault(one, set()).add(other)
            foes.setdefault(other, set()).add(one)
        self._foes = {at: frozenset(found) for at, found in foes.items()}

    def __bool__(self) -> bool:
        return bool(self._group)

    def group(self, claim: Claim) -> int | None:
        """Return the group a claim is in, if any."""
        return self._group.get(claim.id)

    def groups(self, claims: Iterable[Claim]) -> frozenset[int]:
        """Return the groups that claims are in."""
        return frozenset(self._group[claim.id] for claim in claims if claim.id in self._group)

    def foes(self, groups: Iterable[int]) -> frozenset[int]:
        """Return the groups that must stay apart from these."""
        return _NOTHING.union(*(self._foes.get(group, _NOTHING) for group in groups))

    def of_one_context(self, claims: Sequence[Claim]) -> list[Claim]:
        """Return claims with one context for each group: conflict where one claim of it says so, else the first.

        Claims of different contexts never meet; who puts two together has decided what harm it was.
        """
        contexts: dict[int, set[Context]] = {}
        for claim in claims:
            if (at := self.group(claim)) is not None:
                contexts.setdefault(at, set()).add(claim.context)
        order = list(Context)
        chosen = {at: min(found, key=order.index) for at, found in contexts.items()}
        return [
            claim if (at := self.group(claim)) is None else msgspec.structs.replace(claim, context=chosen[at])
            for claim in claims
        ]

    def parted(self, units: Iterable[Unit]) -> list[Unit]:
        """Return units with at most one group each: claims of other groups become units of their own."""
        parts = [part for unit in units for part in self._parts(unit)]
        return sorted(parts, key=lambda unit: unit.key)

    def _parts(self, unit: Unit) -> Iterator[Unit]:
        """The claims nobody decided about go with the group of the first that somebody did."""
        parts: dict[int, list[Claim]] = {}
        rest: list[Claim] = []
        for claim in unit.claims:
            at = self.group(claim)
            (rest if at is None else parts.setdefault(at, [])).append(claim)
        if len(parts) < 2:
            yield unit
            return
        first = next(iter(parts))
        for at, claims in parts.items():
            yield unit_of(sorted(claims + (rest if at == first else []), key=lambda claim: claim.id))


def rejoined(found: Sequence[Profile], decided: Decided, describe: Callable[[Unit], Profile]) -> tuple[Profile, ...]:
    """Return incidents in the making with every group of decided claims in one of them, sorted by key.

    Groups come first; what a document and then what clustering put together follows as far as no decision forbids it.
    """
    touched = [profile for profile in found if profile.judged]
    bonds = _Bonds([unit for profile in touched for unit in profile.units], decided)
    bonds.tie(lambda unit: next(iter(decided.groups(unit.claims)), None))
    bonds.tie(lambda unit: (unit.document, unit.event) if unit.event else None)
    place = {unit.key: at for at, profile in enumerate(touched) for unit in profile.units}
    bonds.tie(lambda unit: place[unit.key])
    whole = {tuple(unit.key for unit in profile.units): profile for profile in found}
    joined = [
        whole.get(tuple(unit.key for unit in units)) or Profile.union([describe(unit) for unit in units])
        for units in bonds.together()
    ]
    return tuple(sorted((*(p for p in found if not p.judged), *joined), key=lambda profile: profile.key))


class _Bonds:
    """Units tied together, never against a decision."""

    def __init__(self, units: Sequence[Unit], decided: Decided) -> None:
        self._units = sorted(units, key=lambda unit: unit.key)
        self._decided = decided
        self._parent = list(range(len(self._units)))
        self._groups = [set(decided.groups(unit.claims)) for unit in self._units]

    def tie(self, sign: Callable[[Unit], object]) -> None:
        """Tie units of the same sign (None: no sign), each to the first before it that it may go with."""
        heads: dict[object, list[int]] = {}
        for at, unit in enumerate(self._units):
            name = sign(unit)
            if name is None:
                continue
            before = heads.setdefault(name, [])
            if not any(self._join(head, at) for head in before):
                before.append(at)

    def together(self) -> list[tuple[Unit, ...]]:
        """Return the units that are one incident, each group sorted by key."""
        groups: dict[int, list[Unit]] = {}
        for at, unit in enumerate(self._units):
            groups.setdefault(self._root(at), []).append(unit)
        return [tuple(units) for units in groups.values()]

    def _root(self, at: int) -> int:
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def _join(self, one: int, other: int) -> bool:
        a, b = self._root(one), self._root(other)
        if a == b:
            return True
        if self._decided.foes(self._groups[a]) & self._groups[b]:
            return False
        self._parent[b] = a
        self._groups[a] |= self._groups[b]
        return True
