"""Packages that setup.cfg and setup.py list one by one."""

from __future__ import annotations

import ast

from inhouse.codemod.manifest.edits import Edit, Unsure, bom_and_rest, line_at
from inhouse.codemod.manifest.ini_text import IniText, Option
from inhouse.codemod.manifest.listed import with_item
from inhouse.codemod.manifest.owned_place import OwnedPlace
from inhouse.codemod.manifest.packaging_lists import finds_users, found_by, missing_from
from inhouse.codemod.manifest.setup_py import SetupPy, lists_of, parsed
from inhouse.model.places import Left


def packages_in_setup_cfg(ini: IniText, place: OwnedPlace) -> IniText:
    """Return the file with the packages listed where the others are; Unsure if it cannot be."""
    option = ini.option("options", "packages")
    if option is None:
        return ini
    lines = [line.rstrip(",") for line in ini.lines(option)]
    if lines[:1] in (["find:"], ["find_namespace:"]):
        found = {key: ini.option("options.packages.find", key) for key in ("include", "exclude")}
        shown = {
            key: [line.rstrip(",") for line in ini.lines(patterns)] if patterns else []
            for key, patterns in found.items()
        }
        if not finds_users(shown["include"] or ["*"], shown["exclude"], place):
            return ini
        for key, excluded in (("include", False), ("exclude", True)):
            patterns = found[key]
            if patterns and shown[key] and found_by(shown[key], place) is excluded:
                raise Unsure(patterns.start, f"packages.find.{key} leaves {place.dotted} out")
        return ini
    listed = [part.strip() for line in lines for part in line.split(",")]
    missing = missing_from(listed, place)
    if missing and len(option.pieces) == 1 and _beside(ini, option):
        begin, end = option.pieces[0]
        comma = "" if ini.text[begin:end].endswith(",") else ","
        return ini.with_text(option, end, f"{comma} {', '.join(missing)}")
    for name in missing:
        if any("," in line for line in ini.lines(option)):
            raise Unsure(option.start, f"packages has to list {name}")
        again = ini.option("options", "packages")
        if again is not None:
            ini = ini.with_line(again, len(again.pieces), name)
    return ini


def _beside(ini: IniText, option: Option) -> bool:
    """Tell whether a value stands in the line of its key."""
    return "\n" not in ini.text[option.start : option.pieces[0][0]]


def packages_in_setup_py(file: str, text: str, place: OwnedPlace) -> Edit:
    """Return the file with the packages listed where the others are."""
    bom, text = bom_and_rest(text)
    setup = parsed(text)
    value = _keyword(setup, "packages") if setup else None
    if setup is None or value is None:
        return Edit()
    line = line_at(text, setup.span(value)[0])
    if isinstance(value, ast.Call):
        return _checked_call(file, value, place, line)
    lists = [node for _, node in lists_of(setup, ("packages",))]
    names = [item.value for node in lists for item in node.elts if isinstance(item, ast.Constant)]
    missing = missing_from([name for name in names if isinstance(name, str)], place)
    if len(lists) != 1 or (not missing and place.packages[0] not in names):
        why = f"packages has to take {', '.join(place.packages)}: list them by hand"
        return Edit(left=(Left(file=file, line=line, why=why),))
    if not missing:
        return Edit()
    quote = '"' if text[setup.span(lists[0].elts[0])[0]] == '"' else "'"
    for name in missing:
        listed = lists[0]
        text = with_item(text, setup.listed(listed), len(listed.elts), f"{quote}{name}{quote}")
        again = parsed(text)
        if again is None or (after := [node for _, node in lists_of(again, ("packages",))]) == []:
            why = f"packages has to list {name}: add it by hand"
            return Edit(left=(Left(file=file, line=line, why=why),))
        setup, lists = again, after
    return Edit(text=bom + text, removed=(f"{file}: packages",))


def _keyword(setup: SetupPy, name: str) -> ast.expr | None:
    return next((each.value for each in setup.call.keywords if each.arg == name), None)


def _checked_call(file: str, call: ast.Call, place: OwnedPlace, line: int) -> Edit:
    """`find_packages()` takes everything, unless its literals say otherwise."""
    called = call.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    why = f"packages is worked out: see that it takes {place.dotted}"
    if name in ("find_packages", "find_namespace_packages", "find"):
        try:
            given = {each.arg: ast.literal_eval(each.value) for each in call.keywords}
            include = [str(each) for each in given.get("include", ["*"])]
            exclude = [str(each) for each in given.get("exclude", [])]
        except (ValueError, TypeError, RecursionError):
            return Edit(left=(Left(file=file, line=line, why=why),))
        if not finds_users(include, exclude, place):
            return Edit()
        if found_by(include, place) and not (exclude and found_by(exclude, place)):
            return Edit()
        why = f"find_packages leaves {place.dotted} out"
    return Edit(left=(Left(file=file, line=line, why=why),))
