"""Archives: zip, gzip and tar, member by member, never unpacked to named files."""

import gzip
import itertools
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from marsad.intake.budget import Budget
from marsad.intake.item import Job, Piece
from marsad.intake.problems import RefusedError
from marsad.intake.sources import safe_name
from marsad.records import Finding

_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, ValueError)
_SKIPPED_FOLDERS = frozenset(("__MACOSX",))


def read_zip(piece: Piece, job: Job, budget: Budget) -> Iterator[Piece | Finding]:
    """Yield the members of a zip archive in the archive's order; hidden files are left out."""
    archive = open_zip(piece)
    members = [info for info in archive.infolist() if not info.is_dir()]
    only = "archive/" if _is_web_archive(members) else ""
    for info in members:
        if not _wanted(info.filename) or not info.filename.startswith(only):
            continue
        budget.member()
        place = piece.inside(inner_name(info.filename))
        yield from _odd_name(info.filename, place, job)
        if info.flag_bits & 0x1:
            yield job.finding("encrypted", place, what="member")
            continue
        try:
            with archive.open(info) as member:
                stream, size = budget.unpack(member.read)
        except _BROKEN as error:
            yield job.finding("truncated", place, what="member", why=_why(error))
            continue
        yield _member(piece, stream, size, info.filename, place)


def open_zip(piece: Piece) -> zipfile.ZipFile:
    """Open a zip archive; raise `RefusedError` where it is broken or its members overlap (a bomb's mark)."""
    piece.stream.seek(0)
    try:
        archive = zipfile.ZipFile(piece.stream)
        infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    except _BROKEN as error:
        raise RefusedError("truncated", what="archive", why=_why(error)) from None
    for before, after in itertools.pairwise(infos):
        # Each member has a header of 30 bytes and its name before its data.
        if before.header_offset + 30 + before.compress_size > after.header_offset:
            raise RefusedError("zip_bomb", why="has members that overlap", setting="nothing")
    return archive


def unpack_part(archive: zipfile.ZipFile, name: str, job: Job, budget: Budget) -> bytes:
    """Return one XML part of an Office file; raise `RefusedError` where it is missing, locked, damaged or too large."""
    limit = 5 * job.settings.max_markup_bytes
    try:
        info = archive.getinfo(name)
        if info.file_size > limit:
            size, most = f"{info.file_size:,} bytes", f"{limit:,} bytes"
            raise RefusedError("too_large", what=name, size=size, limit=most, setting="max_markup_bytes")
        if info.flag_bits & 0x1:
            raise RefusedError("encrypted", what="file")
        with archive.open(info) as member:
            stream, _ = budget.unpack(member.read)
    except KeyError:
        raise RefusedError("truncated", what="file", why=f"{name} is missing") from None
    except _BROKEN as error:
        raise RefusedError("truncated", what=name, why=_why(error)) from None
    with stream:
        return stream.read()


def read_gzip(piece: Piece, job: Job, budget: Budget) -> Iterator[Piece | Finding]:
    """Yield the one file in a gzip file; what can be unpacked before a break is not read, for its end is missing."""
    budget.member()
    piece.stream.seek(0)
    name = piece.name[: -len(".gz")] if piece.name.casefold().endswith(".gz") else piece.name
    if piece.name.casefold().endswith(".tgz"):
        name = f"{piece.name[: -len('.tgz')]}.tar"
    try:
        with gzip.GzipFile(fileobj=piece.stream, mode="rb") as member:
            stream, size = budget.unpack(member.read)
    except _BROKEN as error:
        raise RefusedError("truncated", what="gzip file", why=_why(error)) from None
    place = piece.inside(inner_name(PurePosixPath(name).name or "content"))
    yield _member(piece, stream, size, name, place)


def read_tar(piece: Piece, job: Job, budget: Budget) -> Iterator[Piece | Finding]:
    """Yield the ordinary files of a tar archive; links and devices are findings."""
    piece.stream.seek(0)
    try:
        with tarfile.open(fileobj=piece.stream, mode="r:") as archive:
            for info in archive:
                if info.isdir() or not _wanted(info.name):
                    continue
                budget.member()
                place = piece.inside(inner_name(info.name))
                yield from _odd_name(info.name, place, job)
                member = archive.extractfile(info) if info.isreg() else None
                if member is None:
                    yield job.finding("not_a_file", place, what="link or device")
                    continue
                stream, size = budget.unpack(member.read)
                yield _member(piece, stream, size, info.name, place)
    except (tarfile.TarError, *_BROKEN) as error:
        yield job.finding("truncated", piece.position, what="tar archive", why=_why(error))


def inner_name(name: str) -> str:
    """Return a member's name that stays inside the archive and shows as what it is."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    if parts and parts[0].endswith(":"):
        parts = parts[1:]
    return safe_name("/".join(parts))[-300:] or "unnamed"


def _member(piece: Piece, stream: BinaryIO, size: int, name: str, place: str) -> Piece:
    return Piece(
        stream=stream,
        size=size,
        name=PurePosixPath(name).name,
        position=place,
        depth=piece.depth + 1,
    )


def _odd_name(name: str, place: str, job: Job) -> Iterator[Finding]:
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or parts[0].endswith(":"):
        yield job.finding("unsafe_name", place, name)
    elif inner_name(name) != "/".join(part for part in parts if part not in ("", ".")):
        yield job.finding("deceptive_name", place, name)


def _is_web_archive(members: list[zipfile.ZipInfo]) -> bool:
    names = {info.filename for info in members}
    return "datapackage.json" in names and any(name.startswith("archive/") for name in names)


def _wanted(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not hidden and not _SKIPPED_FOLDERS & set(parts)


def _why(error: BaseException) -> str:
    return str(error).rstrip(".").lower()[:80] or type(error).__name__
