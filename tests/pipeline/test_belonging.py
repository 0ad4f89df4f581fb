"""Same, not same and split, said of running counts and of origins, and withdrawn again."""

import pytest
from tests.pipeline.judged import BANIAS, JABLEH, SETTINGS, Clock, judge, proposed, run, write

from marsad.archive import Archive
from marsad.cli.silence import Silence
from marsad.pipeline.deriving import derive_all
from marsad.pipeline.history import Cause, differences, known_on, moment, state_on
from marsad.pipeline.rebuilding import rebuild
from marsad.pipeline.recording import Recorder
from marsad.records import Action, Change, Field, InputError, Relation

COAST = (
    "LATAKIA, 9 March 2025 (Harbour Post) - At least 600 civilians have been killed in Latakia province since 6 March, "
    "the Tide Monitor said."
)
COUNTRY = (
    "TARTUS, 10 March 2025 (Coast Wire) - At least 830 civilians have been killed in Tartus province since 6 March, "
    "the Tide Monitor said."
)
ALSO = "LATAKIA, 9 March 2025 (Levant Daily) - Gunmen killed 14 people in Jableh on Saturday, a taxi driver said."


@pytest.fixture
def archive(tmp_path):
    with Archive.create(tmp_path / "a") as made:
        run(made, write(tmp_path / "r", one=COAST, two=COUNTRY, three=JABLEH, four=ALSO), Clock())
        yield made


def claim(archive, words):
    return next(c.id for c in archive.snapshot().claims if words in c.quantity.words.text)


def tally(archive, words):
    wanted = claim(archive, words)
    return next(t for t in archive.snapshot().tallies if any(wanted in step.claims for step in t.steps))


def origin(archive, words):
    wanted = claim(archive, words)
    return next(o for o in archive.snapshot().origins if wanted in o.claims)


def figures(archive):
    return archive.snapshot().figures


def test_running_counts_are_joined_and_the_withdrawal_restores_every_figure(archive):
    before = archive.snapshot()
    one, two = tally(archive, "600"), tally(archive, "830")
    assert one.id != two.id
    made = judge(archive, Action.SAME, one.id, two.id)
    assert made.about is Relation.TALLY
    joined = tally(archive, "600")
    assert [step.superseded for step in joined.steps] == [True, False]
    assert tally(archive, "830") == joined
    judge(archive, Action.WITHDRAW, made.id)
    assert (archive.snapshot().tallies, figures(archive)) == (before.tallies, before.figures)


def test_claims_split_off_a_running_count_are_one_of_their_own_and_both_have_figures(archive):
    judge(archive, Action.SAME, tally(archive, "600").id, tally(archive, "830").id)
    whole = tally(archive, "600")
    proposal = proposed(archive, Action.SPLIT, whole.id, claim(archive, "830"))
    assert proposal.moves
    judge(archive, Action.SPLIT, whole.id, claim(archive, "830"))
    ids = {tally(archive, words).id for words in ("600", "830")}
    assert len(ids) == 2
    assert ids <= {figure.subject for figure in figures(archive)}


def test_a_running_count_that_was_split_stays_so_when_more_of_it_comes_in(archive, tmp_path):
    later = COAST.replace("600", "640").replace("9 March", "11 March").replace("Harbour Post", "North Agency")
    run(archive, write(tmp_path / "r", five=later), Clock())
    whole = tally(archive, "640")
    assert whole == tally(archive, "600")
    judge(archive, Action.NOT_SAME, claim(archive, "600"), claim(archive, "640"))
    assert tally(archive, "600").id != tally(archive, "640").id
    run(archive, write(tmp_path / "r", six=later.replace("640", "655").replace("11 March", "12 March")), Clock())
    assert tally(archive, "600").id != tally(archive, "640").id


def test_origins_are_joined_with_all_they_say_later_and_the_figure_is_provisional(archive, tmp_path):
    one, two = origin(archive, "12"), origin(archive, "14")
    assert one.id != two.id
    before = figures(archive)
    made = judge(archive, Action.SAME, one.id, two.id)
    assert made.about is Relation.ORIGIN
    joined = origin(archive, "12")
    assert joined == origin(archive, "14")
    assert "one voice" in joined.reason
    figure = next(f for f in figures(archive) if claim(archive, "14") in f.claims)
    assert (figure.origins, figure.provisional) == (1, True)
    judge(archive, Action.WITHDRAW, made.id)
    assert figures(archive) == before


def test_a_claim_parted_from_its_origin_corroborates_and_can_be_given_to_another(archive):
    one, two = origin(archive, "600"), origin(archive, "12")
    assert claim(archive, "830") in one.claims
    judge(archive, Action.SPLIT, one.id, claim(archive, "830"))
    parted = origin(archive, "830")
    assert parted.id not in (one.id, two.id)
    assert "judged to be another voice" in parted.name
    assert origin(archive, "600").id == one.id
    judge(archive, Action.SAME, parted.id, two.id)
    assert origin(archive, "830").id == two.id
    assert origin(archive, "600").id == one.id


