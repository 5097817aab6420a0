"""Which distribution a dotted path belongs to: the longest import name that it starts with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from packaging.utils import canonicalize_name


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageNames:
    """The names by which one distribution can be met in a project.

    `imports` are import names as measured, dotted for packages in a shared namespace; `modules`
    are all its modules by dotted name, () where not known; `commands` are its console scripts,
    None where not known.
    """

    name: str
    imports: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    commands: tuple[str, ...] | None = None


class Owners:
    """Looks up distributions by what is written in the project."""

    def __init__(self, packages: Iterable[PackageNames]) -> None:
        packages = tuple(packages)
        self._imports: dict[str, list[str]] = {}
        self._tools: dict[str, list[str]] = {}
        self._commands: dict[str, list[str]] = {}
        self._names: dict[str, list[str]] = {}
        self._modules: dict[str, frozenset[str]] = {}
        for package in packages:
            for name in package.imports:
                _add(self._imports, name, package.name)
                _add(self._tools, _plain(name), package.name)
            _add(self._tools, _plain(package.name), package.name)
            _add(self._names, _plain(package.name), package.name)
            commands = package.commands
            for command in (package.name,) if commands is None else commands:
                _add(self._commands, command, package.name)
                _add(self._tools, _plain(command), package.name)
        shared = {name for name, several in self._imports.items() if len(several) > 1}
        for package in packages:
            self._modules[package.name] = frozenset(package.modules)
            if shared.intersection(package.imports):
                self._split(shared, package)
        self.roots = frozenset(name.partition(".")[0] for name in self._imports)
        self._answers: dict[str, tuple[str, ...]] = {}

    def _split(self, shared: set[str], package: PackageNames) -> None:
        """Tell several distributions below one import name apart by their modules."""
        for module in package.modules:
            parts = module.split(".")
            for end in range(2, len(parts) + 1):
                prefix = ".".join(parts[:end])
                if any(prefix.startswith(f"{name}.") for name in shared):
                    _add(self._imports, prefix, package.name)

    def of_path(self, path: str) -> tuple[str, ...]:
        """Return the distributions that may have provided this dotted path, mostly one or none."""
        answer = self._answers.get(path)
        if answer is None:
            prefix, found = path, self._imports.get(path)
            while found is None and "." in prefix:
                prefix = prefix.rpartition(".")[0]
                found = self._imports.get(prefix)
            answer = self._answers[path] = tuple(found or ())
        return answer

    def is_import_name(self, path: str) -> bool:
        """Tell whether a path is an import name itself."""
        return path in self._imports

    def is_module(self, path: str, owner: str) -> bool:
        """Tell whether a path is known to be a module of its owner."""
        return path in self._imports or path in self._modules.get(owner, ())

    def could_hold(self, path: str, owner: str) -> bool:
        """Tell whether a dotted string can name something in a distribution.

        With its modules known, the path must be one of them, or a class, a class's attribute, or
        another name in one below the import package.
        """
        modules = self._modules.get(owner)
        if not modules or path in self._imports:
            return True
        parts = path.split(".")
        known = [end for end in range(1, len(parts) + 1) if ".".join(parts[:end]) in modules]
        rest = parts[known[-1] if known else 1 :]
        if not rest or rest[0][0].isupper():
            return len(rest) <= 2
        return len(rest) == 1 and bool(known) and known[-1] > 1

    def of_command(self, word: str) -> tuple[str, ...]:
        """Return the distributions that install a console script of this name."""
        return tuple(self._commands.get(word, ()))

    def of_name(self, word: str) -> tuple[str, ...]:
        """Return the distribution called so itself."""
        return tuple(self._names.get(_plain(word), ()))

    def of_tool(self, word: str) -> tuple[str, ...]:
        """Return the distributions called so, or with such a script or import name."""
        return tuple(self._tools.get(_plain(word), ()))


def _plain(word: str) -> str:
    return canonicalize_name(word)


def _add(table: dict[str, list[str]], key: str, value: str) -> None:
    several = table.setdefault(key, [])
    if value not in several:
        several.append(value)
