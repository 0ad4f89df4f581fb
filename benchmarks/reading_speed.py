"""Documents a second from a folder to figures, beside a general-purpose pipeline that tags the same texts.

Run with `make bench`, or `python -m benchmarks.reading_speed`; see `benchmarks/README.md`.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from benchmarks.reports import invented_reports
from benchmarks.tagging import MODEL, PACKAGES


class Timing(msgspec.Struct, frozen=True):
    """Seconds of one run over a number of documents, and what the run says it did."""

    seconds: float
    documents: int
    said: dict[str, object]

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


def main() -> None:
    """Measure and print."""
    options = _options()
    cores = _keep_to_cores(options.processes)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "reports"
        characters = _write_reports(folder, options.documents)
        print(f"{options.documents:,} documents, {characters:,.0f} characters each on average; {cores}")
        first = _run_marsad(folder, Path(scratch) / "archive", options)
        _print("marsad run, fresh archive", first)
        again = _run_marsad(folder, Path(scratch) / "archive", options)
        _print("marsad run, same folder again", again)
        if again.said["documents_read_now"] != 0:
            sys.exit("The second run read documents again: the archive does not remember them.")
        _compare(folder, options, first)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.reading_speed", description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000, help="how many documents (default 1000)")
    parser.add_argument("--processes", type=int, default=2, help="how many processes, and cores (default 2)")
    return parser.parse_args()


def _keep_to_cores(count: int) -> str:
    """Hold this process and its children to so many cores where the system can; say what holds."""
    if sys.platform != "linux":
        return f"{count} processes, not held to cores on this system"
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])
    return f"{count} processes on {len(os.sched_getaffinity(0))} cores"


def _write_reports(folder: Path, count: int) -> float:
    folder.mkdir()
    characters = 0
    for number, report in enumerate(invented_reports(count)):
        text = f"{report.title}\n\n{report.text}\n"
        (folder / f"report-{number:05d}.txt").write_text(text, encoding="utf-8")
        characters += len(text)
    return characters / count


def _run_marsad(folder: Path, archive: Path, options: argparse.Namespace) -> Timing:
    archive.mkdir(exist_ok=True)
    (archive / "marsad.toml").write_text(f"workers = {options.processes}\n", encoding="utf-8")
    command = Path(sys.executable).with_name("marsad")
    if not command.exists():
        sys.exit(f"There is no {command}: install the package into this environment (pip install -e .) and run again.")
    timing = _timed([str(command), "run", "--archive", str(archive), "--json", str(folder)], options.documents)
    if timing.said["documents"] != options.documents:
        sys.exit(f"Only {timing.said['documents']} of {options.documents} documents came in; this is no measurement.")
    return timing


def _compare(folder: Path, options: argparse.Namespace, marsad: Timing) -> None:
    missing = [package for package in PACKAGES if importlib.util.find_spec(package) is None]
    if missing:
        print(f"Comparison left out: {', '.join(missing)} not installed (`make bench` or `pip install -e .[bench]`).")
        return
    child = [sys.executable, "-W", "ignore", "-m", "benchmarks.tagging", str(folder), str(options.processes)]
    whole = _timed(child, options.documents)
    tagging = Timing(float(str(whole.said["seconds"])), options.documents, whole.said)
    _print(f"{MODEL}, whole process", whole)
    _print(f"{MODEL}, tagging alone", tagging)
    print(f"marsad / {MODEL}: {marsad.rate / whole.rate:.1f} times as fast (whole processes),")
    print(f"  {marsad.rate / tagging.rate:.1f} times as fast as its tagging alone")


def _timed(command: list[str], documents: int) -> Timing:
    begin = time.perf_counter()
    # one thread a process, else the threads of several processes stand in each other's way on few cores
    alone = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=alone)
    seconds = time.perf_counter() - begin
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr or done.stdout}")
    said: dict[str, object] = json.loads(done.stdout)
    return Timing(seconds, documents, said)


def _print(what: str, timing: Timing) -> None:
    did = "".join(
        f", {timing.said[name]:,} {name}" for name in ("claims", "incidents", "entities") if name in timing.said
    )
    print(f"{what:40s} {timing.seconds:7.2f} s  {timing.rate:8.1f} documents a second{did}")


if __name__ == "__main__":
    main()
