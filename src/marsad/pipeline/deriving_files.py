"""Thumbnails and recognised text: made of every original that lacks them, where somebody asked for that."""

from collections.abc import Callable, Iterator, Sequence, Set
from pathlib import Path

from marsad import intake
from marsad.archive import Archive
from marsad.pipeline import refusals
from marsad.pipeline.attaching import Attacher, Making, describe, has_any
from marsad.pipeline.captures import arrivals
from marsad.pipeline.progress import Progress
from marsad.pipeline.recording import TOOL, Recorder
from marsad.records import DerivativeKind, Finding
from marsad.settings import Settings
from marsad.vault import Capture, Originals

_HEAD = 1024
_WHERE = "ocr"
_PDF = "PDF"
_PICTURE = "picture"
_Make = Callable[[Path], tuple[bytes, str, Making] | None]


def make_derivatives(
    archive: Archive, settings: Settings, progress: Progress, recorder: Recorder
) -> tuple[Finding, ...]:
    """Make the thumbnails and texts that the settings ask for and that are not there; return what went wrong.

    Each is kept as made, not made again by a rebuild: another version of a tool gives other bytes.
    """
    findings: list[Finding] = []
    attacher = Attacher(archive, settings, recorder)
    wanted: list[DerivativeKind] = []
    if settings.ocr:
        wanted.append(DerivativeKind.RECOGNISED_TEXT)
        try:
            recogniser = intake.find_recogniser(settings.ocr_languages)
        except intake.RefusedError as refusal:
            if any(True for _ in _waiting(archive, DerivativeKind.RECOGNISED_TEXT)):
                findings.append(intake.problem(refusal.kind, _WHERE, refusal.words, **refusal.details))
        else:
            findings += _Making(archive, attacher, recorder).all(wanted[0], _recognising(recogniser), progress)
    if settings.thumbnails:  # after the texts: what a text seals gets none
        wanted.append(DerivativeKind.THUMBNAIL)
        findings += _Making(archive, attacher, recorder).all(DerivativeKind.THUMBNAIL, _thumbnail, progress)
    return (*findings, *_not_made(archive, wanted, attacher.witnesses.boxes.keys()))


class _Making:
    """Makes one kind of derivative of every original that lacks it."""

    def __init__(self, archive: Archive, attacher: Attacher, recorder: Recorder) -> None:
        self._archive = archive
        self._attacher = attacher
        self._recorder = recorder

    def all(self, kind: DerivativeKind, make: _Make, progress: Progress) -> Iterator[Finding]:
        waiting = list(_waiting(self._archive, kind))
        progress.start("Thumbnails" if kind is DerivativeKind.THUMBNAIL else "Recognising text", len(waiting))
        for capture, path in waiting:
            try:
                if made := make(path):
                    data, name, making = made
                    told = describe(capture.sha256, data, name=name, making=making, recorder=self._recorder)
                    self._attacher.keep(told, data)
            except intake.RefusedError as refusal:
                yield intake.problem(refusal.kind, capture.custody.name, refusal.words, **refusal.details)
            progress.advance(1)


def _not_made(archive: Archive, wanted: Sequence[DerivativeKind], sealed: Set[str]) -> Iterator[Finding]:
    """Say of how many sealed originals nothing was made: what is made of them would show whom they show."""
    first = arrivals(archive).captures
    for kind in wanted:
        without = [one for one in sealed - has_any(archive, kind) if one in first and _may_show(first[one][0])]
        if without:
            yield refusals.not_made(
                len(without), "thumbnail" if kind is DerivativeKind.THUMBNAIL else "recognised text"
            )


def _may_show(capture: Capture) -> bool:
    return capture.format == _PDF or _PICTURE in capture.format


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
