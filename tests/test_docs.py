"""What users can meet is documented: commands and their options, settings, finding kinds; and links lead somewhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from marsad.cli import main
from marsad.settings import Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        yield name, command


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=lambda x: x if isinstance(x, str) else "")
def test_every_command_and_option_is_in_the_guide(name, command):
    guide = (DOCS / "guide" / "running.md").read_text(encoding="utf-8")
    assert f"`marsad {name}" in guide
    assert command.help
    everything = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in everything, f"{name} {option} is not documented"


def test_every_setting_is_in_the_guide():
    guide = (DOCS / "guide" / "settings.md").read_text(encoding="utf-8")
    assert [name for name in Settings.__struct_fields__ if f"| `{name}` |" not in guide] == []


def finding_kinds() -> set[str]:
    kinds = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "kind" and isinstance(node.value, ast.Constant):
                kinds.add(node.value.value)
    return {kind for kind in kinds if isinstance(kind, str)}


def test_every_kind_of_finding_is_in_the_guide():
    guide = (DOCS / "guide" / "findings.md").read_text(encoding="utf-8")
    assert len(finding_kinds()) > 10
    assert sorted(kind for kind in finding_kinds() if f"`{kind}`" not in guide) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
