import datetime as dt

import pytest
from tests.linking.builder import BANIAS, CITY, HOMS, OAKS, claim, place, source
from tests.linking.record import record

from marsad.linking import describe, find_origins
from marsad.linking.speakers import directory
from marsad.records import Document, Mask, MaskReason, OriginKind

STORY = (
    "Gunmen entered the village before dawn and went from house to house, residents of the coast said on Friday. "
    "Twelve people were killed and several houses were set on fire before the attackers left towards the hills. "
    "The wounded were taken to the hospital in the nearest town, where doctors worked through the night."
)
OTHER = (
    "The ministry of agriculture expects a good harvest of oranges this year after a mild winter with enough rain. "
    "Farmers near the river say that the price of fuel remains their greatest worry for the coming season."
)


def document(text, name="d", **more):
    return Document(id=name, original="0", text=text, **more)


def described(text, name, publisher="", published="03-08"):
    made = describe(document(text, name, publisher=publisher), None)
    day = dt.date.fromisoformat(f"2025-{published}") if published else None
    return describe(document(text, name, publisher=publisher), day) if day else made


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("the Syrian Observatory for Human Rights", "sohr"),
        ("SOHR director", "sohr"),
        ("the UK-based monitor", "sohr"),
        ("The Britain-based Observatory", "sohr"),
        ("the Observatory", "sohr"),
        ("المرصد السوري لحقوق الإنسان", "sohr"),
        ("SNHR", "snhr"),
        ("the White Helmets rescue group", "civil-defence/SY"),
        ("the U.N.", "un"),
        ("the capital SANA", "sana"),
        ("UN human rights office (OHCHR)", "ohchr"),
        ("a police officer told AFP", "afp"),
        ("the Observatory, cited by Reuters", "sohr"),
        ("Syrian state media", "sana"),
        ("the Gaza health ministry", "health-ministry/PS"),
        ("Gaza's Health Ministry", "health-ministry/PS"),
    ],
)
def test_well_known_bodies_under_any_name(words, body):
    assert directory().speaker(words).body.id == body


@pytest.mark.parametrize("words", ["the Iraqi Observatory", "an observatory in Chile", "Amnesty law campaigners"])
def test_a_short_name_is_known_only_alone(words):
    assert directory().speaker(words).body is None


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("activists", "activists"),
        ("two local activists", "activists"),
        ("an eyewitness who spoke on condition of anonymity", "witnesses"),
        ("a police spokesman", "police"),
        ("several sources", "nobody"),
        ("it", "again"),
        ("the committee", "again"),
        ("شهود عيان", "witnesses"),
    ],
)
def test_unnamed_speakers_by_class(words, group):
    assert directory().speaker(words).unnamed.group == group


@pytest.mark.parametrize("words", ["", "  ", "...", "\u200f", "\x00", "ـ" * 50])
def test_empty_words_name_nobody(words):
    speaker = directory().speaker(words)
    assert speaker.body is None


def test_a_named_speaker_is_one_voice_in_every_outlet():
    claims = [claim("a", "5", by="the Press Circle of the Coast"), claim("b", "7", by="Press Circle of the Coast")]
    origins, _ = find_origins(claims, {"a": source("a", "One"), "b": source("b", "Two")})
    assert len(origins) == 1


def test_people_without_a_name_speak_through_who_quotes_them():
    claims = [claim("a", "5", by="activists"), claim("b", "7", by="a source at Hill Hospital"), claim("c", "8")]
    result = record(claims, [source("a", "One"), source("b", "Two"), source("c", "One")])
    assert [result.origin_of(c).name for c in claims] == ["One", "Two", "One"]


def test_an_office_without_a_name_is_a_voice_for_each_publisher():
    claims = [claim("a", "5", by="police"), claim("b", "7", by="a police officer"), claim("c", "8", by="police")]
    result = record(claims, [source("a", "One"), source("b", "One"), source("c", "Two")])
    assert result.origin_of(claims[0]) == result.origin_of(claims[1])
    assert result.origin_of(claims[2]) != result.origin_of(claims[0])
    assert result.origin_of(claims[0]).name == "police, as told by One"


@pytest.mark.parametrize(
    "words", ["SANA reporter", "SANA's correspondent in Hilltown", "a SANA reporter at the front", "our reporter"]
)
def test_the_publishers_own_reporter_is_the_publisher(words):
    claims = [claim("a", "5"), claim("a", "7", by=words, at=1)]
    result = record(claims, [source("a", "SANA")])
    assert result.origin_of(claims[0]) == result.origin_of(claims[1])


