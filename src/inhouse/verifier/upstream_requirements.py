"""What a package's tests need besides the package, as far as its files say."""

from __future__ import annotations

import configparser
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

_GROUPS = frozenset({"test", "tests", "testing", "dev", "develop", "development"})
_FILES = re.compile(
    r"^(?:requirements[-_/.]?)?(?:tests?|testing|dev)(?:[-_.]?requirements)?\.(?:txt|in)$|"
    r"^(?:tests?/)?requirements(?:[-_](?:tests?|testing|dev))?\.txt$|"
    r"^requirements/(?:tests?|testing|dev)\.(?:txt|in)$",
    re.IGNORECASE,
)
_MOST = 40
# Tools that run beside tests, not in them.
_NOT_NEEDED = frozenset(
    {
        *("tox", "nox", "flake8", "black", "ruff", "mypy", "isort", "pylint", "twine", "build"),
        *("pre-commit", "wheel", "setuptools", "sphinx", "coveralls", "codecov", "pyright"),
        *("bump2version", "bumpversion", "check-manifest", "mkdocs", "hatch", "poetry", "pip"),
    }
)


def test_requirements(files: Mapping[str, bytes], own: Collection[str]) -> tuple[str, ...]:
    """Return requirement lines for the tests of an sdist, without the distributions in `own`.

    Read are extras and groups called test, dev and the like, tox's and requirements files. What
    cannot be read asks for nothing; direct links are left out.
    """
    names = {canonicalize_name(each) for each in own} | _NOT_NEEDED
    found: dict[str, str] = {}
    for line in [*_declared(files), *_tox(files), *_listed(files)]:
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        name = canonicalize_name(requirement.name)
        if name in names or name.startswith("types-") or requirement.url is not None:
            continue
        if requirement.marker is None or "extra" not in str(requirement.marker):
            found.setdefault(name, str(requirement))
    return tuple(list(found.values())[:_MOST])


def _text(files: Mapping[str, bytes], path: str) -> str:
    return files.get(path, b"").decode("utf-8", "replace")


def _declared(files: Mapping[str, bytes]) -> Iterator[str]:
    try:
        project = tomllib.loads(_text(files, "pyproject.toml"))
    except (tomllib.TOMLDecodeError, RecursionError):
        project = {}
    extras = _table(_table(project, "project"), "optional-dependencies")
    groups = _table(project, "dependency-groups")
    for table in (extras, groups):
        for name, lines in table.items():
            if name.lower() in _GROUPS and isinstance(lines, list):
                yield from (line for line in lines if isinstance(line, str))
    setup = configparser.RawConfigParser(strict=False)
    try:
        setup.read_string(_text(files, "setup.cfg"))
    except configparser.Error:
        return
    if setup.has_section("options.extras_require"):
        for name, text in setup.items("options.extras_require"):
            if name in _GROUPS:
                yield from text.splitlines()
    yield from setup.get("options", "tests_require", fallback="").splitlines()


def _table(table: object, name: str) -> dict[str, object]:
    held = table.get(name) if isinstance(table, dict) else None
    return held if isinstance(held, dict) else {}


def _tox(files: Mapping[str, bytes]) -> Iterator[str]:
    tox = configparser.RawConfigParser(strict=False)
    try:
        tox.read_string(_text(files, "tox.ini"))
    except configparser.Error:
        return
    for line in tox.get("testenv", "deps", fallback="").splitlines():
        if not line.strip().startswith(("-", "{", "#")) and "{" not in line:
            # `py3: name` asks for it in some environments only.
            yield re.sub(r"^[\w!{},-]+:\s+", "", line.strip())


def _listed(files: Mapping[str, bytes]) -> Iterator[str]:
    for path in files:
        if _FILES.search(path):
            for line in _text(files, path).splitlines():
                yield re.sub(r"(^|\s)#.*|\s--hash\S*|\\$", "", line).strip()
