import numpy as np
import pytest

from marsad.reading.learned.decoding import Part, anchors, proposals
from marsad.reading.learned.schema import ANCHORS, CHOICES, FLAGS, HARMS, ROLES
from marsad.reading.learned.windows import Window

# a text of one-letter tokens, so that token n is characters n-1 to n
WINDOW = Window(ids=(0, 5, 5, 5, 5, 5, 5, 2), offsets=((0, 0), *((at, at + 1) for at in range(6)), (0, 0)), focus=1)


def logits(**labels):
    values = np.full((len(WINDOW.ids), len(ANCHORS)), -5.0)
    values[:, 0] = 0
    for token, label in labels.items():
        values[int(token[1:]), ANCHORS.index(label)] = 5
    return values


def test_tokens_of_one_harm_are_one_anchor():
    (found,) = anchors(logits(t2="B-killed", t3="I-killed"), WINDOW)
    assert (found.first, found.last, found.harm) == (2, 3, "killed")
    assert found.sure > 0.9


def test_a_second_beginning_is_a_second_anchor():
    assert [(one.first, one.last) for one in anchors(logits(t2="B-killed", t3="B-killed"), WINDOW)] == [(2, 2), (3, 3)]


def test_another_harm_is_another_anchor():
    found = anchors(logits(t2="B-killed", t3="I-injured"), WINDOW)
    assert [one.harm for one in found] == ["killed", "injured"]


def test_an_anchor_in_the_context_is_left_to_the_window_before():
    late = Window(ids=WINDOW.ids, offsets=WINDOW.offsets, focus=4)
    assert [one.first for one in anchors(logits(t2="B-killed", t5="B-killed"), late)] == [5]


def test_nothing_sure_is_nothing_found():
    assert anchors(np.zeros((len(WINDOW.ids), len(ANCHORS))), WINDOW, least=0.95) == []


@pytest.mark.parametrize("harm", HARMS)
def test_each_harm_has_its_labels(harm):
    assert [one.harm for one in anchors(logits(t3=f"B-{harm}", t4=f"I-{harm}"), WINDOW)] == [harm]


def test_a_proposal_has_all_places_and_one_span_of_any_other_role():
    found = anchors(logits(t1="B-killed"), WINDOW)
    spans = np.zeros((1, len(WINDOW.ids), len(ROLES), 3))
    spans[..., 0] = 3
    for role in ("place", "perpetrator"):
        at = ROLES.index(role)
        spans[0, 3, at, 1], spans[0, 4, at, 2] = 9, 9  # tokens 3 and 4
        spans[0, 6, at, 1] = 6  # token 6, less sure
    choices = np.zeros((1, sum(map(len, CHOICES.values()))))
    choices[0, 1] = 9
    flags = np.full((1, len(FLAGS)), -1.0)
    flags[0, 0] = 1
    (one,) = proposals(WINDOW, found, choices, flags, spans)
    assert one.number == Part(0, 1, found[0].sure)
    assert [(part.start, part.end) for part in one.parts["place"]] == [(2, 4), (5, 6)]
    assert [(part.start, part.end) for part in one.parts["perpetrator"]] == [(2, 4)]
    assert one.part("attribution") is None
    assert one.choices["category"][0] == CHOICES["category"][1]
    assert one.flags == (FLAGS[0],)
