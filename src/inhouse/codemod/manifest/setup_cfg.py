"""setup.cfg without a requirement, or with one more."""

from __future__ import annotations

from collections.abc import Iterator

from inhouse.codemod.manifest.edits import (
    Edit,
    Unsure,
    bom_and_rest,
    line_at,
    line_end,
    line_start,
)
from inhouse.codemod.manifest.ini_text import IniText, Option
from inhouse.codemod.manifest.orphans import start_with_comments
from inhouse.codemod.manifest.wanted import Wanted, declared_name
from inhouse.model.places import Left

_EXTRAS = "options.extras_require"


def remove_from_setup_cfg(file: str, text: str, wanted: Wanted) -> Edit:
    """Return the file without what asks for one of the distributions."""
    bom, text = bom_and_rest(text)
    first = ini = IniText(text, file)
    removed: list[str] = []
    try:
        while hit := next(_hits(ini, wanted), None):
            option, index = hit
            begin, end = option.pieces[index]
            start, floor = line_start(ini.text, begin), line_end(ini.text, option.start)
            if start >= floor:
                last = line_end(ini.text, end)
                start = start_with_comments(ini.text, start, last, wanted, floor=floor)
            ini = ini.without_line(option, index, start=start)
            removed.append(f"{file}: {option.section}.{option.key.strip()}")
    except Unsure as error:
        left = Left(file=file, line=line_at(first.text, error.at), why=error.why)
        return Edit(left=(left, *_kept(first, wanted)))
    left_over = tuple(_kept(ini, wanted))
    return Edit(text=bom + ini.text if removed else None, removed=tuple(removed), left=left_over)


def add_to_setup_cfg(file: str, text: str, requirement: str, like: Wanted) -> Edit:
    """Return the file with the requirement beside every one that is like it."""
    bom, text = bom_and_rest(text)
    ini = IniText(text, file)
    name = declared_name(requirement) or ""
    added: list[str] = []
    for section, key in [(each.section, each.key) for each in _lists(ini)]:
        option = ini.option(section, key.strip().lower())
        main = ini.option("options", "install_requires")
        if option is None or any(name in _names(ini, each) for each in (option, main) if each):
            continue
        names = _names(ini, option)
        here = [index for index, each in enumerate(names) if each in like.names]
        if not here:
            continue
        index = here[0] + 1
        if names == sorted(names) and len(names) > 1:
            index = sum(1 for each in names if each < name)
        try:
            ini = ini.with_line(option, index, requirement)
        except Unsure as error:
            line = line_at(text, option.start)
            return Edit(left=(Left(file=file, line=line, why=error.why),))
        added.append(f"{file}: {section}.{key.strip()}")
    return Edit(text=bom + ini.text if added else None, removed=tuple(added))


def required_files(text: str) -> tuple[str, ...]:
    """Return the files that `install_requires = file: ...` and its like name."""
    try:
        ini = IniText(bom_and_rest(text)[1], "setup.cfg")
    except Exception:  # noqa: BLE001 - whatever is wrong is said where the file is edited
        return ()
    found = [" ".join(ini.lines(option)) for option in _lists(ini)]
    return tuple(
        path.strip()
        for value in found
        if value.startswith("file:")
        for path in value.removeprefix("file:").split(",")
    )


def _lists(ini: IniText) -> Iterator[Option]:
    for option in ini.options:
        key = option.key.strip().lower()
        if option.section == _EXTRAS or (
            option.section == "options" and key in ("install_requires", "tests_require")
        ):
            yield option


def _hits(ini: IniText, wanted: Wanted) -> Iterator[tuple[Option, int]]:
    for option in _lists(ini):
        lines = ini.lines(option)
        for index, line in enumerate(lines):
            if wanted.declared(_bare(line)):
                if ini.option(option.section, option.key.strip().lower()) is None:
                    raise Unsure(option.start, f"{option.key.strip()} is written twice")
                yield option, index
            elif wanted.suspected(_bare(line)) and not line.startswith("file:"):
                raise Unsure(option.pieces[index][0], "may ask for it, but is no plain requirement")


def _kept(ini: IniText, wanted: Wanted) -> Iterator[Left]:
    for option in ini.options:
        if option.section == "options" and option.key.strip().lower() == "setup_requires":
            for (start, _), line in zip(option.pieces, ini.lines(option), strict=True):
                if wanted.declared(_bare(line)) or wanted.suspected(_bare(line)):
                    why = "options.setup_requires: the build needs it"
                    yield Left(file=ini.file, line=line_at(ini.text, start), why=why)


def _names(ini: IniText, option: Option) -> list[str]:
    return [declared_name(_bare(line)) or "" for line in ini.lines(option)]


def _bare(line: str) -> str:
    return line.partition(" #")[0].strip()
