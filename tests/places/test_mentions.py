"""Sentences of our own; the Syrian ones name real towns and invented events."""

import itertools
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from marsad.places import Gazetteer, find_places
from marsad.records import Document, Mask, MaskReason, PlaceMention, PlacePrecision


class Reader:
    """Reads mentions out of plain sentences."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(self, text: str) -> tuple[PlaceMention, ...]:
        return find_places(Document(id="doc-test", original="0" * 64, text=text), self._gazetteer)

    def words(self, text: str) -> list[str]:
        return [mention.words.text for mention in self(text)]

    def one(self, text: str, words: str) -> PlaceMention:
        found = [mention for mention in self(text) if mention.words.text == words]
        assert found, f"no mention {words!r} among {self.words(text)}"
        return found[0]


@pytest.fixture(scope="session")
def read(gazetteer: Gazetteer) -> Reader:
    return Reader(gazetteer)


FRAME = "Syrian rescuers counted the dead {} on Monday, a medic in Damascus said."

PHRASES = {
    "in Banias": ("Banias", "Baniyas", PlacePrecision.LOCALITY),
    "near Jableh": ("near Jableh", "Jableh", PlacePrecision.NEAR_LOCALITY),
    "on the outskirts of Homs": ("outskirts of Homs", "Homs", PlacePrecision.NEAR_LOCALITY),
    "in the town of Binnish": ("town of Binnish", "Binnish", PlacePrecision.LOCALITY),
    "in Idlib province": ("Idlib province", "Idlib", PlacePrecision.ADM1),
    "in the province of Tartus": ("province of Tartus", "Tartus", PlacePrecision.ADM1),
    "in northern Aleppo": ("northern Aleppo", "Aleppo", PlacePrecision.ADM1),
    "in the rebel-held east of Aleppo": ("rebel-held east of Aleppo", "Aleppo", PlacePrecision.LOCALITY),
    "east of Aleppo": ("east of Aleppo", "Aleppo", PlacePrecision.NEAR_LOCALITY),
    "in rural Hama": ("rural Hama", "Hama", PlacePrecision.ADM1),
    "in the Manbij countryside": ("Manbij countryside", "Manbij", PlacePrecision.NEAR_LOCALITY),
    "12 km from Masyaf": ("12 km from Masyaf", "Masyaf", PlacePrecision.NEAR_LOCALITY),
    "in eastern Syria": ("eastern Syria", "Syria", PlacePrecision.REGION),
    "in Syria": ("Syria", "Syria", PlacePrecision.COUNTRY),
    "in eastern Ghouta": ("eastern Ghouta", "Eastern Ghouta", PlacePrecision.REGION),
    "along the Syrian coast": ("Syrian coast", "Syrian coast", PlacePrecision.REGION),
    "on the banks of the Euphrates river": (
        "banks of the Euphrates river",
        "Euphrates",
        PlacePrecision.REGION,
    ),
    "at the Bab al-Salama border crossing": (
        "Bab al-Salama border crossing",
        "Bab al-Salama",
        PlacePrecision.EXACT,
    ),
    "in the Yarmouk refugee camp": ("Yarmouk refugee camp", "Yarmouk camp", PlacePrecision.LOCALITY),
    "in Jableh district": ("Jableh district", "Jableh", PlacePrecision.ADM2),
    "in Tartous and Lattakia": ("Lattakia", "Latakia", PlacePrecision.LOCALITY),
    "in Latakia's countryside": ("Latakia's countryside", "Latakia", PlacePrecision.ADM1),
}


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrases_are_taken_whole_and_placed(read: Reader, phrase: str) -> None:
    words, name, precision = PHRASES[phrase]
    mention = read.one(FRAME.format(phrase), words)
    assert mention.place is not None
    assert mention.place.country == "SY"
    assert (mention.place.name, mention.precision) == (name, precision)


UNLISTED = {
    "in the Al-Qusour neighbourhood of Banias": ("Al-Qusour neighbourhood", "Baniyas", PlacePrecision.LOCALITY),
    "in Hai Al Kusour in Banias": ("Hai Al Kusour", "Baniyas", PlacePrecision.LOCALITY),
    "on Khalid ibn al-Walid street in Hama": ("Khalid ibn al-Walid street", "Hama", PlacePrecision.REGION),
    "at the Taftanaz airbase": ("Taftanaz airbase", "Taftanaz", PlacePrecision.EXACT),
    "in the village of Zorrabqa near Masyaf": ("village of Zorrabqa", "Masyaf", PlacePrecision.LOCALITY),
    "in Zorrabqa, a mountain village near Masyaf": ("Zorrabqa", "Masyaf", PlacePrecision.LOCALITY),
    "in the Turmanin neighborhood": ("Turmanin neighborhood", "Turmanin", PlacePrecision.LOCALITY),
}


@pytest.mark.parametrize("phrase", UNLISTED)
def test_places_the_gazetteer_lacks_keep_their_words_and_their_holder(read: Reader, phrase: str) -> None:
    words, holder, precision = UNLISTED[phrase]
    mention = read.one(FRAME.format(phrase), words)
    assert mention.place is None
    assert mention.within is not None
    assert (mention.within.name, mention.precision) == (holder, precision)


def test_a_neighbourhood_without_a_town_is_not_resolved(read: Reader) -> None:
    mention = read.one(
        "Shells fell on the Al-Qusour neighbourhood in Homs, Hama and Damascus.", "Al-Qusour neighbourhood"
    )
    assert mention.place is None
    alone = read.one(
        "Syria: shells fell on the Al-Qusour neighbourhood. Homs and Hama were calm.", "Al-Qusour neighbourhood"
    )
    assert alone.place is None
    assert alone.within is None


def test_an_unlisted_name_is_known_again_where_it_stands_alone(read: Reader) -> None:
    text = "Syria: shells hit the village of Zorrabqa. Later planes flew over Zorrabqa and Hama."
    assert read.words(text).count("Zorrabqa") == 1


def test_lists_of_unlisted_names(read: Reader) -> None:
    text = "In Aleppo, Syria, mortars hit the neighbourhoods of al-Zorra, al-Xorqa and al-Tinna."
    assert {"neighbourhoods of al-Zorra", "al-Xorqa", "al-Tinna"} <= set(read.words(text))


def test_a_road_between_two_towns_is_neither_of_them(read: Reader) -> None:
    text = "A bus was shot at on the road between Homs and Tartus in Syria."
    mention = read.one(text, "road between Homs and Tartus")
    assert mention.place is None
    assert mention.precision is PlacePrecision.REGION
    assert len(mention.candidates) == 2
    assert "Homs" not in read.words(text)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Police in Beirut, the Lebanese capital, said so.", "Lebanese capital", "Beirut"),
        ("Shells fell northeast of the Syrian capital.", "northeast of the Syrian capital", "Damascus"),
        ("In Syria, shelling shook the outskirts of the capital.", "outskirts of the capital", "Damascus"),
        ("Syrian rebels left the capital Damascus.", "capital Damascus", "Damascus"),
    ],
)
def test_capitals_by_country(read: Reader, text: str, words: str, name: str) -> None:
    place = read.one(text, words).place
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(
    "text",
    [
        "The Syrian Observatory for Human Rights said on Sunday that President Assad would speak in March.",
        "Young people were Reading the news. Nice, said Ali Hassan. March was cold.",
        "Major General Jordan Paris said nothing, and Mr. Hama was silent.",
        "Captured pilot Nawras Taftanaz was seen on Friday.",
        "The White House and the Red Cross objected; capital punishment was debated.",
        "The Aleppo Media Center posted a video. The Homs Brigade replied.",
        "AT LEAST TEN MEN WERE KILLED AS THE ARMY ADVANCED, GENERAL LOPEZ SAID.",
        "It was Kurdish-held and Syrian; the Islamic State claimed it.",
    ],
)
def test_persons_organisations_and_words_are_no_places(read: Reader, text: str) -> None:
    assert read.words(text) == []


def test_texts_in_capitals(read: Reader) -> None:
    text = "THE BOMB EXPLODED IN NORTHWESTERN COLOMBIA, IN THE TOWN OF SEGOVIA, ANTIOQUIA DEPARTMENT, NEAR MEDELLIN."
    assert read.words(text) == ["NORTHWESTERN COLOMBIA", "TOWN OF SEGOVIA", "ANTIOQUIA DEPARTMENT", "NEAR MEDELLIN"]
    segovia = read.one(text, "TOWN OF SEGOVIA")
    assert segovia.place is not None
    assert segovia.place.country == "CO"


def test_a_chain_settles_an_ambiguous_name(read: Reader) -> None:
    lebanese = read.one("A boat left Tripoli, Lebanon, at dawn.", "Tripoli").place
    libyan = read.one("A boat left Tripoli, Libya, at dawn.", "Tripoli").place
    assert lebanese is not None
    assert libyan is not None
    assert (lebanese.country, libyan.country) == ("LB", "LY")


def test_the_documents_country_settles_an_ambiguous_name(read: Reader) -> None:
    place = read.one("Lebanese troops in Beirut said two men were shot in Tripoli.", "Tripoli").place
    assert place is not None
    assert place.country == "LB"


def test_an_ambiguous_name_names_its_candidates_and_no_place(read: Reader, gazetteer: Gazetteer) -> None:
    mention = read.one("In Colombia, two men were shot in the town of San Francisco.", "town of San Francisco")
    assert mention.place is None
    places = [gazetteer.get(candidate) for candidate in mention.candidates]
    assert len(places) >= 2
    assert all(place is not None and gazetteer.find(place.name) for place in places)


ARABIC = (
    "قُتل مدنيون في حي القصور بمدينة بانياس، وثلاثة في ريف اللاذقية، وقال المرصد السوري إن بلدة جبلة قُصفت وبدمشق هدوء."
)


def test_arabic_phrases(read: Reader) -> None:
    quarter, town, country_side, small, capital = read(ARABIC)
    assert quarter.words.text == "حي القصور"
    assert quarter.place is None
    assert quarter.within == town.place
    assert (town.words.text, country_side.words.text) == ("مدينة بانياس", "ريف اللاذقية")
    assert country_side.precision is PlacePrecision.ADM1
    assert (small.words.text, capital.words.text) == ("بلدة جبلة", "دمشق")


def test_arabic_names_with_and_without_prefixes(read: Reader) -> None:
    names = [
        m.place.name for m in read("قصف على بانياس واللاذقية، وقتلى في حلب وبدمشق، بحسب المرصد السوري.") if m.place
    ]
    assert names == ["Baniyas", "Latakia", "Aleppo", "Damascus"]


def test_masked_text_is_not_read(gazetteer: Gazetteer) -> None:
    text = "Syria: Banias was hit. Banias was hit. Homs was calm."
    masks = (Mask(start=23, end=39, reason=MaskReason.REPEATED_PARAGRAPH),)
    document = Document(id="doc-test", original="0" * 64, text=text, masks=masks)
    mentions = find_places(document, gazetteer)
    assert [m.words.text for m in mentions] == ["Syria", "Banias", "Homs"]
    assert all(m.words.text == text[m.words.start : m.words.end] for m in mentions)


PIECES = st.sampled_from(
    [
        "Banias", "al-Qusour", "neighbourhood", "of", "near", "the", "town", "Homs", "and", "road between", "Syria",
        "'s",
        "SHELLS HIT", "حلب", "وبدمشق", ",", ".", "\n\n", "northern", "Aleppo", "province", "Damascus", "capital", "Ali",
        "12 km from", "in", "street", "Tripoli", "\u202e", "\u200b", "Deir ez-Zor", "Khalid ibn al-Walid", "Syrias",
        "-",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40))
@example(["al", "Al", "the", "of"])
@example(["Banias", "'s", "Banias"])
def test_mentions_quote_the_text_in_order_and_never_overlap(read: Reader, pieces: list[str]) -> None:
    text = " ".join(pieces)
    mentions = read(text)
    assert all(m.words.text == text[m.words.start : m.words.end] and m.words.text.strip() for m in mentions)
    for one, other in itertools.pairwise(mentions):
        assert one.words.end <= other.words.start
    assert all(m.place is None or not m.candidates for m in mentions)
    assert mentions == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x" * 10_000,
        "Banias" * 2_000,
        "Al-" * 5_000,
        "al " * 5_000,
        "the town of " * 2_000,
        "north of " * 2_000 + "Homs",
        "A" + "-a" * 20_000,
        "(a+)+$ [z-a] \\1 " * 500,
        "\u202e\u2066\u200b" * 3_000,
        "Zor, and al-Zor " * 1_500,
        "N." * 8_000,
        "'s" * 8_000,
        "\ud800\udfff" * 100,
    ],
    ids=range(14),
)
def test_hostile_texts_end_soon(read: Reader, text: str) -> None:
    begin = time.process_time()
    read(text)
    assert time.process_time() - begin < 10


def test_a_fresh_gazetteer_finds_the_same(read: Reader) -> None:
    text = "Syrian planes hit Saraqeb, Kafranbel and the Al-Zahraa district of Homs; Tripoli was calm."
    fresh = Reader(Gazetteer.shipped())
    assert fresh(text) == read(text)
