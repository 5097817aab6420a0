"""Tiny packages as text, for the tests of cases."""

from __future__ import annotations

from collections.abc import Mapping

from inhouse.codemod.cases import PackageSource


def package(files: Mapping[str, str]) -> PackageSource:
    """Return the source of a distribution whose files are given by path."""
    modules = {}
    for path in files:
        parts = path.removesuffix(".py").split("/")
        modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return PackageSource(lambda path: files[path].encode(), modules)
