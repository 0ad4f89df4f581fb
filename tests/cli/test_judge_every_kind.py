"""Every kind of judgement from the command line: tried, stored, explained, withdrawn, looked back on, rebuilt."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.test_judge import BANIAS, JABLEH, Desk
from tests.pipeline.test_belonging import ALSO, COAST, COUNTRY

AGAIN = "BANIAS, 9 March 2025 (North Agency) - Gunmen killed 29 civilians in Al-Tuwaimah on Friday, a doctor said."
DENIED = "HOMS, 9 March 2025 (Levant Daily) - The army denied that it killed 17 people in Homs on Saturday."
TEXTS = (BANIAS, AGAIN, JABLEH, ALSO, COAST, COUNTRY, DENIED)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    made = Desk(tmp_path / "a")
    made.done("run", str(folder))
    return made


def row(desk: Desk, words: str) -> dict[str, str]:
    return next(one for one in desk.json("list", "claims") if words in one["words"])


def edit(field: str, value: str, words: str = "12") -> Callable[[Desk], list[str]]:
    return lambda desk: ["edit", row(desk, words)["id"], "--field", field, "--value", value]


def place(desk: Desk) -> list[str]:
    there = row(desk, "600")["places"][0]["id"]
    return ["edit", row(desk, "12")["id"], "--field", "place", "--value", there]


KINDS: dict[str, Callable[[Desk], list[str]]] = {
    "reject a claim": lambda desk: ["reject", row(desk, "12")["id"]],
    "reject an incident": lambda desk: ["reject", row(desk, "12")["incident"]],
    "reject a document": lambda desk: ["reject", row(desk, "600")["document_id"]],
    "reject a running count": lambda desk: ["reject", row(desk, "600")["tally_id"]],
    "reject an origin": lambda desk: ["reject", row(desk, "600")["origin"]],
    "edit quantity": edit("quantity", "15"),
    "edit measure": edit("measure", "injured"),
    "edit population": edit("population", "civilian"),
    "edit place": place,
    "edit date": edit("date", "2025-03-01"),
    "edit tally": edit("tally", "cumulative"),
    "edit context": edit("context", "accident"),
    "edit modality": edit("modality", "asserted", "17"),
    "edit a running count": edit("quantity", "700", "600"),
    "same incidents": lambda desk: ["same", row(desk, "29")["incident"], row(desk, "12")["incident"]],
    "same running counts": lambda desk: ["same", row(desk, "600")["tally_id"], row(desk, "830")["tally_id"]],
    "same origins": lambda desk: ["same", row(desk, "12")["origin"], row(desk, "14")["origin"]],
    "not the same incident": lambda desk: ["not-same", row(desk, "29")["id"], row(desk, "31")["id"]],
    "split an incident": lambda desk: ["split", row(desk, "29")["incident"], row(desk, "29")["id"]],
    "split an origin": lambda desk: ["split", row(desk, "600")["origin"], row(desk, "830")["id"]],
}


def told(desk: Desk, *more: str) -> list[object]:
    """Return every figure and what it is about, as the commands show them."""
    kept = [desk.json("list", what, *more) for what in ("figures", "incidents", "tallies")]
    for incident in kept[1]:
        del incident["aliases"]  # a name that an incident once had stays one of its aliases
    return kept


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_does_what_it_said_it_would_and_leaves_nothing_when_withdrawn(desk: Desk, kind: str) -> None:
    before = told(desk)
    words = ["judge", *KINDS[kind](desk), "--reason", "seen the list"]
    tried = desk.json(*words, "--dry-run")
    assert tried["moves"]
    assert told(desk) == before
    stored = desk.json(*words)
    assert stored["moves"] == tried["moves"]
    made = stored["judgement"]["id"]
    assert told(desk) != before
    assert desk.json("rebuild")["equal"]
    views = desk.json("changes", "--from", "2001-01-01", "--to", "2999-01-01")
    assert {move["id"] for move in tried["moves"] if move["after"]} <= {view["move"]["id"] for view in views}
    assert told(desk, "--as-known-on", stored["judgement"]["at"]) == told(desk)
    back = desk.json("retract", made, "--dry-run")
    assert [(m["id"], m["before"], m["after"]) for m in back["moves"]] == [
        (m["id"], m["after"], m["before"]) for m in tried["moves"]
    ]
    desk.done("judge", "withdraw", made, "--reason", "mistaken")
    assert told(desk) == before
    assert told(desk, "--as-known-on", stored["judgement"]["at"]) != before


def test_changes_gives_the_reason_of_each_and_of_its_withdrawal(desk: Desk) -> None:
    first = desk.json("log")["lines"][-1]["at"]
    stored = desk.json("judge", *KINDS["same running counts"](desk), "--reason", "one monitor, one count")
    at = stored["judgement"]["at"]
    (reasons,) = {tuple((r["cause"], r["id"], r["words"]) for r in view["reasons"])
                  for view in desk.json("changes", "--from", first, "--to", at)}  # fmt: skip
    assert reasons == (("judgement", stored["judgement"]["id"], "one monitor, one count"),)
    desk.done("judge", "withdraw", stored["judgement"]["id"], "--reason", "two counts")
    views = desk.json("changes", "--from", at, "--to", "2999-01-01")
    assert {(r["cause"], r["words"]) for view in views for r in view["reasons"]} == {("withdrawal", "two counts")}


@pytest.mark.parametrize("kind", ["origin", "document_id", "publisher"])
def test_retracting_the_source_of_a_running_count_shows_its_figure_first(desk: Desk, kind: str) -> None:
    name = "Tide Monitor" if kind == "publisher" else row(desk, "600")[kind]
    name = row(desk, "600")["origin_name"] if kind == "publisher" else name
    tally = row(desk, "600")["tally_id"]
    views = desk.json("retract", name, "--dry-run")["moves"]
    assert tally in {view["subject"] for view in views if view["after"] is None}


def test_a_grade_of_an_origin_is_shown_with_it_and_moves_nothing(desk: Desk) -> None:
    before = desk.json("list", "figures")
    source = row(desk, "600")["origin"]
    desk.done("judge", "grade", source, "--value", "fair")
    assert desk.json("list", "figures") == before
    assert "graded fair by jdg-" in desk.done("explain", source)
    assert desk.json("explain", source)["grade"] == "fair"
    assert row(desk, "830")["grade"] == "fair"
