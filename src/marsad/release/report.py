"""The report: one self-contained page that shows the record and opens every figure to its quotes."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version

import jinja2
import msgspec

from marsad.records import Context, Finding, Incident, Severity, Snapshot, Tally
from marsad.release.atlas import Atlas, Outline, atlas_of
from marsad.release.chain import Source, source_of, told
from marsad.release.cleaning import one_line, without_folders
from marsad.release.entries import IncidentEntry, TallyEntry, incident_entry, tally_entry
from marsad.release.lookup import Headline, Lookup
from marsad.release.summary import Counts, Group, Sum, counts_of, sums_of, uncounted
from marsad.release.timeline import Timeline, timeline_of
from marsad.release.wording import dated, day_text, label, number, sentence

_MOST_QUOTES = 12
_FEWEST_QUOTES = 3
_QUOTES_ON_PAGE = 4_000
_MOST_ENTRIES = 1_500
_MOST_DOCUMENTS = 200
_MOST_FINDINGS = 40
_TEXT_DIRECTIONS = {"ar": "rtl", "fa": "rtl", "he": "rtl", "ku": "auto", "ur": "rtl"}


class ContextEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Harm outside the conflict record, of one context."""

    name: str
    incidents: tuple[IncidentEntry, ...]
    tallies: tuple[TallyEntry, ...]


class FindingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One finding as the page shows it."""

    where: str
    words: str
    message: str


class FindingGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Findings of one kind; `more` are not listed."""

    kind: str
    severity: str
    count: int
    remedies: tuple[str, ...]
    lines: tuple[FindingLine, ...]
    more: int


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the template shows, ready to print; `left_out` are the incidents and tallies too many to show."""

    title: str
    generated_from: str
    as_of: str
    version: str
    ruleset: str
    gazetteer: str
    counts: Counts
    sums: tuple[Sum, ...]
    timeline: Timeline
    atlas: Atlas
    names: dict[str, tuple[str, str]]
    incidents: tuple[IncidentEntry, ...]
    tallies: tuple[TallyEntry, ...]
    others: tuple[ContextEntry, ...]
    left_out: int
    uncounted: tuple[Group, ...]
    unread: tuple[Source, ...]
    unread_more: int
    findings: tuple[FindingGroup, ...]


def render(
    snapshot: Snapshot,
    *,
    title: str,
    generated_from: str,
    headline: Headline,
    outlines: Iterable[Outline] = (),
) -> str:
    """Return the report as one HTML page without scripts that asks nothing of any network.

    `generated_from` names the input as the reader of the page should know it; folders of an absolute path are left
    out. `headline` picks the figure shown for an incident and measure (`marsad.counting.headline`), `outlines` are
    the borders the map draws. The same snapshot always gives the same bytes.
    """
    page = page_of(snapshot, Lookup(snapshot, headline), title, generated_from, outlines)
    words = {"sentence": sentence, "number": number, "day": day_text, "dated": dated, "label": label}
    return _environment().get_template("report.html").render(page=page, direction=direction, **words)


def page_of(snapshot: Snapshot, lookup: Lookup, title: str, generated_from: str, outlines: Iterable[Outline]) -> Page:
    """Work out what the page shows."""
    subjects = len(snapshot.incidents) + len(snapshot.tallies)
    most = max(_FEWEST_QUOTES, min(_MOST_QUOTES, _QUOTES_ON_PAGE // max(1, subjects)))
    incidents = [incident for incident in snapshot.incidents if incident.context is Context.CONFLICT]
    chosen = _largest(snapshot, lookup)
    entries = {i.id: incident_entry(i, lookup, most) for i in snapshot.incidents if i.id in chosen}
    tallies = {t.id: tally_entry(t, lookup, 2 * most) for t in snapshot.tallies if t.id in chosen}
    unread = [d for d in snapshot.documents if d.id not in snapshot.notes or not snapshot.notes[d.id].reader]
    return Page(
        title=one_line(title),
        generated_from=one_line(without_folders(generated_from)),
        as_of=day_text(as_of(snapshot)),
        version=version("marsad"),
        ruleset=snapshot.ruleset,
        gazetteer=snapshot.gazetteer,
        counts=counts_of(snapshot, lookup),
        sums=sums_of(incidents, lookup),
        timeline=timeline_of(incidents),
        atlas=atlas_of(incidents, lookup, outlines),
        names={name: (entry.place, entry.dates) for name, entry in entries.items()},
        incidents=tuple(entries[incident.id] for incident in incidents if incident.id in chosen),
        tallies=tuple(tallies[t.id] for t in snapshot.tallies if t.context is Context.CONFLICT and t.id in chosen),
        others=_other_contexts(snapshot, entries, tallies),
        left_out=subjects - len(chosen),
        uncounted=uncounted(snapshot),
        unread=tuple(source_of(document, lookup) for document in unread[:_MOST_DOCUMENTS]),
        unread_more=max(0, len(unread) - _MOST_DOCUMENTS),
        findings=finding_groups(snapshot.findings, lookup),
    )


def as_of(snapshot: Snapshot) -> dt.date | None:
    """Return the last day any document was published: the page's only date, for it carries no clock."""
    days = [note.effective for note in snapshot.notes.values()]
    days += [document.published for document in snapshot.documents]
    return max((day for day in days if day is not None), default=None)


