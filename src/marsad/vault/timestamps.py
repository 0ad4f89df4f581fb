"""RFC 3161 time stamps: an authority's word that a checkpoint was there at a time; asked for and checked offline."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from marsad.records import ProofError
from marsad.vault.der import with_sorted_certificates
from marsad.vault.durable import read_small, write_new

LARGEST_RESPONSE = 1 << 20
SUFFIX = ".tsr"
CHAIN_SUFFIX = ".pem"
SUMS_SUFFIX = ".sha256"

# by the bytes of their digests; a request of ours asks for SHA-256, one made elsewhere may ask for more
_HASHES = {32: "sha256", 48: "sha384", 64: "sha512"}
_VERIFY_ERROR = re.compile(r"Verify error: ([a-zA-Z ,-]+)")


class TimeStamp(msgspec.Struct, frozen=True, kw_only=True):
    """What a checked time stamp says: when (UTC), whose certificate signed it, its number there and its policy."""

    at: datetime
    authority: str
    serial: int
    policy: str


def timestamp_request(checkpoint: bytes) -> bytes:
    """Return the request (TimeStampReq, DER) to carry to an authority; it shows only SHA-256 of the checkpoint.

    It has no nonce: an old answer to it would only prove an earlier time, and the request is the same every time.
    """
    builder = TimestampRequestBuilder(data=checkpoint, hash_algorithm=HashAlgorithm.SHA256, nonce=False)
    return builder.build().as_bytes()


def load_chain(pem: bytes) -> tuple[x509.Certificate, ...]:
    """Read the certificates that lead to a time-stamping authority, roots among them, from PEM."""
    try:
        return tuple(x509.load_pem_x509_certificates(pem))
    except ValueError:
        raise _refused("the certificates cannot be read as PEM") from None


def verify_timestamp(
    response: bytes, checkpoint: bytes, chain: Sequence[x509.Certificate], where: str = "time stamp"
) -> TimeStamp:
    """Check an authority's response (TimeStampResp, DER) over the checkpoint's bytes against certificates you trust.

    Self-signed certificates of `chain` are roots, the others lead to them; they must have been valid at the stamped
    time, not now. Nothing is looked up: a certificate revoked later is not noticed. Raises `ProofError`.
    """
    try:
        return _checked(_decoded(response), checkpoint, chain)
    except (_NotHeldError, VerificationError) as error:
        raise _refused(_reason(str(error)), where) from error
    except Exception as error:  # hostile bytes surface as many undocumented kinds from the parsers beneath
        raise _refused("it cannot be read as a time-stamp response", where) from error


def stamped(response: bytes, checkpoints: Iterable[Path]) -> Path | None:
    """Return the first of some checkpoints' files whose hash a response names, None where it names none of theirs.

    Only `verify_timestamp` says whether the response holds. Raises `ProofError` where it is none or was not granted.
    """
    try:
        digest = _decoded(response).tst_info.message_imprint.message
    except _NotHeldError as error:
        raise _refused(str(error)) from error
    except Exception as error:  # hostile bytes surface as many undocumented kinds from the parsers beneath
        raise _refused("it cannot be read as a time-stamp response") from error
    name = _HASHES.get(len(digest))
    if name is None:
        return None
    return next((path for path in checkpoints if hashlib.new(name, _read(path)).digest() == digest), None)


def attach_timestamp(checkpoint: Path, response: bytes, chain: bytes) -> Path:
    """Check a response over a checkpoint's file and keep it beside it, with its certificates (PEM); return its path.

    Several authorities may stamp one checkpoint: the files are `<size>.<n>.tsr` and `<size>.<n>.pem`, and
    `<size>.<n>.sha256` with the hashes of both, as `sha256sum -c` reads it. A response that is there already is not
    kept twice. Raises `ProofError` when the response does not hold.
    """
    verify_timestamp(response, _read(checkpoint), load_chain(chain))
    for path in timestamps_of(checkpoint):
        if _read(path) == response:
            return path
    # what a killed process left without its token still takes a number, and is never mixed with another's
    taken = [_number(path) for suffix in (SUFFIX, CHAIN_SUFFIX, SUMS_SUFFIX) for path in _numbered(checkpoint, suffix)]
    path = checkpoint.with_suffix(f".{1 + max(taken, default=0)}{SUFFIX}")
    write_new(path.with_suffix(SUMS_SUFFIX), _sums(path, response, chain))
    write_new(path.with_suffix(CHAIN_SUFFIX), chain)
    write_new(path, response)  # last: a token that is there has all that belongs to it
    return path


def verify_kept(checkpoint: Path, stamp: Path, trusted: Sequence[x509.Certificate] | None = None) -> TimeStamp:
    """Check one of `timestamps_of` a checkpoint, with certificates you trust or else with those kept beside it.

    The hashes beside it find a flipped bit also where no signature covers it. Whoever could replace the archive
    could replace the kept certificates too: for evidence, give the authority's own. Raises `ProofError`.
    """
    kept = (stamp, stamp.with_suffix(CHAIN_SUFFIX), stamp.with_suffix(SUMS_SUFFIX))
    response, chain, sums = map(_read, kept)
    if sums != _sums(stamp, response, chain):
        raise _refused(f"it, its certificates or {kept[2].name} were changed", stamp.name)
    return verify_timestamp(response, _read(checkpoint), load_chain(chain) if trusted is None else trusted, stamp.name)


def _read(path: Path) -> bytes:
    try:
        return read_small(path, LARGEST_RESPONSE)
    except OSError as error:
        raise _refused(f"{path.name} cannot be read: {error.strerror or error}", path.name) from error


def _sums(stamp: Path, response: bytes, chain: bytes) -> bytes:
    named = {stamp.name: response, stamp.with_suffix(CHAIN_SUFFIX).name: chain}
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in named.items()).encode()


def timestamps_of(checkpoint: Path) -> list[Path]:
    """Return the files of the time stamps kept beside a checkpoint's file, in the order they came."""
    return _numbered(checkpoint, SUFFIX)


