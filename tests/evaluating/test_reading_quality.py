"""A floor under the readers on hand labels; runs where the labels are and MARSAD_FULL is set."""

import os
from pathlib import Path

import pytest

LABELLED = Path(__file__).parents[3] / "shared" / "data" / "annotated" / "train"
LOWEST_F1 = 0.75

pytestmark = [
    pytest.mark.skipif(not LABELLED.is_dir(), reason="the hand labels are not here"),
    pytest.mark.skipif(not os.environ.get("MARSAD_FULL"), reason="not part of the quick suite: set MARSAD_FULL"),
]


def test_english_claims_are_found() -> None:
    from marsad.cli.evaluate import take_in  # loads readers and gazetteer, so only where the test runs
    from marsad.evaluating import read_labelled_set, score
    from marsad.evaluating.predicting import predict

    labelled, misfits = read_labelled_set(LABELLED)
    documents, refused = take_in(LABELLED, labelled)
    labels = [label for found in predict(documents) for label in found]
    report, _ = score(labels, labelled)
    assert (misfits, refused) == ((), [])
    assert report.sections["english"].f1 >= LOWEST_F1
