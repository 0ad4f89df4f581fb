import tomllib

import pytest

from marsad.intake import IntakeSettings
from marsad.records import SettingsError
from marsad.settings import Settings, default_file, load_settings


def test_no_file_means_the_defaults(tmp_path):
    assert load_settings(tmp_path / "marsad.toml") == Settings()


def test_the_default_file_states_the_defaults(tmp_path):
    path = tmp_path / "marsad.toml"
    path.write_text(default_file(), encoding="utf-8")
    assert load_settings(path) == Settings()
    stated = tomllib.loads(default_file())
    assert set(stated) == set(Settings.__struct_fields__)
    assert set(stated["intake"]) == set(IntakeSettings.__struct_fields__)


def test_every_wrong_setting_is_named_at_once(tmp_path):
    path = tmp_path / "marsad.toml"
    path.write_text(
        'workers = -1\nmax_file_mb = "big"\ncolour = "red"\n'
        '[intake]\ndate_order = "DYM"\nmax_rows = 0\nshape = 1\n[intake.columns]\nName = 3\n',
        encoding="utf-8",
    )
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    # fmt: off
    for part in ("workers", "max_file_mb", "colour", "intake.date_order", "intake.max_rows", "intake.shape",
                 "intake.columns", "docs/guide/settings.md"):
        assert part in str(caught.value)


@pytest.mark.parametrize("content", [b"workers = ", b"\xff\xfe\x00", b"workers = true\n"])
def test_a_broken_file_is_one_error(tmp_path, content):
    path = tmp_path / "marsad.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"marsad\.toml"):
        load_settings(path)


def test_settings_of_intake_reach_it(tmp_path):
    path = tmp_path / "marsad.toml"
    path.write_text('[intake]\ndate_order = "DMY"\n[intake.columns]\nNarrative = "text"\n', encoding="utf-8")
    assert load_settings(path).intake == IntakeSettings(date_order="DMY", columns={"Narrative": "text"})
