"""What a network says is brought together with the rules: these networks are told what to say."""

import datetime as dt

import msgspec

from marsad.places import Gazetteer
from marsad.reading.learned import Advisor
from marsad.reading.learned.advice import Bars, Confidence, share_right, shipped_bars
from marsad.reading.learned.decoding import Part, Proposal
from marsad.reading.rules import EnglishRules
from marsad.records import Context, Document, Measure, Modality, Population, TallyKind, document_id

SHARES = Confidence(together=((0.3, 0.5), (0.9, 0.98)), network=((0.5, 0.2), (1.0, 0.8)), rules=0.6)
BARS = Bars(
    add=0.8, keep=0.0, category=0.6, context=0.9, modality=0.9, tally=0.9, fill=0.5, replace=0.7, confidence=SHARES
)
KNOWN = "Shelling killed 5 people in Homs on Monday, a medic said."
UNKNOWN = "The patrol put four shepherds from Homs into a van. Nobody has heard of them since."


def say(text, number, harm="killed", *, sure=0.95, quote=None, choices=(), flags=(), **parts):
    def part(words, trust=0.95):
        start = text.index(words)
        return Part(start, start + len(words), trust)

    made = {role: (part(words),) for role, words in parts.items()}
    chosen = {
        "category": "unknown",
        "context": "conflict",
        "modality": "asserted",
        "tally": "event",
        "standing": "main",
    }
    return Proposal(
        number=part(number, sure),
        harm=harm,
        parts={"quote": (part(quote or number),), **made},
        choices={name: (value, 0.95) for name, value in (chosen | dict(choices)).items()},
        flags=flags,
    )


def read(text, *proposals, bars=BARS, alone=False):
    advisor = Advisor("net/test", lambda asked: list(proposals) if asked == text else [], bars, alone=alone)
    reader = EnglishRules(advisor)
    document = Document(
        id=document_id(text), original="0" * 64, text=text, language="en", published=dt.date(2025, 3, 11)
    )
    reading = reader.read(document, Gazetteer.shipped())
    assert {claim.reader for claim in reading.claims} <= {reader.name}
    for claim in reading.claims:
        assert text[claim.key.start : claim.key.end] == claim.quantity.words.text
    return reading.claims


def test_a_silent_network_changes_nothing():
    (claim,) = read(KNOWN)
    assert (claim.measure, claim.quantity.low, claim.population) == (Measure.KILLED, 5, Population.UNKNOWN)


def test_a_claim_that_no_rule_found_is_added_with_the_rules_number_place_and_day():
    assert read(UNKNOWN) == ()
    seen = say(
        UNKNOWN,
        "four",
        "abducted",
        quote="put four shepherds",
        perpetrator="The patrol",
        group="shepherds",
        choices={"category": "civilian"},
    )
    (claim,) = read(UNKNOWN, seen)
    assert (claim.measure, claim.quantity.low, claim.quantity.high) == (Measure.ABDUCTED, 4, 4)
    assert claim.population is Population.CIVILIAN
    assert claim.perpetrator.text == "The patrol"
    assert [place.words.text for place in claim.places] == ["Homs"]
    assert UNKNOWN[claim.quote.start : claim.quote.end] == "put four shepherds"


def test_a_proposal_below_the_bar_is_not_added():
    assert read(UNKNOWN, say(UNKNOWN, "four", "abducted", sure=0.7)) == ()


def test_the_same_number_is_not_told_twice():
    assert len(read(KNOWN, say(KNOWN, "5", quote="killed 5 people"))) == 1


def test_another_harm_of_the_same_number_stays_beside_it():
    text = "Gunmen abducted and later killed 5 people in Homs."
    measures = {claim.measure for claim in read(text, say(text, "5", "abducted"))}
    assert {Measure.KILLED, Measure.ABDUCTED} == measures


def test_choices_surer_than_the_bar_replace_those_of_the_rules():
    (claim,) = read(KNOWN, say(KNOWN, "5", choices={"category": "civilian", "tally": "cumulative", "context": "crime"}))
    assert (claim.population, claim.tally, claim.context) == (Population.CIVILIAN, TallyKind.CUMULATIVE, Context.CRIME)


def test_words_fill_what_the_rules_left_open_without_marks_at_their_ends():
    text = "Homs, Monday: 5 people killed (the 3rd Regiment's guns)."
    (claim,) = read(text, say(text, "5", perpetrator="the 3rd Regiment's guns)."))
    assert claim.perpetrator.text == "the 3rd Regiment's guns)"


def test_a_source_makes_a_claim_attributed_and_a_denial_does_not_count():
    text = "5 people killed in Homs, a medic."
    (claim,) = read(text, say(text, "5", attribution="a medic"))
    assert claim.modality is Modality.ATTRIBUTED
    (denied,) = read(text, say(text, "5", choices={"modality": "denied"}))
    assert denied.modality is Modality.DENIED


def test_a_part_points_to_the_claim_it_is_part_of():
    text = "Shelling killed 5 people in Homs on Monday. Of the dead, two were girls."
    claims = read(text, say(text, "two", choices={"standing": "subset"}, flags=("child", "women")))
    parts = [claim for claim in claims if claim.subset_of]
    assert [claim.quantity.low for claim in parts] == [2]
    assert parts[0].subset_of == next(claim.id for claim in claims if claim.quantity.low == 5)


def test_alone_the_rules_find_no_claims():
    assert read(KNOWN, alone=True) == ()
    (claim,) = read(KNOWN, say(KNOWN, "5"), alone=True)
    assert claim.quantity.low == 5


def test_dead_and_wounded_in_one_figure_fit_no_measure():
    text = "There were 40 casualties in Homs."
    assert all(claim.quantity.low != 40 for claim in read(text, say(text, "40", "casualties")))


def test_drafts_the_network_does_not_see_go_where_the_bar_says_so():
    strict = msgspec.structs.replace(BARS, keep=0.2)
    assert read(KNOWN, bars=strict) == ()
    assert len(read(KNOWN, say(KNOWN, "5"), bars=strict)) == 1


def test_confidence_tells_who_found_a_claim():
    (both,) = read(KNOWN, say(KNOWN, "5", sure=0.6))
    (rules,) = read(KNOWN)
    (network,) = read(UNKNOWN, say(UNKNOWN, "four", "abducted", sure=0.9))
    assert (both.confidence, rules.confidence, network.confidence) == (0.74, 0.6, 0.68)


def test_shares_lie_on_lines_between_points_and_stay_at_the_ends():
    points = ((0.2, 0.1), (0.6, 0.5), (0.8, 0.9))
    assert [share_right(points, sure) for sure in (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 1.0)] == [
        0.1,
        0.1,
        0.3,
        0.5,
        0.7,
        0.9,
        0.9,
    ]


def test_the_shipped_bars_are_shares():
    for way in ("both", "model"):
        bars = shipped_bars(way)
        plain = [getattr(bars, name) for name in Bars.__struct_fields__ if name != "confidence"]
        shares = [
            value for points in (bars.confidence.together, bars.confidence.network) for pair in points for value in pair
        ]
        assert all(0 <= value <= 1 for value in (*plain, *shares, bars.confidence.rules))
