"""What the documents claim: generated parts are current, commands and options exist, links lead."""

from __future__ import annotations

import html
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main
from packaging.requirements import Requirement

from inhouse import __version__
from inhouse.cli.app import app
from inhouse.model.verdict import ADVICE, TIERS
from tests.command_line import audit

ROOT = Path(__file__).resolve().parents[1]
OURS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
PAGES = [*OURS, ROOT / "benchmarks" / "README.md"]
# Put together here, so that this file does not hold what it looks for.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pypi", "python", "org"),
        ("python" + "hosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("anaconda", "org"),
    )
)

pytestmark = pytest.mark.once
MACHINE = re.compile(rb"(?<![\w./-])/(?:%s|%s)/" % (b"root", b"work"))
SHELL = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


README = read(ROOT / "README.md")


@cache
def tracked() -> tuple[Path, ...]:
    """All files of the tree that are kept under version control."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def shell_lines(text: str) -> Iterator[str]:
    for block in SHELL.findall(text):
        yield from (line.strip() for line in block.splitlines() if line.strip())


@cache
def group() -> Any:
    return typer.main.get_command(app)


def parse(line: str) -> None:
    """Take a command line apart as the program would, without running it."""
    _, *rest = shlex.split(line, comments=True)
    program = group()
    context = program.make_context("inhouse", list(rest), resilient_parsing=True)
    name = next((each for each in rest if not each.startswith("-")), None)
    if name is None:
        program.make_context("inhouse", [*rest, "audit"])
        return
    command = program.get_command(context, name)
    assert command is not None, f"there is no command {name}"
    command.make_context(name, rest[rest.index(name) + 1 :], parent=context)


def commands_below(program: Any, context: Any) -> Iterator[Any]:
    yield program
    if hasattr(program, "list_commands"):
        for name in program.list_commands(context):
            yield from commands_below(program.get_command(context, name), context)


def real_options() -> set[str]:
    context = group().make_context("inhouse", ["audit"])
    given = {
        o for c in commands_below(group(), context) for p in c.get_params(context) for o in p.opts
    }
    return {option for option in given if option.startswith("--")} | {"--help"}


def test_a_line_that_does_not_parse_is_noticed() -> None:
    for wrong in ("inhouse audit --al", "inhouse adit", "inhouse explain", "inhouse graph --lock"):
        with pytest.raises(Exception, match=r"(?i)no such|missing|requires|no command"):
            parse(wrong)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_command_lines_in_documents_parse(page: Path) -> None:
    for line in shell_lines(read(page)):
        if line.startswith("inhouse"):
            parse(line)


def test_the_readme_shows_each_command_with_an_example_and_its_help() -> None:
    context = group().make_context("inhouse", ["audit"])
    for name in group().list_commands(context):
        assert any(line.startswith(f"inhouse {name}") for line in shell_lines(README)), name
        assert f"<!-- help:{name} -->" in README, name


@pytest.mark.parametrize("page", OURS, ids=lambda page: page.name)
def test_options_named_in_documents_exist(page: Path) -> None:
    # text in code marks that starts with an option; other programs' options follow their name
    named = set(re.findall(r"(?<!`)`(--[a-z][a-z-]*)", read(page)))
    others = {"--check", "--upgrade"}  # docs/generate.py
    assert named - real_options() - others == set()


def test_the_replacement_in_the_readme_is_what_its_commands_would_print() -> None:
    """The words are those of the run; that the rule's code is still this one is looked up."""
    block = re.compile(r"<!-- shown: (inhouse [^>]*) -->\n(.*?)<!-- end of shown -->", re.DOTALL)
    shown = dict(block.findall(README))
    assert set(shown) <= set(shell_lines(README))
    planned, applied = shown.values()
    lines = planned.splitlines()
    rule = read(ROOT / "rules" / "more-itertools" / "replacement.py")
    function = next(each for each in rule.split("\n\n\n") if each.startswith("def first("))
    assert {f"+{line}" for line in function.strip().splitlines()} <= set(lines)
    assert "+from webshop._inhouse.more_itertools import first" in lines
    assert '-    "more-itertools>=10",' in lines
    assert any(re.match(r"proof +[\d,]+ cases, the same on both sides \(", line) for line in lines)
    assert "- **Proof:** " in applied
    assert len(applied.strip().splitlines()) <= 12


