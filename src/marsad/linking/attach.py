"""Attaching: reports that give place or time loosely go to the one incident they can mean."""

import datetime as dt
from collections.abc import Iterable, Sequence

from marsad.linking.evidence import may_join, need, points
from marsad.linking.profile import Profile
from marsad.linking.weights import Weights

_DAY = dt.timedelta(days=1)
_LONGEST = 366  # a period of more than a year picks out no incident


class Board:
    """Incidents in the making, found by place and day, or by the text they are told in."""

    def __init__(self) -> None:
        self.groups: dict[int, Profile] = {}
        self._next = 0
        self._places: dict[tuple[str, dt.date], list[int]] = {}
        self._texts: dict[str, list[int]] = {}

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> "Board":
        """Make a board of incidents that are done."""
        board = cls()
        for profile in profiles:
            board.add(profile)
        return board

    def add(self, profile: Profile) -> None:
        """Put a new incident on the board."""
        at = self._next
        self._next += 1
        self.groups[at] = profile
        self._index(at, profile)

    def join(self, at: int, profile: Profile) -> None:
        """Add a report to an incident on the board."""
        self.groups[at] = self.groups[at].merged(profile)
        self._index(at, profile)

    def near(self, profile: Profile) -> list[int]:
        """Return the incidents whose place and days a report may mean, or whose text it shares."""
        found: set[int] = set()
        if profile.area.known and profile.window is not None:
            for day in _days(profile):
                for place in (profile.area.key, *profile.area.covers):
                    found.update(self._places.get((place, day), ()))
        else:
            for root in profile.roots:
                found.update(self._texts.get(root, ()))
        return sorted(found)

    def meant(self, profile: Profile, weights: Weights) -> int | None:
        """Return the one incident on the board that a report can mean, or None."""
        choice = _choose(self, profile, weights)
        return choice[0] if choice else None

    def _index(self, at: int, profile: Profile) -> None:
        for root in profile.roots:
            self._texts.setdefault(root, []).append(at)
        if profile.window is None or profile.window.days > _LONGEST:
            return
        for day in _days(profile):
            for place in profile.area.inside | {profile.area.key}:
                self._places.setdefault((place, day), []).append(at)


def _days(profile: Profile) -> Iterable[dt.date]:
    if profile.window is None or profile.window.days > _LONGEST:
        return
    day = profile.window.start
    while day < profile.window.end:
        yield day
        day += _DAY
    yield day


def looseness(profile: Profile) -> tuple[int, int, dt.date, str]:
    """Sort key: firm reports first (narrow place, then short period)."""
    if profile.window is None:
        return (profile.area.level, _LONGEST + 1, dt.date.max, profile.area.key)
    return (profile.area.level, profile.window.days, profile.window.start, profile.area.key)


def attach(board: Board, siblings: Sequence[Profile], weights: Weights) -> list[Profile]:
    """Attach the groups of one block to firmer incidents on the board; return those that stay incidents of their own.

    A group joins only where one incident alone can be meant. Two groups of a block were told apart, so of two that
    mean the same incident only the one with more evidence joins.
    """
    wanted: dict[int, list[tuple[int, Profile]]] = {}
    alone: list[Profile] = []
    for profile in siblings:
        choice = _choose(board, profile, weights)
        if choice is None:
            alone.append(profile)
        else:
            wanted.setdefault(choice[0], []).append((choice[1], profile))
    for at in sorted(wanted):
        rivals = sorted(wanted[at], key=lambda rival: (-rival[0], rival[1].key))
        if len(rivals) > 1 and rivals[0][0] == rivals[1][0]:
            alone.extend(profile for _, profile in rivals)
            continue
        board.join(at, rivals[0][1])
        alone.extend(profile for _, profile in rivals[1:])
    return sorted(alone, key=lambda profile: profile.key)


def _choose(board: Board, profile: Profile, weights: Weights) -> tuple[int, int] | None:
    """Return the one incident a report can mean and the points for it, or None."""
    scored: list[tuple[int, int]] = []
    loose = profile.area.wide or (profile.window is not None and profile.window.wide)
    for at in board.near(profile):
        group = board.groups[at]
        if not may_join(profile, group):
            continue
        found = points(profile, group, weights)
        if found >= need(profile, group, weights):
            scored.append((found, at))
            if loose and len(scored) > 1:
                return None
    scored.sort(key=lambda pair: (-pair[0], board.groups[pair[1]].key))
    if not scored:
        return None
    if len(scored) > 1 and scored[0][0] - scored[1][0] < weights.lead["points"]:
        return None
    return scored[0][1], scored[0][0]
