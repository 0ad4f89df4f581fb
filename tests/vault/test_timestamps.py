"""Time stamps of an authority made here with openssl, and all the ways in which one must not hold."""

import re
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.vault.authority import USAGE, Authority

from marsad.records import ProofError
from marsad.vault.der import with_sorted_certificates
from marsad.vault.timestamps import (
    attach_timestamp,
    load_chain,
    timestamp_request,
    timestamps_of,
    verify_kept,
    verify_timestamp,
)

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "verify-with-openssl.md"
CHECKPOINT = b"example.org/coast\n5\nroot\n\n\xe2\x80\x94 example.org/coast signature\n"


@pytest.fixture(scope="module")
def authority(openssl, tmp_path_factory):
    return Authority(openssl, tmp_path_factory.mktemp("authority") / "tsa")


@pytest.fixture(scope="module")
def response(authority):
    return authority.stamp(CHECKPOINT)


def test_a_stamp_says_when_and_who(authority, response):
    stamp = verify_timestamp(response, CHECKPOINT, load_chain(authority.chain))
    assert abs(datetime.now(UTC) - stamp.at) < timedelta(minutes=5)
    assert stamp.at.tzinfo is UTC
    assert (stamp.authority, stamp.policy) == ("CN=tsa,O=Test", "1.2.3.4.1")
    assert stamp.serial > 0


def test_the_request_shows_only_a_hash_and_is_the_same_every_time(openssl, tmp_path):
    request = timestamp_request(CHECKPOINT)
    assert request == timestamp_request(CHECKPOINT)
    assert b"example" not in request
    (tmp_path / "request").write_bytes(request)
    text = openssl("ts", "-query", "-in", tmp_path / "request", "-text").decode()
    assert "Hash Algorithm: sha256" in text
    assert "Nonce: unspecified" in text


def test_requests_made_by_openssl_are_answered_as_well(authority, openssl, tmp_path):
    (tmp_path / "data").write_bytes(CHECKPOINT)
    query = ["ts", "-query", "-data", tmp_path / "data", "-sha512", "-cert", "-out", authority.folder / "request"]
    openssl(*query)
    assert verify_timestamp(authority.answer(), CHECKPOINT, load_chain(authority.chain)).serial > 0


def test_a_response_without_certificates_is_checked_with_those_given(authority, openssl, tmp_path):
    (tmp_path / "data").write_bytes(CHECKPOINT)
    openssl("ts", "-query", "-data", tmp_path / "data", "-sha256", "-out", authority.folder / "request")
    bare = authority.answer()
    assert len(bare) < len(authority.stamp(CHECKPOINT))
    with pytest.raises(ProofError, match="neither in it nor among those given"):
        verify_timestamp(bare, CHECKPOINT, load_chain(authority.chain))
    stamp = verify_timestamp(bare, CHECKPOINT, load_chain(authority.chain + authority.pem("tsa")))
    assert stamp.authority == "CN=tsa,O=Test"


