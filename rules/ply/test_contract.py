"""What is claimed of ply, and of a copy of it in a project."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GRAMMAR = """
from {package} import lex, yacc

tokens = ("NUMBER", "PLUS")
t_PLUS = r"\\+"
t_ignore = " "

def t_NUMBER(t):
    r"\\d+"
    t.value = int(t.value)
    return t

def t_error(t):
    raise ValueError(t.value)

def p_sum(p):
    "sum : sum PLUS NUMBER"
    p[0] = p[1] + p[3]

def p_number(p):
    "sum : NUMBER"
    p[0] = p[1]

def p_error(p):
    raise ValueError(p)
"""
BUILT = "\nlexer = lex.lex()\nparser = yacc.yacc()\n"
BOTH = pytest.mark.parametrize("package", ["ply", "app._inhouse.ply"])


def source(distribution, name):
    return Path(str(distribution.locate_file(f"ply/{name}.py")))


def project(distribution, tmp_path, package, rest=BUILT):
    """Write a project with a grammar; below app it has a copy of the two modules as well."""
    folder = tmp_path / "project"
    copied = folder / "app" / "_inhouse" / "ply"
    copied.mkdir(parents=True)
    for place in (copied, copied.parent, copied.parent.parent):
        (place / "__init__.py").touch()
    for name in ("lex", "yacc"):
        shutil.copy(source(distribution, name), copied)
    (folder / "app" / "calc.py").write_text(GRAMMAR.format(package=package) + rest, "utf-8")
    return folder


def run(distribution, folder, program, *options, package="ply"):
    """Return what a program prints in the project; only the original finds ply on its path."""
    paths = [str(folder)]
    if package == "ply":
        paths.append(str(distribution.locate_file("")))
    done = subprocess.run(
        [sys.executable, "-S", "-W", "ignore", *options, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_what_it_needs(distribution):
    expected = {"lex": set(), "yacc": {"lex"}}
    for name, neighbours in expected.items():
        tree = ast.parse(source(distribution, name).read_text(encoding="utf-8"))
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        relative = [each for each in imports if isinstance(each, ast.ImportFrom) and each.level]
        assert {alias.name for each in relative for alias in each.names} == neighbours
        absolute = [each for each in imports if each not in relative]
        names = {alias.name.split(".")[0] for each in absolute for alias in each.names}
        assert names - {"cPickle"} <= sys.stdlib_module_names
    assert not distribution.requires


@BOTH
def test_a_copy_parses_the_same(distribution, tmp_path, package):
    folder = project(distribution, tmp_path, package)
    program = (
        "import sys; from app import calc; parse = calc.parser.parse;"
        "print(parse('1 + 20 + 300', lexer=calc.lexer), parse('1+2'), 'ply' in sys.modules)"
    )
    expected = f"321 3 {package == 'ply'}"
    assert run(distribution, folder, program, package=package) == expected


def test_the_two_belong_together(distribution, tmp_path):
    folder = project(distribution, tmp_path, "app._inhouse.ply")
    below = folder / "app" / "_inhouse" / "ply"
    (below / "lex.py").rename(folder / "app" / "lexing.py")
    calc = folder / "app" / "calc.py"
    text = calc.read_text("utf-8")
    split = "from app import lexing as lex\nfrom app._inhouse.ply import yacc"
    calc.write_text(text.replace("from app._inhouse.ply import lex, yacc", split), "utf-8")
    start = "from app import calc; print(calc.parser.parse('1 + 2'"
    assert run(distribution, folder, start + ", lexer=calc.lexer))", package="app") == "3"
    said = run(distribution, folder, start + "))", package="app")
    assert said.startswith("ImportError: cannot import name 'lex'")


@BOTH
def test_the_caller_is_read(distribution, tmp_path, package):
    rest = "\nfrom app import making\nlexer = making.make()\n"
    folder = project(distribution, tmp_path, package, rest)
    (folder / "app" / "making.py").write_text(
        f"from {package} import lex\ndef make():\n    return lex.lex()\n", "utf-8"
    )
    said = run(distribution, folder, "import app.calc", package=package)
    assert said == "SyntaxError: Can't build lexer"


@BOTH
def test_a_module_that_is_given(distribution, tmp_path, package):
    folder = project(distribution, tmp_path, package, "")
    program = (
        "from app import calc; lexer = calc.lex.lex(module=calc);"
        "parser = calc.yacc.yacc(module=calc); print(parser.parse('1 + 2', lexer=lexer))"
    )
    assert run(distribution, folder, program, package=package) == "3"


@BOTH
def test_tables_are_written_beside_the_grammar(distribution, tmp_path, package):
    rest = "\nlexer = lex.lex(optimize=True)\nparser = yacc.yacc()\n"
    folder = project(distribution, tmp_path, package, rest)
    before = {each for each in folder.rglob("*") if each.is_file()}
    run(distribution, folder, "import app.calc", package=package)
    after = {each for each in folder.rglob("*") if each.is_file()}
    written = sorted(str(each.relative_to(folder).as_posix()) for each in after - before)
    assert written == ["app/lextab.py", "app/parser.out", "app/parsetab.py"]
    assert not source(distribution, "parsetab").exists()
    table = (folder / "app" / "parsetab.py").read_text("utf-8")
    assert "_tabversion = '3.10'" in table


def test_stored_tables(distribution, tmp_path):
    program = "from app import calc; print(calc.parser.parse('1 + 2', lexer=calc.lexer))"
    folder = project(distribution, tmp_path, "ply")
    assert run(distribution, folder, program) == "3"
    table, calc = folder / "app" / "parsetab.py", folder / "app" / "calc.py"
    marked = "# stored\n" + table.read_text("utf-8")
    table.write_text(marked, "utf-8")
    calc.write_text(calc.read_text("utf-8").replace("from ply", "from app._inhouse.ply"), "utf-8")
    assert run(distribution, folder, program, package="app") == "3"
    assert table.read_text("utf-8") == marked
    table.write_text(marked.replace("_tabversion = '3.10'", "_tabversion = '3.2'"), "utf-8")
    assert run(distribution, folder, program, package="app") == "3"
    assert table.read_text("utf-8") == marked.removeprefix("# stored\n")


def test_documentation_strings(distribution, tmp_path):
    rest = "\nlexer = lex.lex(optimize=True)\nparser = yacc.yacc(optimize=True)\n"
    folder = project(distribution, tmp_path, "ply", rest)
    program = "from app import calc; print(calc.parser.parse('1 + 2', lexer=calc.lexer))"
    said = run(distribution, folder, program, "-OO")
    assert said == "IndexError: list index out of range"
    for each in ("lextab.py", "parsetab.py"):
        (folder / "app" / each).unlink(missing_ok=True)
    assert run(distribution, folder, program) == "3"
    assert run(distribution, folder, program, "-OO") == "3"


def test_errors(subject, distribution, tmp_path):
    assert issubclass(subject.lex.LexError, Exception)
    assert issubclass(subject.yacc.YaccError, Exception)
    assert isinstance(subject.lex.LexToken(), subject.lex.LexToken)
    folder = project(distribution, tmp_path, "ply")
    program = (
        "from ply import lex, yacc; from app._inhouse.ply import lex as l, yacc as y;"
        "print(issubclass(l.LexError, lex.LexError), issubclass(y.YaccError, yacc.YaccError))"
    )
    assert run(distribution, folder, program) == "False False"

    @subject.lex.TOKEN("[a-z]+")
    def rule(_token):
        return None

    assert rule.regex == "[a-z]+"


def test_ygen(distribution, tmp_path):
    folder = project(distribution, tmp_path, "app._inhouse.ply")
    below = folder / "app" / "_inhouse" / "ply"
    shutil.copy(source(distribution, "ygen"), below)
    text = (below / "yacc.py").read_text("utf-8")
    program = "from app._inhouse.ply import ygen; ygen.main()"
    assert run(distribution, folder, program, package="app") == "Updated yacc.py"
    assert (below / "yacc.py.bak").read_text("utf-8") == text
    assert (below / "yacc.py").stat().st_size > 0
