import tomllib

import pytest

from marsad.records import SettingsError
from marsad.settings import Settings, default_file, load_settings


def test_no_file_means_the_defaults(tmp_path):
    assert load_settings(tmp_path / "marsad.toml") == Settings()


def test_the_default_file_states_the_defaults(tmp_path):
    path = tmp_path / "marsad.toml"
    path.write_text(default_file(), encoding="utf-8")
    assert load_settings(path) == Settings()
    assert set(tomllib.loads(default_file())) == set(Settings.__struct_fields__)


def test_every_wrong_setting_is_named_at_once(tmp_path):
    path = tmp_path / "marsad.toml"
    path.write_text('workers = -1\ndate_order = "DYM"\nmax_file_mb = "big"\ncolour = "red"\n', encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    for part in ("workers", "date_order", "max_file_mb", "'colour'", "docs/guide/settings.md"):
        assert part in str(caught.value)


@pytest.mark.parametrize("content", [b"workers = ", b"\xff\xfe\x00", b"workers = true\n"])
def test_a_broken_file_is_one_error(tmp_path, content):
    path = tmp_path / "marsad.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"marsad\.toml"):
        load_settings(path)