def test_a_reporter_of_a_publisher_we_do_not_know_is_the_publisher():
    claims = [claim("a", "5"), claim("a", "7", by="the Harbour Post correspondent in Hilltown", at=1)]
    result = record(claims, [source("a", "Harbour Post")])
    assert result.origin_of(claims[0]) == result.origin_of(claims[1])


@pytest.mark.parametrize("words", ["a monitoring group", "the war monitor", "a Syrian war monitor", "monitors"])
def test_an_unnamed_monitor_is_the_one_its_text_names(words):
    text = "A monitor said five died. The Syrian Observatory for Human Rights also spoke of heavy rain that day."
    claims = [claim("a", "5", by=words)]
    result = record(claims, [described(text, "a", "One")])
    assert result.origin_of(claims[0]).name == "Syrian Observatory for Human Rights"
    assert record(claims, [described(OTHER, "a", "One")]).origin_of(claims[0]).name == "One"
    both = described(text + " Human Rights Watch did too.", "a", "One")
    assert record(claims, [both]).origin_of(claims[0]).name == "One"


def test_an_unnamed_monitor_is_the_one_that_a_copy_names():
    bare = described(STORY.replace("residents of the coast", "a monitoring group"), "a", "One")
    full = described(STORY.replace("residents of the coast", "the Syrian Observatory"), "b", "Two", "03-09")
    claims = [
        claim("a", "12", by="a monitoring group"),
        claim("b", "12", by="the Syrian Observatory", reported="03-09"),
    ]
    result = record(claims, [bare, full])
    assert result.origin_of(claims[0]) == result.origin_of(claims[1])


@pytest.mark.parametrize("end", ["(AFP)", "Source: AFP", "- AFP", "Sources: AFP."])
def test_an_agency_in_the_last_words_is_credited(end):
    text = f"Twelve people were killed in the village on Friday. {end}"
    assert describe(document(text, publisher="Harbour Post"), None).credit == "Agence France-Presse"
    assert describe(document(f"{end} Twelve people were killed there.{' No more.' * 40}"), None).credit in {
        "", "Agence France-Presse"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("a medical source at Hill Hospital", "medics"),
        ("a source in the Free Army", "nobody"),
        ("Syrian activists", "activists"),
        ("Hilltown-based activists", "activists"),
        ("residents in Hilltown", "witnesses"),
    ],
)
def test_what_stands_behind_a_preposition_names_nobody(words, group):
    assert directory().speaker(words).unnamed.group == group


@pytest.mark.parametrize(
    "words",
    ["a commander in the Hill Brigade", "Hill Media Centre activists", "John Doe, a resident", "doctor John Doe"],
)
def test_bodies_and_persons_keep_their_names(words):
    assert directory().speaker(words).name


def test_the_same_number_of_one_harm_from_a_like_speaker_is_one_voice():
    claims = [claim(d, "14", by=by, where=OAKS, on="03-12") for d, by in (("a", "rescuers"), ("b", "medics"))]
    elsewhere = claim("b", "14", by="medics", where=BANIAS, on="03-12", at=1)
    result = record([*claims, elsewhere], [source("a", "One"), source("b", "Two")])
    assert result.origin_of(claims[0]) == result.origin_of(claims[1])
    assert result.origin_of(elsewhere) != result.origin_of(claims[0])


def test_it_is_the_speaker_named_last():
    first = claim("a", "30", by="state media", at=1)
    second = claim("a", "34", by="the Observatory", at=2)
    third = claim("a", "9", by="It", at=3)
    result = record([first, second, third], [source("a", "One")])
    assert result.origin_of(third) == result.origin_of(second)


def test_the_same_number_without_speaker_in_the_same_document_is_the_speakers():
    head, body = claim("a", "31", at=0), claim("a", "31", by="SOHR", at=5)
    result = record([head, body], [source("a", "One")])
    assert result.origin_of(head) == result.origin_of(body)


def test_a_number_that_a_speaker_of_the_document_gives_elsewhere_is_the_speakers():
    said = claim("a", "31", by="SOHR", where=OAKS)
    other = claim("b", "60", by="the Observatory", where=BANIAS)
    bare = claim("b", "31", where=OAKS, at=4)
    strangers = claim("c", "31", where=OAKS)
    result = record([said, other, bare, strangers], [source("b", "Harbour Post"), source("c", "Levant Daily")])
    assert result.origin_of(bare) == result.origin_of(said)
    assert result.origin_of(strangers).name == "Levant Daily"