def test_decisions_about_origins_and_counts_survive_a_rebuild_byte_for_byte(archive):
    judge(archive, Action.SAME, origin(archive, "12").id, origin(archive, "14").id)
    judge(archive, Action.SAME, tally(archive, "600").id, tally(archive, "830").id)
    before = archive.snapshot()
    assert rebuild(archive, SETTINGS, Silence()).equal
    assert archive.snapshot() == before
    assert not derive_all(archive, SETTINGS, Silence(), Recorder("Omar"))


def test_what_a_count_was_on_a_day_and_why_it_changed(archive):
    clock = Clock()
    clock.wind(days=2)
    joined = judge(archive, Action.SAME, tally(archive, "600").id, tally(archive, "830").id, clock=clock, reason="one")
    then, now = (known_on(archive, SETTINGS, moment(f"2025-03-{day}")) for day in (11, 12))
    assert (len(then.tallies), len(now.tallies)) == (2, 1)
    before, after = (state_on(archive, SETTINGS, moment(f"2025-03-{day}")) for day in (11, 12))
    found = differences(archive, before, after)
    assert found
    assert {(r.cause, r.id, r.words) for d in found for r in d.reasons} == {(Cause.JUDGEMENT, joined.id, "one")}


def test_retracting_the_source_of_a_running_count_shows_its_figure(archive):
    source = origin(archive, "600")
    proposal = proposed(archive, Action.REJECT, *source.claims)
    gone = {move.subject for move in proposal.moves if move.after is None}
    assert gone == {tally(archive, "600").id, tally(archive, "830").id}


def test_an_origin_is_graded_as_a_whole(archive):
    source = origin(archive, "600")
    judge(archive, Action.GRADE, source.id, change=Change(field=Field.GRADE, value="weak"), reason="")
    marks = archive.snapshot().marks
    assert {marks[name].grade for name in (source.id, *source.claims)} == {"weak"}


def test_what_cannot_be_one_is_refused_with_the_next_step(archive):
    event, count = claim(archive, "12"), claim(archive, "600")
    incident = next(i.id for i in archive.snapshot().incidents if event in i.claims)
    refused = [
        (Action.SAME, (event, count)),
        (Action.SAME, (incident, tally(archive, "600").id)),
        (Action.SAME, (incident, count)),
        (Action.SAME, (tally(archive, "600").id, event)),
        (Action.SPLIT, (tally(archive, "600").id, count)),
        (Action.SAME, (origin(archive, "600").id, count)),
    ]
    for action, subjects in refused:
        with pytest.raises(InputError) as error:
            proposed(archive, action, *subjects)
        assert error.value.next_step
    judge(archive, Action.EDIT, count, change=Change(field=Field.MEASURE, value="injured"))
    with pytest.raises(InputError, match="different harm"):
        proposed(archive, Action.SAME, tally(archive, "600").id, tally(archive, "830").id)


def test_a_denied_claim_counts_once_people_say_it_was_asserted(tmp_path):
    denied = "LATAKIA, 9 March 2025 (Levant Daily) - The army denied that it killed 12 people in Jableh on Saturday."
    with Archive.create(tmp_path / "a") as archive:
        run(archive, write(tmp_path / "r", one=denied, two=BANIAS), Clock())
        wanted = claim(archive, "12")
        assert not next(c for c in archive.snapshot().claims if c.id == wanted).counts
        before = figures(archive)
        made = judge(archive, Action.EDIT, wanted, change=Change(field=Field.MODALITY, value="asserted"))
        assert any(wanted in figure.claims for figure in figures(archive))
        judge(archive, Action.WITHDRAW, made.id)
        assert figures(archive) == before


def test_a_part_counts_alone_once_people_say_so_and_no_claim_is_a_part_of_itself(tmp_path):
    text = (
        "LATAKIA, 9 March 2025 (Levant Daily) - Gunmen killed 12 people, including 4 children, in Jableh on Saturday, "
        "a hospital source said."
    )
    with Archive.create(tmp_path / "a") as archive:
        run(archive, write(tmp_path / "r", one=text), Clock())
        part, whole = claim(archive, "4"), claim(archive, "12")
        assert next(c for c in archive.snapshot().claims if c.id == part).subset_of == whole
        with pytest.raises(InputError, match="never of itself"):
            proposed(archive, Action.EDIT, whole, change=Change(field=Field.PART_OF, value=part))
        judge(archive, Action.EDIT, part, change=Change(field=Field.PART_OF, value="none"))
        assert next(c for c in archive.snapshot().claims if c.id == part).counts
