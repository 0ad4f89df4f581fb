"""Incidents: claims of events, put together where they are about the same harm."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from marsad.linking.attach import Board, attach, looseness
from marsad.linking.blocks import part
from marsad.linking.copies import Copies, near_copies
from marsad.linking.decided import Decided, rejoined
from marsad.linking.holder import Lookup, held_together, no_gazetteer
from marsad.linking.naming import named
from marsad.linking.profile import Profile
from marsad.linking.source import Source
from marsad.linking.unit import Period, Unit, units_of
from marsad.linking.weights import Weights, weights
from marsad.records import (
    Claim,
    Context,
    Decisions,
    EventType,
    Finding,
    Incident,
    Origin,
    Severity,
    TallyKind,
    precision_of,
)

_DEEPEST = 4
NOTHING_DECIDED = Decisions()
_Block = tuple[str, str, Period | None]


def link_incidents(
    claims: Sequence[Claim],
    origins: Sequence[Origin],
    sources: Mapping[str, Source],
    known: Sequence[Incident] = (),
    *,
    lookup: Lookup = no_gazetteer,
    decided: Decisions = NOTHING_DECIDED,
) -> tuple[tuple[Incident, ...], tuple[Finding, ...]]:
    """Put claims of events together into incidents, sorted by id.

    Which claims belong together depends on the claims, their origins and their texts alone; `known` (incidents
    recorded before) only lends names. Claims that are denied, speculative or historical join an incident that
    counting claims make, and never make one. Cumulative and incremental claims are left to `link_tallies`. `lookup`
    finds a gazetteer entry by its id, for the area that holds several places of one incident; without it only areas
    that the claims name are known. What people decided holds against all evidence: claims of one group in `decided`
    are one incident, claims of groups that are apart never are.
    """
    judged = Decided(decided)
    events = judged.of_one_context([claim for claim in claims if claim.tally is TallyKind.EVENT])
    copies = near_copies(sources.values())
    origin_of = {claim: origin.id for origin in origins for claim in origin.claims}
    groups, findings = _groups([claim for claim in events if claim.counts], origin_of, copies, judged)
    members = _with_others(groups, events, origin_of, copies, judged)
    return named([_incident(group, extra, lookup) for group, extra in members], known), findings


def _groups(
    claims: Iterable[Claim], origin_of: Mapping[str, str], copies: Copies, decided: Decided
) -> tuple[list[Board], tuple[Finding, ...]]:
    """Make one board of incidents for each context; claims of different contexts never meet."""
    blocks: dict[Context, dict[_Block, list[Profile]]] = {}

    def described(unit: Unit) -> Profile:
        groups = decided.groups(unit.claims)
        root = copies.root_of(unit.document)
        return Profile.of(unit, origin_of, root, weights(), judged=groups, foes=decided.foes(groups))

    for unit in decided.parted(units_of(claims)):
        root = copies.root_of(unit.document)
        profile = described(unit)
        key = (unit.area.key, "" if unit.area.known and unit.window else root, unit.window)
        blocks.setdefault(unit.claims[0].context, {}).setdefault(key, []).append(profile)
    boards: list[Board] = []
    findings: list[Finding] = []
    for context in sorted(blocks):
        board, crowded = _board(blocks[context].values(), weights())
        if decided:
            board = Board.of(rejoined(list(board.groups.values()), decided, described))
        boards.append(board)
        findings.extend(crowded)
    return boards, tuple(sorted(findings))


def _board(blocks: Iterable[Sequence[Profile]], table: Weights) -> tuple[Board, list[Finding]]:
    board = Board()
    findings: list[Finding] = []
    for block in sorted(blocks, key=lambda block: (looseness(block[0]), min(p.key for p in block))):
        groups, crowded = part(block, table)
        if crowded:
            findings.append(_crowded(block))
        for alone in attach(board, groups, table):
            board.add(alone)
    return board, findings


def _crowded(block: Sequence[Profile]) -> Finding:
    unit = min((p.units[0] for p in block), key=lambda unit: unit.key)
    day = unit.window.start.isoformat() if unit.window else "an unknown day"
    return Finding(
        kind="crowded_day",
        severity=Severity.WARNING,
        where=unit.area.words or unit.area.key,
        document=unit.document,
        message=f"{len(block)} reports share this place and {day}; only those alike in kind and size were compared.",
        remedy="Check the incidents of this place and day for some that should be one.",
    )


def _with_others(
    boards: Iterable[Board],
    events: Sequence[Claim],
    origin_of: Mapping[str, str],
    copies: Copies,
    decided: Decided,
) -> list[tuple[Profile, list[Claim]]]:
    """Add the claims that do not count to the incident they speak of, where only one can be meant."""
    groups = [(board, at) for board in boards for at in board.groups]
    of_claim: dict[str, int] = {}
    of_event: dict[tuple[str, str, Context], int] = {}
    board_of: dict[Context, Board] = {}
    slot: dict[tuple[Context, int], int] = {}
    of_group: dict[int, int] = {}
    for number, (board, at) in enumerate(groups):
        for claim in _claims(board.groups[at]):
            of_claim[claim.id] = number
            of_event[claim.document, claim.event, claim.context] = number
            board_of[claim.context] = board
            slot[claim.context, at] = number
        of_group.update(dict.fromkeys(board.groups[at].judged, number))
    by_id = {claim.id: claim for claim in events}
    extra: list[list[Claim]] = [[] for _ in groups]
    held = [set(board.groups[at].judged) for board, at in groups]
    for claim in sorted(events, key=lambda claim: claim.id):
        if claim.id in of_claim:
            continue
        group = decided.group(claim)
        index = of_group.get(group) if group is not None else None
        if index is None:
            index = of_claim.get(_whole(claim, by_id).id)
        if index is None and claim.event:
            index = of_event.get((claim.document, claim.event, claim.context))
        if index is None and not claim.subset_of and claim.context in board_of:
            meant = _meant(board_of[claim.context], claim, origin_of, copies)
            index = slot[claim.context, meant] if meant is not None else None
        if index is None:
            continue
        if group is not None:
            if decided.foes([group]) & held[index]:
                continue
            held[index].add(group)
            of_group.setdefault(group, index)
        extra[index].append(claim)
    return [(board.groups[at], more) for (board, at), more in zip(groups, extra, strict=True)]


def _whole(claim: Claim, by_id: Mapping[str, Claim]) -> Claim:
    """Return the claim that a part, or a part of a part, belongs to."""
    for _ in range(_DEEPEST):  # a reader's mistake may make two claims parts of each other
        if claim.subset_of not in by_id:
            break
        claim = by_id[claim.subset_of]
    return claim


def _meant(board: Board, claim: Claim, origin_of: Mapping[str, str], copies: Copies) -> int | None:
    unit = units_of([claim])[0]
    profile = Profile.of(unit, origin_of, copies.root_of(claim.document), weights())
    return board.meant(profile, weights())


def _claims(group: Profile) -> list[Claim]:
    return [claim for unit in group.units for claim in unit.claims]


def _incident(group: Profile, extra: Sequence[Claim], lookup: Lookup) -> Incident:
    counting = _claims(group)
    claims = sorted((*counting, *extra), key=lambda claim: claim.id)
    days = _days(group.units)
    area = held_together(group.area, counting, lookup)
    own_words = area.place is None or area.key.startswith("name:") or area.place != group.area.place
    return Incident(
        id=counting[0].id,
        context=counting[0].context,
        event_type=_event_type(counting),
        place=area.place,
        place_words=area.words if own_words else "",
        place_precision=area.precision,
        date_start=days.start if days else None,
        date_end=days.end if days else None,
        date_precision=precision_of(days.start, days.end) if days else precision_of(None, None),
        claims=tuple(claim.id for claim in claims),
        documents=tuple(sorted({claim.document for claim in claims})),
    )


def _days(units: Sequence[Unit]) -> Period | None:
    """Return the shortest period stated; of equal ones the most stated, then the earliest."""
    stated = Counter(unit.stated for unit in units if unit.stated is not None)
    firm = Counter(unit.stated for unit in units if unit.stated is not None and unit.stated == unit.window)
    best = firm or stated
    return min(best, key=lambda period: (period.days, -best[period], period.start), default=None)


def _event_type(claims: Sequence[Claim]) -> EventType:
    """Return the kind of event most claims give; `other` only where none says more."""
    kinds = Counter(c.event_type for c in claims if c.event_type not in (EventType.OTHER, EventType.MULTIPLE))
    if kinds:
        return min(kinds, key=lambda kind: (-kinds[kind], kind.value))
    multiple = any(claim.event_type is EventType.MULTIPLE for claim in claims)
    return EventType.MULTIPLE if multiple else EventType.OTHER