def test_a_short_name_is_the_person_named_in_full_in_the_same_document():
    claims = [claim("a", "30", by="Observatory head Joan Doe", at=1), claim("a", "34", by="Doe", at=2)]
    stranger = claim("b", "34", by="Doe", at=2)
    result = record([*claims, stranger])
    assert result.origin_of(claims[0]) == result.origin_of(claims[1])
    assert result.origin_of(stranger) != result.origin_of(claims[1])


def test_state_media_are_the_agency_that_the_country_has():
    claims = [
        claim("a", "5", by=by, where=HOMS, at=at)
        for at, by in enumerate(("SANA", "state media", "state news agency SANA"))
    ]
    result = record(claims)
    assert {result.origin_of(c).name for c in claims} == {"Syrian Arab News Agency"}


def test_one_ministry_for_each_country():
    abroad = place("Port", CITY.kind, country="LB")
    claims = [
        claim("a", "5", by="the health ministry", where=HOMS),
        claim("b", "5", by="health ministry", where=abroad),
    ]
    result = record(claims)
    assert result.origin_of(claims[0]) != result.origin_of(claims[1])
    assert result.origin_of(claims[0]).name == "Ministry of Health (SY)"


def test_without_speaker_the_publisher_speaks_and_without_publisher_the_document():
    claims = [claim("a", "5"), claim("b", "6"), claim("c", "7"), claim("d", "8")]
    sources = [
        source("a", "Harbour Post"),
        source("b", "harbour post"),
        source("c"),
        source("d", url="https://x.org/1"),
    ]
    result = record(claims, sources)
    assert result.origin_of(claims[0]) == result.origin_of(claims[1])
    assert result.origin_of(claims[0]).kind is OriginKind.OWN_REPORT
    assert result.origin_of(claims[2]).kind is OriginKind.UNKNOWN
    assert result.origin_of(claims[3]).name == "x.org"


def test_an_agency_in_the_dateline_is_credited():
    reprint = describe(document("BEIRUT (Reuters) - Twelve people were killed.", publisher="Harbour Post"), None)
    trailing = describe(document("Damascus, SANA – Twelve people were killed.", publisher="Harbour Post"), None)
    assert (reprint.credit, trailing.credit) == ("Reuters", "Syrian Arab News Agency")
    claims = [claim("d", "12"), claim("e", "12", by="Reuters")]
    result = record(claims, [reprint])
    assert result.origin_of(claims[0]) == result.origin_of(claims[1])


def test_brackets_that_credit_no_agency_are_left_alone():
    assert describe(document("The group (five men) went (north) - and (police) came."), None).credit == ""


def test_short_and_masked_text_has_no_signature():
    text = "Twelve people were killed on Friday."
    assert describe(document(text), None).signature == ()
    assert describe(document(STORY, masks=(Mask(0, len(STORY), MaskReason.BOILERPLATE),)), None).signature == ()


def test_a_near_copy_shares_the_origin_of_the_earliest():
    sources = [
        described(STORY, "a", "Harbour Post", "03-08"),
        described("Update: " + STORY.replace("Twelve", "Thirteen"), "b", "Levant Daily", "03-09"),
        described(OTHER, "c", "Orontes Herald", "03-09"),
    ]
    claims = [claim("a", "12"), claim("b", "13", reported="03-09"), claim("c", "12", reported="03-09")]
    result = record(claims, sources)
    assert result.origin_of(claims[0]) == result.origin_of(claims[1])
    assert result.origin_of(claims[0]).name == "Harbour Post"
    assert "copies" in result.origin_of(claims[0]).reason
    assert result.origin_of(claims[2]).name == "Orontes Herald"


def test_of_a_text_taken_over_in_part_only_its_own_statements_are_shared():
    longer = STORY + " " + OTHER + " In other news, nine people were killed on the road to the east."
    sources = [described(STORY, "a", "Harbour Post", "03-08"), described(longer, "b", "Levant Daily", "03-09")]
    claims = [claim("a", "12"), claim("b", "12", reported="03-09"), claim("b", "9", reported="03-09", at=7)]
    result = record(claims, sources)
    assert result.origin_of(claims[1]) == result.origin_of(claims[0])
    assert result.origin_of(claims[2]).name == "Levant Daily"


def test_copies_without_publisher_are_one_voice_and_say_so():
    sources = [described(STORY, "a", "", "03-08"), described(STORY, "b", "", None)]
    result = record([claim("a", "12"), claim("b", "12", reported=None)], sources)
    (origin,) = result.origins
    assert origin.kind is OriginKind.COPY
    assert result.kinds() == ["copy_undated"]


def test_a_signature_depends_on_the_words_alone():
    spaced = described(STORY.replace(" ", "\n ").upper(), "a").signature
    assert spaced == described(STORY, "b").signature
    assert len(spaced) == 126
