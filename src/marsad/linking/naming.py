"""Naming: incidents keep the name they were first recorded under, whatever joins or leaves them."""

from collections.abc import Sequence

import msgspec

from marsad.records import Incident, content_id


def named(found: Sequence[Incident], known: Sequence[Incident]) -> tuple[Incident, ...]:
    """Name incidents, sorted by id; `known` are those recorded before, the oldest first.

    A name goes where most of its claims are; of several that come to one incident it takes the one that gives it most
    claims, then the one with the fewest in all, then the oldest, so that what came apart and is put together again has
    the name it had. The other names that came to it are aliases. An incident to which none came is named after its
    least claim. Naming the result again, with the result among the known, changes nothing.
    """
    pairs = _pairs(found, known)
    names: dict[int, str] = {}
    given: set[str] = set()
    for at, old in pairs:
        if at not in names and old.id not in given:
            names[at] = old.id
            given.add(old.id)
    aliases: dict[int, set[str]] = {}
    home: dict[str, int] = {name: at for at, name in names.items()}
    for at, old in pairs:
        aliases.setdefault(home.setdefault(old.id, at), set()).update((old.id, *old.aliases))
    taken = {old.id for old in known} | {alias for old in known for alias in old.aliases}
    result = []
    for at, incident in enumerate(found):
        name = names.get(at) or _new(incident, taken)
        others = tuple(sorted(aliases.get(at, set()) - {name}))
        result.append(msgspec.structs.replace(incident, id=name, aliases=others))
    return tuple(sorted(result, key=lambda incident: incident.id))


def _pairs(found: Sequence[Incident], known: Sequence[Incident]) -> list[tuple[int, Incident]]:
    """Return which found incident may have which known name, the best claim to a name first."""
    place = {claim: at for at, incident in enumerate(found) for claim in incident.claims}
    ranked: list[tuple[int, int, int, str, int]] = []
    for age, old in enumerate(known):
        shares: dict[int, int] = {}
        for claim in old.claims:
            if claim in place:
                shares[place[claim]] = shares.get(place[claim], 0) + 1
        ranked += [(-share, len(old.claims), age, found[at].claims[0], at) for at, share in shares.items()]
    return [(at, known[age]) for _, _, age, _, at in sorted(ranked)]


def _new(incident: Incident, taken: set[str]) -> str:
    """Name a new incident after its least claim, or the next least where an older incident has that name.

    After a split the part that left may hold the claim the other part is named after.
    """
    names = (content_id("inc", claim) for claim in incident.claims)
    return next((name for name in names if name not in taken), content_id("inc", "split", *incident.claims))
