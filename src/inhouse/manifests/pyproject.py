"""pyproject.toml: PEP 621, PEP 735, and the tables of Poetry, PDM and uv."""

from __future__ import annotations

from inhouse.errors import InputError
from inhouse.manifests.declared import (
    Declared,
    Malformed,
    Table,
    joined,
    name_at,
    reading,
    requirements_of,
    rows_at,
    sets_of,
    table_at,
    text_at,
    texts_at,
)
from inhouse.manifests.poetry_table import optional_groups, poetry_table
from inhouse.model.lock import Note, Requirement, RequirementSet
from inhouse.model.requirement_text import editable
from inhouse.model.toml_text import toml_tables

_BACKENDS = {"poetry": "poetry", "pdm": "pdm", "uv_build": "uv", "uv": "uv"}
# Tables that a build backend reads, whoever manages the lock.
_BACKEND_ONLY = {
    "uv": {"build-backend"},
    "poetry": {"packages", "include", "exclude", "build"},
    "pdm": {"build", "version"},
}


def load(text: str, file: str) -> Table:
    """Return the TOML document; InputError if it is none."""
    try:
        return toml_tables(text)
    except ValueError as error:
        wrong = f"is not TOML: {str(error).splitlines()[0]}"
        raise InputError(file, wrong, "correct it") from None


def read_pyproject(text: str, file: str = "pyproject.toml") -> Declared:
    """Read the text; InputError with the place of what is wrong."""
    data = load(text, file)
    with reading(file):
        project, poetry = table_at(data, "project"), table_at(data, "tool", "poetry")
        from_poetry = poetry_table(poetry)
        name = text_at(project, "name", "project")
        plain = requirements_of(
            texts_at(project, "dependencies", "project"), "project.dependencies"
        )
        extras = sets_of(
            table_at(project, "optional-dependencies"), "project.optional-dependencies"
        )
        groups = joined(
            (*_groups(data), *_pdm_groups(data), *_uv_groups(data), *from_poetry.groups)
        )
        _check_includes(groups)
        return Declared(
            name=name_at(name, "project.name") if name else from_poetry.name,
            version=text_at(project, "version", "project") or from_poetry.version,
            requirements=plain or from_poetry.requirements,
            extras=extras or from_poetry.extras,
            groups=groups,
            default_groups=_defaults(data, groups),
            requires_python=text_at(project, "requires-python", "project")
            or from_poetry.requires_python,
            tools=_tools(data),
            backend=_backend(data),
            indexes=(*_indexes(data), *from_poetry.indexes),
            notes=_notes(data, file),
        )


def workspace_patterns(text: str, file: str = "pyproject.toml") -> tuple[tuple[str, ...], ...]:
    """Return the folder patterns of a uv workspace: its members, and what is excluded."""
    data = load(text, file)
    with reading(file):
        workspace = table_at(data, "tool", "uv", "workspace")
        where = "tool.uv.workspace"
        return texts_at(workspace, "members", where), texts_at(workspace, "exclude", where)


def dynamic_files(text: str, file: str = "pyproject.toml") -> tuple[str, ...]:
    """Return the requirements files that setuptools reads the dependencies from."""
    data = load(text, file)
    with reading(file):
        dynamic = table_at(data, "tool", "setuptools", "dynamic", "dependencies")
        named = dynamic.get("file")
        where = "tool.setuptools.dynamic.dependencies"
        return (named,) if isinstance(named, str) else texts_at(dynamic, "file", where)


def _groups(data: Table) -> tuple[RequirementSet, ...]:
    """Read PEP 735."""
    found = []
    table = table_at(data, "dependency-groups")
    for key, items in table.items():
        where = f"dependency-groups.{key}"
        if not isinstance(items, list):
            raise Malformed(where, f"should be a list, not {type(items).__name__}")
        wanted: list[Requirement] = []
        includes: list[str] = []
        for index, item in enumerate(items):
            at = f"{where}[{index}]"
            if isinstance(item, str):
                wanted += requirements_of([item], where)
            elif isinstance(item, dict) and list(item) == ["include-group"]:
                includes.append(name_at(text_at(item, "include-group", at) or "", at))
            else:
                raise Malformed(at, "should be a requirement or an include-group")
        found.append(
            RequirementSet(
                name=name_at(key, where), requirements=tuple(wanted), includes=tuple(includes)
            )
        )
    return tuple(found)