def test_the_page_for_strangers_checks_a_stamp_with_openssl(authority, response, openssl, tmp_path):
    [command] = re.findall(r"^openssl (ts -verify .*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    attach_timestamp(_checkpoint_file(tmp_path), response, authority.chain)
    (tmp_path / "root.pem").write_bytes(authority.pem("root"))
    openssl(*command.split(), cwd=tmp_path)


def test_a_stamp_over_other_bytes_is_refused(authority, response):
    with pytest.raises(ProofError, match=r"Mismatch between messages.*Next:"):
        verify_timestamp(response, CHECKPOINT + b"\n", load_chain(authority.chain))


def test_a_stranger_with_certificates_of_the_same_names_is_refused(authority, openssl, tmp_path):
    stranger = Authority(openssl, tmp_path / "stranger")
    forged = stranger.stamp(CHECKPOINT)
    assert verify_timestamp(forged, CHECKPOINT, load_chain(stranger.chain))
    for chain in (authority.chain, authority.chain + authority.pem("tsa"), authority.chain + stranger.pem("middle")):
        with pytest.raises(ProofError, match=r"time stamp does not hold: its (certificate|signature)"):
            verify_timestamp(forged, CHECKPOINT, load_chain(chain))


def test_an_authority_that_vouches_for_itself_is_refused(authority, openssl, tmp_path):
    stranger = Authority(openssl, tmp_path / "stranger")
    openssl(
        "req", "-x509", "-key", stranger.folder / "tsa.key", "-subj", "/CN=self", "-days", "30",
        "-out", stranger.folder / "tsa.pem", "-addext", USAGE["stamping"],
    )  # fmt: skip
    forged = stranger.stamp(CHECKPOINT)
    with pytest.raises(ProofError, match="certificate is not good: self-signed"):
        verify_timestamp(forged, CHECKPOINT, load_chain(authority.chain))


@pytest.mark.parametrize("usage", ["not critical", "other"])
def test_a_certificate_that_is_not_for_time_stamps_is_refused(authority, openssl, usage):
    # openssl signs with no such certificate: let it sign with the good one, then give the other in its place
    serial = openssl("x509", "-in", authority.folder / "tsa.pem", "-noout", "-serial").decode().strip()[7:]
    (authority.folder / "tsa.ext").write_text(f"keyUsage=critical,digitalSignature\n{USAGE[usage]}")
    openssl(
        "x509", "-req", "-in", authority.folder / "tsa.csr", "-CA", authority.folder / "middle.pem",
        "-CAkey", authority.folder / "middle.key", "-set_serial", f"0x{serial}", "-days", "30",
        "-extfile", authority.folder / "tsa.ext", "-out", authority.folder / "swapped.pem",
    )  # fmt: skip
    (authority.folder / "data").write_bytes(CHECKPOINT)
    openssl("ts", "-query", "-data", authority.folder / "data", "-sha256", "-out", authority.folder / "request")
    bare = authority.answer()
    with pytest.raises(ProofError, match=r"certificate is not good: .*purpose"):
        verify_timestamp(bare, CHECKPOINT, load_chain(authority.chain + authority.pem("swapped")))


def test_a_missing_root_is_said(authority, response):
    with pytest.raises(ProofError, match="no self-signed root"):
        verify_timestamp(response, CHECKPOINT, load_chain(authority.pem("middle")))
    with pytest.raises(ProofError, match="cannot be read as PEM"):
        load_chain(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    with pytest.raises(ProofError, match="cannot be read as PEM"):
        load_chain(b"nothing")


def test_a_refusal_of_the_authority_gives_its_reason(authority):
    (authority.folder / "request").write_bytes(b"not a request")
    with pytest.raises(ProofError, match="did not grant it"):
        verify_timestamp(authority.answer(), CHECKPOINT, load_chain(authority.chain))


@pytest.fixture
def checkpoint(tmp_path):
    return _checkpoint_file(tmp_path)


def _checkpoint_file(folder):
    path = folder / "000000000005.txt"
    path.write_bytes(CHECKPOINT)
    return path


def test_stamps_are_kept_beside_the_checkpoint_with_their_certificates(checkpoint, authority, response):
    first = attach_timestamp(checkpoint, response, authority.chain)
    again = attach_timestamp(checkpoint, response, authority.chain)
    second = attach_timestamp(checkpoint, authority.stamp(CHECKPOINT), authority.chain)
    assert first == again
    assert [path.name for path in timestamps_of(checkpoint)] == ["000000000005.1.tsr", "000000000005.2.tsr"]
    assert timestamps_of(checkpoint) == [first, second]
    assert stat.S_IMODE(first.stat().st_mode) == 0o444
    assert verify_kept(checkpoint, first).serial < verify_kept(checkpoint, second).serial
    assert verify_kept(checkpoint, first, load_chain(authority.chain)) == verify_kept(checkpoint, first)


def test_what_does_not_hold_is_not_kept(checkpoint, authority):
    with pytest.raises(ProofError, match="Mismatch"):
        attach_timestamp(checkpoint, authority.stamp(b"other"), authority.chain)
    assert list(checkpoint.parent.iterdir()) == [checkpoint]


def test_certificates_kept_beside_a_stamp_are_not_taken_for_trusted_ones(checkpoint, authority, openssl, tmp_path):
    stranger = Authority(openssl, tmp_path / "stranger")
    stamp = attach_timestamp(checkpoint, stranger.stamp(CHECKPOINT), stranger.chain)
    with pytest.raises(ProofError, match=r"000000000005\.1\.tsr"):
        verify_kept(checkpoint, stamp, load_chain(authority.chain))


@pytest.mark.parametrize("suffix", [".tsr", ".pem", ".sha256"])
def test_a_flipped_bit_in_any_kept_file_is_found(checkpoint, authority, response, suffix):
    stamp = attach_timestamp(checkpoint, response, authority.chain)
    path = stamp.with_suffix(suffix)
    data = path.read_bytes()
    path.chmod(0o600)
    for bit in range(0, len(data) * 8, 1 if suffix == ".sha256" else 37):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        with pytest.raises(ProofError, match="Next:"):
            verify_kept(checkpoint, stamp)


def test_a_flipped_bit_in_a_response_is_an_error_value_or_no_matter(authority, response):
    """Certificates that are not needed are covered by no signature; the rest is, and nothing crashes."""
    chain = load_chain(authority.chain)
    stamp = verify_timestamp(response, CHECKPOINT, chain)
    for bit in range(0, len(response) * 8, 11):
        changed = bytearray(response)
        changed[bit // 8] ^= 1 << bit % 8
        try:
            assert verify_timestamp(bytes(changed), CHECKPOINT, chain) == stamp
        except ProofError:
            continue


def test_a_missing_file_is_named(checkpoint, authority, response):
    stamp = attach_timestamp(checkpoint, response, authority.chain)
    stamp.with_suffix(".pem").unlink()
    with pytest.raises(ProofError, match=r"000000000005\.1\.pem cannot be read"):
        verify_kept(checkpoint, stamp)


def test_a_missing_checkpoint_is_named(tmp_path, authority, response):
    with pytest.raises(ProofError, match=r"000000000009\.txt cannot be read"):
        attach_timestamp(tmp_path / "000000000009.txt", response, authority.chain)


def test_what_a_killed_process_left_is_not_mixed_with_the_next_stamp(checkpoint, authority, response):
    checkpoint.with_suffix(".1.sha256").write_bytes(b"half")
    stamp = attach_timestamp(checkpoint, response, authority.chain)
    assert stamp.name == "000000000005.2.tsr"
    assert timestamps_of(checkpoint) == [stamp]
    assert verify_kept(checkpoint, stamp).serial > 0


@given(st.one_of(st.binary(max_size=200), st.binary(max_size=60).map(lambda tail: b"\x30\x84\xff\xff\xff\xff" + tail)))
def test_hostile_responses_are_refused_and_never_crash(data):
    assert with_sorted_certificates(data) == data
    with pytest.raises(ProofError, match="Next:"):
        verify_timestamp(data, CHECKPOINT, [])


def test_a_response_may_not_be_huge():
    with pytest.raises(ProofError, match="larger than"):
        verify_timestamp(bytes((1 << 20) + 1), CHECKPOINT, [])
