"""What users can meet is documented: commands and their options, settings, finding kinds; and links lead somewhere."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from marsad.cli import main
from marsad.endpoint import EndpointSettings
from marsad.intake import IntakeSettings
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
    names = [name for name in Settings.__struct_fields__ if name not in ("intake", "endpoint")]
    names += [f"intake.{name}" for name in IntakeSettings.__struct_fields__]
    names += [f"endpoint.{name}" for name in EndpointSettings.__struct_fields__]
    assert [name for name in names if f"| `{name}` |" not in guide] == []


_KIND = re.compile(r"[a-z]+(?:_[a-z]+)*")


def finding_kinds() -> set[str]:
    """Every kind that code can give: words handed to `Finding` and to functions that make findings, and tables."""
    kinds = set(tomllib.loads((ROOT / "src/marsad/intake/data/problems.toml").read_text(encoding="utf-8")))
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _makes_findings(node):
                given = [*node.args[:2], *(keyword.value for keyword in node.keywords if keyword.arg == "kind")]
                kinds.update(v.value for v in given if isinstance(v, ast.Constant) and isinstance(v.value, str))
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and _names_a_kind(node):
                kinds.add(str(node.value.value))
    return {kind for kind in kinds if _KIND.fullmatch(kind)}


def _names_a_kind(assignment: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "kind" for target in assignment.targets)


def _makes_findings(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name.lower().strip("_") in {"finding", "problem", "misfit", "refusederror", "not_read"}


def test_every_kind_of_finding_is_in_the_guide():
    guide = (DOCS / "guide" / "findings.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z_]+)` \|", guide, re.MULTILINE))
    assert len(finding_kinds()) > 50
    assert sorted(finding_kinds() - listed) == []
    assert sorted(listed - finding_kinds()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