def _check_includes(groups: tuple[RequirementSet, ...]) -> None:
    names = {group.name for group in groups}
    for group in groups:
        for included in group.includes:
            if included not in names:
                raise Malformed(
                    f"dependency-groups.{group.name}", f"includes {included!r}, which is no group"
                )


def _pdm_groups(data: Table) -> tuple[RequirementSet, ...]:
    table = table_at(data, "tool", "pdm", "dev-dependencies")
    where = "tool.pdm.dev-dependencies"
    found = []
    for key in table:
        wanted: list[Requirement] = []
        for text in texts_at(table, key, where):
            if text.startswith("-e "):
                try:
                    wanted.append(editable(text[3:].strip()))
                except ValueError as error:
                    raise Malformed(f"{where}.{key}", str(error)) from None
            else:
                wanted += requirements_of([text], f"{where}.{key}")
        found.append(RequirementSet(name=name_at(key, where), requirements=tuple(wanted)))
    return tuple(found)


def _uv_groups(data: Table) -> tuple[RequirementSet, ...]:
    lines = texts_at(table_at(data, "tool", "uv"), "dev-dependencies", "tool.uv")
    if not lines:
        return ()
    wanted = requirements_of(lines, "tool.uv.dev-dependencies")
    return (RequirementSet(name="dev", requirements=wanted),)


def _defaults(data: Table, groups: tuple[RequirementSet, ...]) -> tuple[str, ...] | None:
    """Return the default groups: Poetry and PDM take all that are not optional, uv takes `dev`."""
    chosen = table_at(data, "tool", "uv").get("default-groups")
    if chosen == "all":
        return tuple(group.name for group in groups)
    if chosen is not None:
        names = texts_at(table_at(data, "tool", "uv"), "default-groups", "tool.uv")
        return tuple(name_at(name, "tool.uv.default-groups") for name in names)
    tool = (*_tools(data), _backend(data))[0]
    if tool not in ("poetry", "pdm"):
        return None
    optional = optional_groups(table_at(data, "tool", "poetry"))
    return tuple(group.name for group in groups if group.name not in optional)


def _tools(data: Table) -> tuple[str, ...]:
    tables = table_at(data, "tool")
    found = {
        tool: set(table_at(tables, tool)) - backend_only
        for tool, backend_only in _BACKEND_ONLY.items()
        if tool in tables
    }
    return tuple(tool for tool, keys in found.items() if keys or not table_at(tables, tool))


def _backend(data: Table) -> str | None:
    named = text_at(table_at(data, "build-system"), "build-backend", "build-system") or ""
    return _BACKENDS.get(named.partition(".")[0].partition(":")[0])


def _indexes(data: Table) -> tuple[str, ...]:
    uv, pdm = table_at(data, "tool", "uv"), table_at(data, "tool", "pdm")
    found = [text_at(row, "url", "tool.uv.index") for row in rows_at(uv, "index", "tool.uv")]
    for table in (uv, table_at(uv, "pip")):
        found.append(text_at(table, "index-url", "tool.uv"))
        found += texts_at(table, "extra-index-url", "tool.uv")
    found += [text_at(row, "url", "tool.pdm.source") for row in rows_at(pdm, "source", "tool.pdm")]
    return tuple(dict.fromkeys(url for url in found if url))


def _notes(data: Table, file: str) -> tuple[Note, ...]:
    notes = []
    if "pixi" in table_at(data, "tool"):
        text = f"{file}: what [tool.pixi] asks of conda is not looked at"
        notes.append(Note(code="pixi-ignored", text=text))
    return tuple(notes)
