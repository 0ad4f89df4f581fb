"""Naming: incidents keep the name they were first recorded under, whatever joins or leaves them."""

from collections.abc import Sequence

import msgspec

from marsad.records import Incident, content_id


def named(found: Sequence[Incident], known: Sequence[Incident]) -> tuple[Incident, ...]:
    """Name incidents, sorted by id.

    Each known incident goes to the found one that holds most of its claims (then to the one with the least claim). A
    found incident takes the name of the known one that gives it most claims (then of the one with the fewest in all,
    then the least id); the other names that came to it are aliases. An incident to which none came is named after its
    least claim. Naming the result again, with the result among the known, changes nothing.
    """
    place = {claim: at for at, incident in enumerate(found) for claim in incident.claims}
    heirs: dict[int, list[tuple[int, Incident]]] = {}
    for old in sorted(known, key=lambda incident: incident.id):
        shares: dict[int, int] = {}
        for claim in old.claims:
            if claim in place:
                shares[place[claim]] = shares.get(place[claim], 0) + 1
        if shares:
            at = min(shares, key=lambda at: (-shares[at], found[at].claims[0]))
            heirs.setdefault(at, []).append((shares[at], old))
    taken = {old.id for old in known} | {alias for old in known for alias in old.aliases}
    result = [_name(incident, heirs.get(at, []), taken) for at, incident in enumerate(found)]
    return tuple(sorted(result, key=lambda incident: incident.id))


def _name(incident: Incident, olds: Sequence[tuple[int, Incident]], taken: set[str]) -> Incident:
    if not olds:
        return msgspec.structs.replace(incident, id=_new(incident, taken))
    ordered = sorted(olds, key=lambda pair: (-pair[0], len(pair[1].claims), pair[1].id))
    name = ordered[0][1].id
    aliases = {alias for _, old in ordered for alias in (old.id, *old.aliases)} - {name}
    return msgspec.structs.replace(incident, id=name, aliases=tuple(sorted(aliases)))


def _new(incident: Incident, taken: set[str]) -> str:
    """Name a new incident after its least claim, or the next least where an older incident has that name.

    After a split the part that left may hold the claim the other part is named after.
    """
    names = (content_id("inc", claim) for claim in incident.claims)
    return next((name for name in names if name not in taken), content_id("inc", "split", *incident.claims))
