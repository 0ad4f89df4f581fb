"""How many labelled places of real reports are found; the reports are read where they lie, never copied."""

import json
import re
from pathlib import Path

import pytest

from marsad.places import Gazetteer, find_places
from marsad.records import Document

TRAIN = Path("/work/shared/data/annotated/train")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _within(part: str, whole: str) -> bool:
    inner, outer = _words(part), _words(whole)
    return any(outer[at : at + len(inner)] == inner for at in range(len(outer) - len(inner) + 1))


@pytest.mark.skipif(not TRAIN.exists(), reason="the labelled reports are not on this machine")
def test_nine_labelled_places_of_ten_are_found(gazetteer: Gazetteer) -> None:
    lines = (TRAIN / "docs.jsonl").read_text("utf-8").splitlines()
    texts = {item["id"]: item["text"] for item in map(json.loads, lines) if item["language"] == "en"}
    found = {
        key: [m.words.text for m in find_places(Document(id=key, original="0" * 64, text=text), gazetteer)]
        for key, text in texts.items()
    }
    labels = [json.loads(line) for line in (TRAIN / "gold.jsonl").read_text("utf-8").splitlines()]
    wanted = [
        (label["doc_id"], place)
        for label in labels
        if label["role"] == "main" and label["doc_id"] in texts
        for place in label["places"]
    ]
    hits = sum(any(_within(place, m) or _within(m, place) for m in found[key]) for key, place in wanted)
    assert hits / len(wanted) >= 0.9
    assert sum(map(len, found.values())) / len(texts) < 14
