from __future__ import annotations

from inhouse.model.evidence import Site, UseKind
from inhouse.model.places import FileSites, ImportSite, Left, Span, UseSite
from inhouse.planner.coverage import outside, uncovered
from tests.classifier.subjects import usage


def site(file: str, line: int, kind: UseKind = "plain") -> Site:
    return Site(file=file, line=line, symbol="tiny.pad", kind=kind)


SEEN = FileSites(
    path="app.py",
    imports=(
        ImportSite(
            span=Span(1, 0, 4, 1),
            index=0,
            form="from",
            module="tiny",
            name="pad",
            binds="pad",
            asname=False,
            scope="module",
        ),
    ),
    uses=(
        UseSite(
            span=Span(7, 4, 7, 7),
            symbol="tiny.pad",
            local="pad",
            context="call",
            imports=(0,),
            call=Span(7, 4, 9, 1),
        ),
    ),
    left=(Left(file="app.py", line=20, why="exec"),),
)


def test_only_what_both_readers_see_is_covered() -> None:
    used = usage(sites=(site("app.py", 2), site("app.py", 8), site("app.py", 20)))
    assert uncovered(used, [SEEN]) == ()


def test_what_the_audit_alone_sees_stands_in_the_way() -> None:
    used = usage(sites=(site("app.py", 11), site("other.py", 1, "dynamic")))
    assert [(each.file, each.line) for each in uncovered(used, [SEEN])] == [
        ("app.py", 11),
        ("other.py", 1),
    ]


def test_names_outside_python_stand_in_the_way() -> None:
    (left,) = uncovered(usage(sites=(site("setup.cfg", 4, "config"),)), [SEEN])
    assert left.why == "names tiny.pad outside Python code"


def test_a_script_that_never_imported_the_project_does_not_begin_to() -> None:
    texts = {
        "src/app/web.py": b"import tiny\n",
        "scripts/run.py": b"import tiny\n",
        "scripts/more.py": b"from app import web\nimport tiny\n",
        "tests/test_web.py": b"import tiny\n",
        "setup.py": b"import app\nimport tiny\n",
    }
    found = outside(texts, "src/app/_inhouse", texts, "app")
    assert [each.file for each in found] == ["scripts/run.py", "setup.py"]


def test_a_script_inside_the_package_finds_only_its_own_folder() -> None:
    texts = {
        "app/run.py": b"#!/usr/bin/env python\nimport tiny\n",
        "app/marked.py": b"\xef\xbb\xbf#!/usr/bin/env python\nimport tiny\n",
        "app/part.py": b"#!/usr/bin/env python\nfrom . import web\nimport tiny\n",
        "app/__main__.py": b"#!/usr/bin/env python\nimport tiny\n",
        "app/sure.py": b"#!/usr/bin/env python\nfrom app import web\nimport tiny\n",
        "app/web.py": b"import tiny\n",
        "app/tests/test_web.py": b"#!/usr/bin/env python\nimport tiny\n",
    }
    found = outside(texts, "app/_inhouse", texts, "app")
    assert [each.file for each in found] == ["app/run.py", "app/marked.py"]
    assert "may run where that cannot be imported" in found[0].why


def test_what_can_be_started_by_its_path_finds_only_its_own_folder() -> None:
    guard = b'if __name__ == "__main__":\n    main()\n'
    texts = {
        "app/tool.py": b"import tiny\n" + guard,
        "app/turned.py": b"import tiny\nif '__main__' == __name__: main()\n",
        "app/part.py": b"from . import web\nimport tiny\n" + guard,
        "app/sure.py": b"import app.web\nimport tiny\n" + guard,
        "app/inner.py": b"import tiny\ndef main():\n    " + guard.replace(b"\n ", b"\n     "),
        "app/__main__.py": b"import tiny\n" + guard,
    }
    found = outside(texts, "app/_inhouse", texts, "app")
    assert [each.file for each in found] == ["app/tool.py", "app/turned.py"]


def test_loose_modules_own_their_code_beside_them() -> None:
    assert outside(["main.py"], "_inhouse", {"main.py": b"import tiny\n"}, "_inhouse") == ()


def test_what_imports_its_neighbour_by_its_bare_name_is_run_as_a_script() -> None:
    texts = {"app/main.py": b"import tiny\nimport helper\n", "app/web.py": b"import tiny\n"}
    every = {*texts, "app/helper.py", "app/__init__.py"}
    found = outside(texts, "app/_inhouse", texts, "app", every)
    assert [each.file for each in found] == ["app/main.py"]


def test_a_neighbour_that_is_called_like_a_module_of_python_is_not_meant() -> None:
    texts = {"app/main.py": b"import logging\nimport tiny\n"}
    every = {*texts, "app/logging.py", "app/__init__.py"}
    assert outside(texts, "app/_inhouse", texts, "app", every) == ()
