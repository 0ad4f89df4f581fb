"""One key takes over from another: what still holds, what is refused, and that every bit of a handover counts."""

import pytest

from marsad.records import MarsadError, ProofError
from marsad.vault.checkpoints import make_checkpoint, verify_checkpoint
from marsad.vault.signing import VERIFIER_FILE, create_key, generate_key
from marsad.vault.succession import (
    Leaving,
    Succession,
    follow,
    handover_path,
    load_succession,
    make_handover,
    parse_handover,
)

ORIGIN = "example.org/coast"
FIRST, SECOND, THIRD = (generate_key(ORIGIN) for _ in range(3))
ROOT = bytes(range(32))
ONE = make_handover(10, ROOT, FIRST, SECOND, Leaving.RETIRED)
TWO = make_handover(20, ROOT, SECOND, THIRD, Leaving.COMPROMISED)


def signed(size, *keys):
    return make_checkpoint(ORIGIN, size, ROOT, *keys)


def test_whoever_trusts_the_first_key_can_follow_to_the_last():
    told = follow(FIRST.verifier, [parse_handover(TWO), parse_handover(ONE)])
    assert told.current == THIRD.verifier
    assert [(t.key, t.since, t.until) for t in told.tenures] == [
        (FIRST.verifier, 0, 10), (SECOND.verifier, 10, 20), (THIRD.verifier, 20, None),
    ]  # fmt: skip
    assert verify_checkpoint(signed(9, FIRST), *told.tenures).size == 9
    assert verify_checkpoint(signed(10, FIRST), *told.tenures).size == 10
    assert verify_checkpoint(signed(15, SECOND), *told.tenures).size == 15
    assert verify_checkpoint(signed(25, THIRD), *told.tenures).size == 25


@pytest.mark.parametrize(("key", "size"), [(FIRST, 11), (FIRST, 25), (SECOND, 21), (SECOND, 9), (THIRD, 19)])
def test_what_a_key_signs_out_of_office_is_refused(key, size):
    told = follow(FIRST.verifier, [parse_handover(ONE), parse_handover(TWO)])
    with pytest.raises(ProofError, match="not in office"):
        verify_checkpoint(signed(size, key), *told.tenures)


def test_a_retired_key_beside_the_one_in_office_spoils_nothing():
    told = follow(FIRST.verifier, [parse_handover(ONE)])
    assert verify_checkpoint(signed(11, SECOND, FIRST), *told.tenures).size == 11


def test_no_flipped_bit_in_a_handover_goes_unseen():
    for text in (ONE, make_handover(10, ROOT, FIRST.verifier, SECOND, Leaving.LOST)):
        data = text.encode()
        for bit in range(len(data) * 8):
            changed = bytearray(data)
            changed[bit // 8] ^= 1 << bit % 8
            with pytest.raises(ProofError):
                parse_handover(bytes(changed))


def test_a_handover_that_the_old_key_has_not_signed_is_none():
    thief = generate_key(ORIGIN)
    alone = make_checkpoint(ORIGIN, 10, ROOT, thief,
                            extensions=[f"old-key {FIRST.verifier.line}", f"next-key {thief.verifier.line}",
                                        "because retired"])  # fmt: skip
    with pytest.raises(ProofError, match="not signed by the keys it names"):
        parse_handover(alone)


def test_a_lost_key_vouches_for_nobody():
    lost = parse_handover(make_handover(10, ROOT, FIRST.verifier, SECOND, Leaving.LOST))
    with pytest.raises(ProofError, match="lost"):
        follow(FIRST.verifier, [lost])


@pytest.mark.parametrize(
    "handovers",
    [
        [TWO],
        [ONE, make_handover(20, ROOT, FIRST, THIRD, Leaving.RETIRED)],
        [ONE, make_handover(20, ROOT, SECOND, FIRST, Leaving.RETIRED)],
    ],
    ids=["a gap", "a fork", "back to a retired key"],
)
def test_a_broken_chain_leads_nowhere(handovers):
    with pytest.raises(ProofError, match="do not follow"):
        follow(FIRST.verifier, [parse_handover(text) for text in handovers])


def test_handovers_of_another_log_and_to_oneself_are_refused():
    other = generate_key("example.org/other")
    for old, new in ((FIRST, FIRST), (FIRST, other)):
        with pytest.raises(MarsadError):
            parse_handover(make_handover(10, ROOT, old, new, Leaving.RETIRED))
    with pytest.raises(ProofError, match="do not follow"):
        follow(other.verifier, [parse_handover(ONE)])


def test_the_files_of_an_archive_tell_its_keys(tmp_path):
    key = create_key(tmp_path, ORIGIN)
    assert load_succession(tmp_path) == Succession(first=key.verifier)
    path = handover_path(tmp_path, 10)
    path.write_text(make_handover(10, ROOT, key, SECOND, Leaving.RETIRED))
    told = load_succession(tmp_path)
    assert (told.current, told.unfinished) == (SECOND.verifier, True)
    (tmp_path / VERIFIER_FILE).chmod(0o600)
    (tmp_path / VERIFIER_FILE).write_text(f"{SECOND.verifier.line}\n")
    assert load_succession(tmp_path).unfinished is False
    (tmp_path / VERIFIER_FILE).write_text(f"{THIRD.verifier.line}\n")
    with pytest.raises(ProofError, match="does not lead"):
        load_succession(tmp_path)
    path.rename(handover_path(tmp_path, 11))
    with pytest.raises(ProofError, match="another size"):
        load_succession(tmp_path)
