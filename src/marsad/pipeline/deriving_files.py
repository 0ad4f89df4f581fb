"""Thumbnails and recognised text: made of every original that lacks them, where somebody asked for that."""

from collections.abc import Callable, Iterator
from pathlib import Path

from marsad import intake
from marsad.archive import Archive
from marsad.pipeline.attaching import Making, add, has_any, keep
from marsad.pipeline.captures import arrivals
from marsad.pipeline.progress import Progress
from marsad.pipeline.recording import TOOL, Recorder
from marsad.pipeline.taking_in import arrival_of
from marsad.records import DerivativeKind, EntryKind, Finding
from marsad.settings import Settings
from marsad.vault import Capture, Originals

_HEAD = 1024
_WHERE = "ocr"
_Make = Callable[[Path], tuple[bytes, str, Making] | None]


def make_derivatives(
    archive: Archive, settings: Settings, progress: Progress, recorder: Recorder
) -> tuple[Finding, ...]:
    """Make the thumbnails and texts that the settings ask for and that are not there; return what went wrong.

    Each is kept as made, not made again by a rebuild: another version of a tool gives other bytes.
    """
    findings: list[Finding] = []
    if settings.thumbnails:
        findings += _make_all(
            archive, settings, DerivativeKind.THUMBNAIL, _thumbnail, progress=progress, recorder=recorder
        )
    if settings.ocr:
        try:
            recogniser = intake.find_recogniser(settings.ocr_languages)
        except intake.RefusedError as refusal:
            if any(True for _ in _waiting(archive, DerivativeKind.RECOGNISED_TEXT)):
                findings.append(intake.problem(refusal.kind, _WHERE, refusal.words, **refusal.details))
            return tuple(findings)
        made = _recognising(recogniser)
        findings += _make_all(
            archive, settings, DerivativeKind.RECOGNISED_TEXT, made, progress=progress, recorder=recorder
        )
    return tuple(findings)


def _make_all(
    archive: Archive, settings: Settings, kind: DerivativeKind, make: _Make, *, progress: Progress, recorder: Recorder
) -> Iterator[Finding]:
    waiting = list(_waiting(archive, kind))
    progress.start("Thumbnails" if kind is DerivativeKind.THUMBNAIL else "Recognising text", len(waiting))
    for capture, path in waiting:
        try:
            made = make(path)
            if made is not None:
                data, name, making = made
                attachment = keep(archive, capture.sha256, data, name=name, making=making, recorder=recorder)
                draft = recorder.draft(EntryKind.DERIVATIVE, capture.sha256, attachment)
                # what waits has no text yet, so that the original is read with this one alone
                add(archive, attachment, recorder.addition(draft), arrival_of(archive.root, capture, settings, ()))
        except intake.RefusedError as refusal:
            yield intake.problem(refusal.kind, capture.custody.name, refusal.words, **refusal.details)
        progress.advance(1)


def _waiting(archive: Archive, kind: DerivativeKind) -> Iterator[tuple[Capture, Path]]:
    """Yield the pictures and PDF files that lack a derivative, in the order they came in."""
    done = has_any(archive, kind)
    store = Originals(archive.root / "originals", Recorder())
    for sha256, captures in arrivals(archive).captures.items():
        path = store.path(sha256)
        if sha256 in done or not path.is_file():
            continue
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if intake.is_picture(head) or intake.is_pdf(head):
            yield captures[0], path


def _thumbnail(path: Path) -> tuple[bytes, str, Making]:
    tool, version = intake.thumbnail_tool()
    making = Making(
        kind=DerivativeKind.THUMBNAIL, tool=tool, version=version, maker=TOOL, why="asked for by thumbnails"
    )
    return intake.thumbnail(path), "thumbnail.jpg", making


def _recognising(recogniser: intake.Recogniser) -> _Make:
    def make(path: Path) -> tuple[bytes, str, Making] | None:
        with path.open("rb") as file:
            picture = intake.is_picture(file.read(_HEAD))
        pages = list(intake.pages_to_recognise(path))
        if not pages and not picture:
            return None  # a PDF whose every page has its own text
        found = intake.recognise(pages, recogniser)
        making = Making(
            kind=DerivativeKind.RECOGNISED_TEXT,
            tool="Tesseract",
            version=recogniser.version,
            maker=TOOL,
            language=recogniser.languages,
            confidence=found.confidence,
            why="asked for by ocr",
        )
        return found.text.encode("utf-8"), "recognised.txt", making

    return make