def _numbered(checkpoint: Path, suffix: str) -> list[Path]:
    name = re.compile(rf"{re.escape(checkpoint.stem)}\.[1-9][0-9]{{0,8}}{re.escape(suffix)}")
    return sorted((path for path in checkpoint.parent.iterdir() if name.fullmatch(path.name)), key=_number)


def _number(path: Path) -> int:
    return int(path.suffixes[0][1:])


class _NotHeldError(Exception):
    """Why a response does not hold."""


def _checked(answer: TimeStampResponse, checkpoint: bytes, chain: Sequence[x509.Certificate]) -> TimeStamp:
    roots = [certificate for certificate in chain if certificate.subject == certificate.issuer]
    if not roots:
        raise _NotHeldError("no self-signed root is among the certificates given")
    authority = _authority(answer, chain)
    builder = VerifierBuilder(
        roots=roots,
        intermediates=[certificate for certificate in chain if certificate not in roots],
        # what is given here is trusted: never a certificate that came in the response itself
        tsa_certificate=authority if authority in chain else None,
    )
    builder.build().verify_message(answer, checkpoint)
    told = answer.tst_info
    return TimeStamp(
        at=told.gen_time.astimezone(UTC),
        authority=authority.subject.rfc4514_string(),
        serial=told.serial_number,
        policy=told.policy.dotted_string,
    )


def _decoded(response: bytes) -> TimeStampResponse:
    if len(response) > LARGEST_RESPONSE:
        raise _NotHeldError(f"it is larger than {LARGEST_RESPONSE:,} bytes")
    answer = decode_timestamp_response(with_sorted_certificates(response))
    if answer.status != PKIStatus.GRANTED:
        why = "; ".join(answer.status_string)
        raise _NotHeldError(f"the authority did not grant it: {why[:200] or 'no reason given'}")
    return answer


def _authority(answer: TimeStampResponse, chain: Sequence[x509.Certificate]) -> x509.Certificate:
    signed = answer.signed_data
    embedded = [x509.load_der_x509_certificate(der) for der in sorted(signed.certificates)]
    names = {(signer.issuer, signer.serial_number) for signer in signed.signer_infos}
    for certificate in (*chain, *embedded):
        if (certificate.issuer, certificate.serial_number) in names:
            return certificate
    raise _NotHeldError("the certificate of its signer is neither in it nor among those given")


def _reason(said: str) -> str:
    """Say in one phrase what the library beneath says with its stack of errors."""
    if "ErrorStack" not in said:
        return said.rstrip(".")
    why = _VERIFY_ERROR.search(said)
    return f"its certificate is not good: {why[1]}" if why else "its signature does not fit"


def _refused(why: str, where: str = "time stamp") -> ProofError:
    return ProofError(
        f"The time stamp does not hold: {why}",
        where=where,
        next_step="check that it is for this checkpoint and that its certificates are the authority's",
    )
