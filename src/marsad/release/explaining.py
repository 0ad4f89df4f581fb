"""Explains any id: the chain from a number to its rule, claims, quotes, documents and originals."""

from collections.abc import Iterator

import msgspec

from marsad.records import Claim, Document, Figure, Incident, InputError, Origin, Tally
from marsad.release.chain import Evidence, evidence_of, subject_claims
from marsad.release.cleaning import one_line
from marsad.release.derivatives import derivative_view
from marsad.release.headings import Thing, heading, tally_figure
from marsad.release.listing import figure_view
from marsad.release.lookup import Lookup
from marsad.release.views import DerivativeView, FigureView

_MOST_NAMED = 20


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What stands behind one id: a heading, the figures it is or is part of, and every claim with its words.

    `grade` and `judgements` are what people said of the thing itself; those of its claims are among their notes.
    """

    id: str
    kind: str
    heading: str
    figures: tuple[FigureView, ...]
    evidence: tuple[Evidence, ...]
    derivatives: tuple[DerivativeView, ...] = ()
    grade: str | None = None
    judgements: tuple[str, ...] = ()


def explanation_of(name: str, lookup: Lookup) -> Explanation:
    """Explain a figure, incident, claim, tally, document or origin.

    `name` is its id, an alias, a document's own id, or a start of one of them that nothing else has.
    Raises `InputError` where nothing, or more than one thing, answers to it.
    """
    return _explanation(_found(name, lookup), lookup)


def _found(name: str, lookup: Lookup) -> Thing:
    wanted = name.strip()
    matches: dict[str, Thing] = {}
    for known, thing in _names(lookup):
        if known == wanted:
            return thing
        if wanted and (known.startswith(wanted) or known.partition("-")[2].startswith(wanted)):
            matches[thing.id] = thing
    if not matches:
        raise InputError(
            f"Nothing in this archive has the id {one_line(wanted)!r}",
            next_step="`marsad list figures` (or incidents, tallies, claims, documents) shows the ids",
        )
    if len(matches) > 1:
        shown = sorted(matches)[:_MOST_NAMED]
        lines = "".join(f"\n  {key}  {heading(matches[key], lookup)}" for key in shown)
        rest = f"\n  and {len(matches) - len(shown)} more" if len(matches) > len(shown) else ""
        raise InputError(
            f"{len(matches)} ids start with {one_line(wanted)!r}",
            next_step=f"give more of the id:{lines}{rest}",
        )
    return next(iter(matches.values()))


def _names(lookup: Lookup) -> Iterator[tuple[str, Thing]]:
    snapshot = lookup.snapshot
    for things in (snapshot.figures, snapshot.incidents, snapshot.tallies, snapshot.claims, snapshot.documents):
        for thing in things:
            yield thing.id, thing
    for incident in snapshot.incidents:
        for alias in incident.aliases:
            yield alias, incident
    for document in snapshot.documents:
        if document.source_id:
            yield document.source_id, document
    for origin in snapshot.origins:
        yield origin.id, origin


def _explanation(thing: Thing, lookup: Lookup) -> Explanation:
    figures, claims = _behind(thing, lookup)
    mark = lookup.snapshot.marks.get(thing.id)
    evidence = evidence_of(claims, lookup)
    originals = {one.source.original for one in evidence} | ({thing.original} if isinstance(thing, Document) else set())
    return Explanation(
        id=thing.id,
        kind=type(thing).__name__.lower(),
        heading=heading(thing, lookup),
        figures=tuple(figure_view(figure, lookup) for figure in figures),
        evidence=evidence,
        derivatives=tuple(
            derivative_view(made, lookup) for made in lookup.snapshot.attachments if made.original in originals
        ),
        grade=(mark.grade or None) if mark else None,
        judgements=mark.judgements if mark else (),
    )


def _behind(thing: Thing, lookup: Lookup) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    if isinstance(thing, Figure):
        return (thing,), thing.claims
    if isinstance(thing, Incident):
        return lookup.ordered_figures(thing.id), subject_claims(thing)
    if isinstance(thing, Tally):
        figure = tally_figure(thing, lookup)
        return (figure,) if figure else (), subject_claims(thing)
    if isinstance(thing, Claim):
        return tuple(f for f in lookup.snapshot.figures if thing.id in f.claims), (thing.id,)
    if isinstance(thing, Origin):
        return (), thing.claims
    return (), tuple(claim.id for claim in lookup.snapshot.claims if claim.document == thing.id)
