"""Running counts as people decided them: series parted and joined, whatever area and period they give."""

from collections.abc import Iterator, Sequence
from itertools import chain

from marsad.linking.decided import Decided
from marsad.linking.series import Entry, Series
from marsad.records import Decisions


def parted_and_joined(found: Sequence[Series], decisions: Decisions) -> list[Series]:
    """Return series in which every decided group is in one, and no two groups that are apart meet.

    Claims nobody decided about stay with the larger part of their series.
    """
    if not decisions.groups:
        return list(found)
    decided = Decided(decisions)
    joined: list[Series] = []
    for series in chain.from_iterable(_parts(one, decided) for one in found):
        groups = _groups(series.entries, decided)
        home = next((other for other in joined if _is_home(_groups(other.entries, decided), groups, decided)), None)
        if home is None:
            joined.append(series)
        else:
            for entry in series.entries:
                home.add(entry)
            home.since = min((day for day in (home.since, series.since) if day is not None), default=None)
    return joined


def _is_home(held: frozenset[int], groups: frozenset[int], decided: Decided) -> bool:
    return bool(held & groups) and not decided.foes(held) & groups


def _groups(entries: Sequence[Entry], decided: Decided) -> frozenset[int]:
    return decided.groups(entry.claim for entry in entries)


def _parts(series: Series, decided: Decided) -> Iterator[Series]:
    """Part one series where it holds groups that must stay apart; the first part keeps area and period."""
    groups = _groups(series.entries, decided)
    if not decided.foes(groups) & groups:
        yield series
        return
    kept: list[list[Entry]] = []
    rest: list[Entry] = []
    for entry in sorted(series.entries, key=lambda entry: entry.order):
        group = decided.group(entry.claim)
        if group is None:
            rest.append(entry)
            continue
        foes = decided.foes({group})
        own = next((part for part in kept if group in _groups(part, decided)), None)
        part = own or next((part for part in kept if not foes & _groups(part, decided)), None)
        if part is None:
            kept.append([entry])
        else:
            part.append(entry)
    # larger first: what nobody decided about, and the name of the whole, stay with it
    kept.sort(key=lambda part: (-len(part), part[0].order))
    kept[0].extend(rest)
    for part in kept:
        made = Series(series.area, series.since, part[0])
        for entry in part[1:]:
            made.add(entry)
        yield made
