"""`marsad explain`: from a number to its rule, its claims, their words, and the originals they stand in."""

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from marsad.cli.opening import as_known_on, open_past, open_snapshot
from marsad.cli.tables import brief_text, lookup_of, print_line
from marsad.release.chain import Evidence
from marsad.release.explaining import Explanation, explanation_of
from marsad.release.listing import to_json
from marsad.release.passages import Passage, PieceKind
from marsad.release.views import DerivativeView, FigureView
from marsad.release.wording import dated, day_text, label, number, people, rule_text, sentence, span_text

_STYLES = {
    PieceKind.PLAIN: "",
    PieceKind.QUOTE: "yellow",
    PieceKind.NUMBER: "bold black on yellow",
    PieceKind.WITHHELD: "dim italic",
}


_INDENT = (0, 0, 0, 4)


@click.command()
@click.argument("name", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (see docs/guide/json.md) instead of text.")
@as_known_on
@click.pass_context
def explain(context: click.Context, name: str, *, as_json: bool, known_on: str | None) -> None:
    """Show what stands behind a figure, incident, tally, claim, document or origin.

    ID may be the start of an id where only one begins so, an incident's earlier name, or a document's own id.
    """
    snapshot = open_past(context, known_on) if known_on else open_snapshot(context)
    explanation = explanation_of(name, lookup_of(snapshot))
    if as_json:
        click.echo(to_json(explanation), nl=False)
    else:
        print_explanation(Console(), explanation)


def print_explanation(console: Console, explanation: Explanation) -> None:
    """Print the chain: numbers, rules, quotes, documents, originals."""
    print_line(console, explanation.heading, "bold")
    print_line(console, f"{explanation.kind} {explanation.id}")
    if explanation.grade:
        print_line(console, f"graded {explanation.grade} by {explanation.judgements[-1]}")
    numbers = {evidence.claim: place for place, evidence in enumerate(explanation.evidence, start=1)}
    for figure in explanation.figures:
        print_line(console)
        _print_figure(console, figure, numbers)
    for evidence in explanation.evidence:
        print_line(console)
        _print_evidence(console, numbers[evidence.claim], evidence)
    _print_derivatives(console, explanation.derivatives)
    print_line(console)
    if explanation.figures:
        print_line(console, sentence("range"))
    elif not explanation.evidence:
        print_line(console, "No claim rests on it.")


def _print_derivatives(console: Console, derivatives: tuple[DerivativeView, ...]) -> None:
    for made in derivatives:
        language = f" ({made.language})" if made.language else ""
        sure = "" if made.confidence is None else f", confidence {made.confidence}%"
        print_line(console)
        what = f"{label('derivative', made.kind.value)}{language}"
        print_line(console, f"{what} by {made.maker}, {made.tool} {made.version}{sure}")
        print_line(console, f"    of original {made.original}, sha256 {made.sha256}")


def _print_figure(console: Console, figure: FigureView, numbers: dict[str, int]) -> None:
    print_line(console, f"{brief_text(figure)} {people(figure.population.value, figure.measure.value)}", "bold")
    open_end = "+" if figure.high_open else ""
    bounds = (
        ("low", figure.low, "", figure.low_rule, figure.low_claims),
        ("best", figure.best, "", figure.best_rule, figure.best_claims),
        ("high", figure.high, open_end, figure.high_rule, figure.high_claims),
    )
    for name, value, end, rule, claims in bounds:
        words = f"  {name:<5}{number(value) + end:>8}  {rule_text(rule)}  {_refs(claims, numbers)}"
        print_line(console, words.rstrip())
    if figure.dissent:
        print_line(console, f"  dissent: {_refs(figure.dissent, numbers)}")
    state = ": provisional" if figure.provisional else ""
    of = f" of {figure.about}" if figure.about else ""
    print_line(console, f"  origins: {figure.origins}{state}; rule set {figure.ruleset}; figure {figure.id}{of}")


def _refs(claims: tuple[str, ...], numbers: dict[str, int]) -> str:
    """Refer to quotes by number, and to claims that are not quoted here by id."""
    known = [f"[{place}]" for place in sorted(numbers[claim] for claim in claims if claim in numbers)]
    return " ".join([*known, *(claim for claim in claims if claim not in numbers)])


def _print_evidence(console: Console, place: int, evidence: Evidence) -> None:
    source = evidence.source
    quote = Text(f"[{place}] ").append_text(_quoted(evidence.passage, plain=not console.is_terminal))
    console.print(quote, soft_wrap=not console.is_terminal, highlight=False)
    told = [source.title, source.publisher, day_text(source.published) or "no date", source.url]
    says = f"{label('measure', evidence.measure.value)}: {span_text(evidence.low, evidence.high)}"
    if evidence.flags:
        says += f" (among them {', '.join(label('flag', flag.value) for flag in evidence.flags)})"
    by = [f"according to {evidence.attribution}"] if evidence.attribution else []
    by += [f"said to be by {evidence.perpetrator}"] if evidence.perpetrator else []
    rule = f"{says}, from “{evidence.words}” by rule {evidence.rule} of {evidence.ruleset}"
    by.insert(0, dated(evidence.date_start, evidence.date_end, evidence.date_basis))
    lines = [", ".join(part for part in told if part), "; ".join([rule, *by, *evidence.notes])]
    if evidence.origin_name:
        reason = evidence.origin_reason.rstrip(".") or label("origin_kind", evidence.origin_kind)
        lines.append(f"origin: {evidence.origin_name} ({reason})")
    stands = "".join(f", {part}" for part in (source.file, source.position) if part)
    in_bytes = (
        "" if evidence.byte_start is None else f", bytes {evidence.byte_start}–{evidence.byte_end} of the original"
    )
    lines += [
        f"document {source.name} ({source.document}), characters {evidence.start}–{evidence.end}{in_bytes}",
        f"original sha256 {source.original}{stands}",
        f"claim {evidence.claim}",
    ]
    for line in lines:
        console.print(
            Padding(Text(line, style="dim"), _INDENT) if console.is_terminal else Text(f"    {line}"),
            soft_wrap=not console.is_terminal,
            highlight=False,
        )


def _quoted(passage: Passage, *, plain: bool) -> Text:
    """Set the quote off: by colour on a screen, by guillemets where there is none."""
    text = Text("… " if passage.cut_before else "")
    marked = False
    for piece in passage.pieces:
        quoted = piece.kind in (PieceKind.QUOTE, PieceKind.NUMBER)
        if plain and piece.kind is not PieceKind.WITHHELD and quoted != marked:
            text.append("«" if quoted else "»")
            marked = quoted
        words = piece.text.replace("\n", " ")
        text.append(words, style=_STYLES[piece.kind])
    if marked:
        text.append("»")
    return text.append(" …" if passage.cut_after else "")
