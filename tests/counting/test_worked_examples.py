"""Every worked example of docs/method/counting.md, re-derived from its own tables."""

import re
from pathlib import Path

import msgspec
import pytest
from tests.linking.builder import ELMS, OAKS, claim, source
from tests.linking.record import RULES, record

from marsad.counting import count_incident
from marsad.records import Population, Span, TallyKind

PAGE = (Path(__file__).parents[2] / "docs" / "method" / "counting.md").read_text(encoding="utf-8")
PLACES = {"Oak Village": OAKS, "Elm Village": ELMS}
SIGNS = {"at least ": ">=", "more than ": ">", "up to ": "<=", "about ": "~"}


def examples():
    for section in re.split(r"(?m)^### ", PAGE)[1:]:
        title, _, body = section.partition("\n")
        body = body.split("\n## ")[0]
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in body.splitlines() if line[:1] == "|"]
        table = [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]
        figures = re.findall(r"(?m)^Figure: (.+)$", body)
        yield pytest.param(table, figures, re.findall(r"(?m)^Finding: (.+)$", body), id=title)


def words_of(text):
    text = text.replace(",", "")
    for words, sign in SIGNS.items():
        if text.startswith(words):
            return sign + text.removeprefix(words)
    return text


def claim_of(row, at):
    made = claim(
        row["document"],
        words_of(row["words"]),
        where=PLACES[row.get("at", "Oak Village")],
        on=None if "kind" in row else "03-07",
        reported=f"2025-03-{int(row['reported']):02}",
        by="" if row["origin"] == "(own)" else row["origin"],
        population=Population(row["of"]),
        tally=TallyKind(row.get("kind", "event")),
        group=row.get("who", ""),
        event="" if "kind" in row else "one",
        at=at,
    )
    return msgspec.structs.replace(made, quote=Span(0, 1000)) if row.get("clause") else made


def written(figure):
    parts = [
        f"{figure.population.value} {figure.low.value}–{figure.best.value}–{figure.high.value}{'+' * figure.high_open}",
        *(["floor"] if figure.best_is_floor else []),
        f"{figure.origins} origin{'s' * (figure.origins != 1)}",
        *(["provisional"] if figure.provisional else []),
    ]
    return ", ".join(parts)


def counted(claims, sources):
    """The figures of one incident of all the claims, or of their tallies; how they link is another page."""
    result = record(claims, sources)
    if claims[0].tally is not TallyKind.EVENT:
        return result, [figure for subject in result.figures.values() for figure in subject]
    voices = {claim: origin for origin in result.origins for claim in origin.claims}
    incident = msgspec.structs.replace(result.incidents[0], claims=tuple(sorted(result.claims)))
    return result, count_incident(incident, result.claims, voices, RULES)


@pytest.mark.parametrize(("table", "figures", "findings"), list(examples()))
def test_worked_example(table, figures, findings):
    claims = [claim_of(row, at) for at, row in enumerate(table)]
    sources = [source(c.document, "Harbour Post", c.reported.isoformat()) for c in claims]
    result, found = counted(claims, sources)
    assert sorted(written(figure) for figure in found) == sorted(figures)
    assert set(findings) <= set(result.kinds())


def test_every_rule_has_an_example():
    named = set(re.findall(r"`(sum_of_\w+|most_origins|latest|lower|largest_\w+)`", PAGE))
    assert named == {
        "sum_of_named", "sum_of_groups", "sum_of_places", "sum_of_populations", "most_origins", "latest", "lower",
        "largest_floor", "largest_of_document", "largest_part",
    }  # fmt: skip