def test_generated_files_are_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_stale_file_is_named_with_its_remedy(tmp_path: Path) -> None:
    program = (ROOT / "docs" / "generate.py").read_text(encoding="utf-8")
    for folder in ("docs", "src/inhouse/reports"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "docs" / "generate.py").write_text(program, encoding="utf-8")
    (tmp_path / "README.md").write_text("<!-- help:graph -->\n<!-- end of help -->\n")
    done = subprocess.run(
        [sys.executable, tmp_path / "docs" / "generate.py", "--check"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "src/inhouse/reports/audit.schema.json: stale; run: python docs/generate.py schema",
        "src/inhouse/reports/gate.schema.json: stale; run: python docs/generate.py gate-schema",
        "README.md: stale; run: python docs/generate.py help",
        "docs/rules.md: stale; run: python docs/generate.py rules",
        "rules/PROOF.md: stale; run: python docs/generate.py proof",
    ]


def test_ci_runs_the_commands_of_the_readme() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "readme_commands.py", "tests"],
        capture_output=True,
        text=True,
        check=True,
    )
    first, second, *_ = SHELL.findall(README)
    assert done.stdout.strip() == second.strip()
    assert "inhouse audit fixtures/webshop" in first
    assert "-m pytest" in second
    assert "docs/readme_commands.py tests" in read(ROOT / ".ci" / "run")


def test_every_word_of_a_verdict_is_explained_in_the_readme() -> None:
    rows = set(re.findall(r"^\| (\w+) \|", README, re.MULTILINE))
    assert set(TIERS) | set(ADVICE) <= rows


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_tree_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", read(page)):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        goal = (page.parent / path).resolve() if path else page
        assert goal.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(read(goal)), f"{page.name}: {target}"


def anchors(text: str) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_a_machine_path_is_noticed() -> None:
    for parts in (("ro" + "ot", "x"), ("wo" + "rk", "x")):
        assert MACHINE.search(f"see {'/'.join(('', *parts))} there".encode())
    for fine in (b"/workspace/x", b"/roots/x"):
        assert not MACHINE.search(fine)


def test_the_tree_names_no_registry_and_no_machine() -> None:
    found = []
    for path in tracked():
        data = path.read_bytes()
        found += [f"{path}: {host}" for host in REGISTRIES if host.encode() in data.lower()]
        found += [f"{path}: {match[0]!r}" for match in MACHINE.finditer(data)]
    assert found == []


def test_the_picture_has_the_shape_of_the_page() -> None:
    """Its figures come from the index and age; its words are those of the renderer."""
    from inhouse.reports.terminal.audit_page import _MEANING

    rows: dict[str, str] = {}
    for y, text in re.findall(r'y="([\d.]+)"[^>]*>([^<]*)</text>', read(ROOT / "docs/audit.svg")):
        rows[y] = f"{rows.get(y, '')} {html.unescape(text)}".replace("\xa0", " ")
    lines = [" ".join(row.split()) for row in rows.values() if row.strip()]
    assert lines[0] == "$ inhouse audit fixtures/webshop"
    assert re.fullmatch(rf"webshop · requirements.txt · .* · inhouse {__version__}", lines[1])
    headline = r"own [\d,]+ lines?, shed [\d,]+ packages? \([\d,?]+ lines?, .* .?B\)"
    assert re.fullmatch(headline, lines[2])
    heads = [line for line in lines if re.match(rf"({'|'.join(ADVICE)}) · ", line)]
    assert len(heads) >= 5
    for head in heads:
        advice, _, rest = head.partition(" · ")
        if advice != "keep":
            meaning = next(words for known, words in _MEANING.items() if known == advice)
            assert re.fullmatch(rf"\d+ packages?: {re.escape(meaning)}", rest)
    assert any("lines used names used" in line for line in lines)
    assert any(re.fullmatch(r"\d+ packages, \d+ direct: .*", line) for line in lines)


def test_the_dependencies_page_counts_what_our_lock_holds(tmp_path: Path) -> None:
    rows = re.findall(
        r"^\| ([\w-]+) \| (\d+) \|", read(ROOT / "docs/dependencies.md"), re.MULTILINE
    )
    project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
    asked = {Requirement(each).name for each in project["dependencies"]}
    assert {name for name, _ in rows} == asked
    for name in ("pyproject.toml", "requirements.txt"):  # alone, so that little is read
        (tmp_path / name).write_text(read(ROOT / name), encoding="utf-8")
    done = audit(
        tmp_path, "--offline", "--no-dev", "--no-cache", "--python", "3.12", "--platform", "linux"
    )
    parents = {each["name"]: set(each["required_by"]) for each in done.report["packages"]}
    assert {name: int(count) for name, count in rows} == {
        name: len(brought(name, parents)) for name in asked
    }
    assert f"together the eleven bring {len(parents)}." in read(ROOT / "docs/dependencies.md")


def brought(name: str, parents: dict[str, set[str]]) -> set[str]:
    """Return what is there because of one package, itself included."""
    found = {name}
    while more := {each for each, by in parents.items() if by & found} - found:
        found |= more
    return found


def test_the_locks_hold_hashes_and_no_address() -> None:
    for name in ("requirements.txt", "tests/requirements.txt", "fixtures/webshop/requirements.txt"):
        text = read(ROOT / name)
        assert "://" not in text
        for entry in re.findall(r"^[\w.\[\]-]+==.*?(?=^\S|\Z)", text, re.DOTALL | re.MULTILINE):
            assert "--hash=sha256:" in entry, entry
