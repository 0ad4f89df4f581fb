"""The program itself, its rules and its place names among what `marsad doctor` looks at."""

import base64
import datetime as dt
import hashlib
from importlib.metadata import PackageNotFoundError, PathDistribution

import pytest

from marsad.pipeline import examining


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A package as `pip` leaves it: files, and a list with their hashes."""
    rules = tmp_path / "marsad" / "data" / "rules.toml"
    rules.parent.mkdir(parents=True)
    rules.write_text("dozens = 24")
    digest = base64.urlsafe_b64encode(hashlib.sha256(rules.read_bytes()).digest()).decode().rstrip("=")
    info = tmp_path / "marsad-1.dist-info"
    info.mkdir()
    (info / "RECORD").write_text(f"marsad/data/rules.toml,sha256={digest},11\nmarsad-1.dist-info/RECORD,,\n")
    monkeypatch.setattr(examining, "distribution", lambda _name: PathDistribution(info))
    return rules


def package(root):
    looked = {one.what: one for one in examining.examine(root, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))}
    return looked["package"]


def test_a_package_as_installed_is_well(installed, tmp_path):
    assert package(tmp_path).findings == ()
    assert package(tmp_path).seen == "1 files, 0 changed"


def test_a_flipped_bit_in_the_rules_or_place_names_names_the_file(installed, tmp_path):
    data = bytearray(installed.read_bytes())
    for bit in range(len(data) * 8):
        data[bit // 8] ^= 1 << bit % 8
        installed.write_bytes(data)
        assert [f.where for f in package(tmp_path).findings] == ["marsad/data/rules.toml"]
        data[bit // 8] ^= 1 << bit % 8
    installed.unlink()
    assert [f.kind for f in package(tmp_path).findings] == ["package_changed"]


def test_a_checkout_has_nothing_to_compare_with_and_says_so(tmp_path, monkeypatch):
    def absent(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(examining, "distribution", absent)
    assert "nothing to compare" in package(tmp_path).seen
