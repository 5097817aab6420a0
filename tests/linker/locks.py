"""Locks and manifests in the short form that the linker's tests speak."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from inhouse.model.lock import (
    LockedPackage,
    Lockfile,
    Manifest,
    Member,
    Requirement,
    RequirementSet,
    Source,
)
from inhouse.model.requirement_text import requirement

INDEX = Source(kind="registry", location="https://index.example/simple")


def needs(*texts: str) -> tuple[Requirement, ...]:
    return tuple(requirement(text) for text in texts)


def sets(**named: tuple[str, ...]) -> tuple[RequirementSet, ...]:
    """`name=("req", "@other")`: requirements, and after an @ an included group."""
    return tuple(
        RequirementSet(
            name=name,
            requirements=needs(*(text for text in texts if text[0] != "@")),
            includes=tuple(text[1:] for text in texts if text[0] == "@"),
        )
        for name, texts in named.items()
    )


def package(
    pinned: str,
    *requirements: str,
    extras: tuple[RequirementSet, ...] = (),
    marker: str | None = None,
    groups: tuple[str, ...] | None = None,
    edges_known: bool = True,
    required_by: tuple[str, ...] = (),
    wanted_extras: tuple[str, ...] = (),
    source: Source = INDEX,
) -> LockedPackage:
    name, _, version = pinned.partition("==")
    return LockedPackage(
        name=canonicalize_name(name),
        version=version or None,
        source=source,
        requirements=needs(*requirements),
        extras=extras,
        marker=marker,
        groups=groups,
        edges_known=edges_known,
        required_by=required_by,
        wanted_extras=wanted_extras,
    )


def lock(*packages: LockedPackage, edges_known: bool = True, **fields: object) -> Lockfile:
    return Lockfile(
        format="test",
        version=None,
        packages=packages,
        edges_known=edges_known,
        **fields,  # type: ignore[arg-type]  # any further field of the lock
    )


def project(
    *requirements: str,
    name: str | None = "project",
    extras: tuple[RequirementSet, ...] = (),
    groups: tuple[RequirementSet, ...] = (),
    default_groups: tuple[str, ...] = ("dev",),
) -> Manifest:
    return Manifest(
        members=(
            Member(
                name=canonicalize_name(name) if name else None,
                requirements=needs(*requirements),
                extras=extras,
                dev_groups=groups,
                default_groups=default_groups,
            ),
        )
    )