def direction(language: str) -> str:
    """Return the direction in which a text of this language runs, `auto` where that must be told from its letters."""
    return _TEXT_DIRECTIONS.get(language.split("-", maxsplit=1)[0], "auto")


def finding_groups(findings: Sequence[Finding], lookup: Lookup) -> tuple[FindingGroup, ...]:
    """Gather findings by kind, the gravest first."""
    kinds: dict[tuple[int, str], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((list(Severity).index(finding.severity), finding.kind), []).append(finding)
    return tuple(_finding_group(kinds[key], lookup) for key in sorted(kinds))


def _finding_group(findings: list[Finding], lookup: Lookup) -> FindingGroup:
    first = findings[0]
    remedies = dict.fromkeys(one_line(without_folders(finding.remedy)) for finding in findings)
    lines = tuple(_finding_line(finding, lookup) for finding in findings[:_MOST_FINDINGS])
    return FindingGroup(
        kind=one_line(first.kind.replace("_", " ")),
        severity=first.severity.value,
        count=len(findings),
        remedies=tuple(remedies)[:_FEWEST_QUOTES],
        lines=lines,
        more=len(findings) - len(lines),
    )


def _finding_line(finding: Finding, lookup: Lookup) -> FindingLine:
    document = lookup.documents.get(finding.document)
    where = told(finding.where, lookup, finding.document)
    if document is not None and finding.where in ("", document.id):
        where = source_of(document, lookup).name
    words = told(finding.words, lookup, finding.document)
    return FindingLine(where=where, words=words, message=told(finding.message, lookup, finding.document))


def _largest(snapshot: Snapshot, lookup: Lookup) -> frozenset[str]:
    """Choose the incidents and tallies with the largest figures, as many as a page can hold."""

    def weight(subject: Incident | Tally) -> tuple[int, str]:
        return (-max((f.best.value for f in lookup.figures.get(subject.id, ())), default=0), subject.id)

    subjects: list[Incident | Tally] = [*snapshot.incidents, *snapshot.tallies]
    return frozenset(subject.id for subject in sorted(subjects, key=weight)[:_MOST_ENTRIES])


def _other_contexts(
    snapshot: Snapshot, entries: dict[str, IncidentEntry], tallies: dict[str, TallyEntry]
) -> tuple[ContextEntry, ...]:
    found = []
    for context in Context:
        if context is Context.CONFLICT:
            continue
        own = tuple(entries[i.id] for i in snapshot.incidents if i.context is context and i.id in entries)
        running = tuple(tallies[t.id] for t in snapshot.tallies if t.context is context and t.id in tallies)
        if own or running:
            found.append(ContextEntry(name=label("context", context.value), incidents=own, tallies=running))
    return tuple(found)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("marsad.release"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
