import pytest

from marsad.places import precision_codes
from marsad.records import PlacePrecision


@pytest.mark.parametrize(
    ("precision", "ucdp", "acled"),
    [
        (PlacePrecision.EXACT, 1, 1),
        (PlacePrecision.LOCALITY, 1, 1),
        (PlacePrecision.NEAR_LOCALITY, 2, 2),
        (PlacePrecision.ADM3, 3, 2),
        (PlacePrecision.ADM2, 3, 3),
        (PlacePrecision.ADM1, 4, 3),
        (PlacePrecision.REGION, 5, 3),
        (PlacePrecision.COUNTRY, 6, 3),
        (PlacePrecision.SEA_AIR, 7, 3),
        (PlacePrecision.UNKNOWN, None, None),
    ],
)
def test_codes_of_other_data_sets(precision: PlacePrecision, ucdp: int | None, acled: int | None) -> None:
    assert precision_codes(precision) == (ucdp, acled)


def test_every_precision_has_codes_that_never_get_finer_as_less_is_known() -> None:
    known = [
        precision_codes(p) for p in sorted(PlacePrecision, key=lambda p: p.rank) if p is not PlacePrecision.UNKNOWN
    ]
    for codes in zip(*known, strict=True):
        assert list(codes) == sorted(codes)
