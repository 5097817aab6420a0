from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from inhouse.model.proof import Hole, Outcome, Script, Trial
from inhouse.verifier.differential import Budget, Comparison, compare
from inhouse.verifier.limits import Limits
from inhouse.verifier.matching import Known, Sameness
from inhouse.verifier.sandbox import Sandbox
from tests.verifier.mistakes import MISTAKES, hole

SMALL = Budget(seconds=10, cases=60)


@pytest.fixture
def both(tmp_path: Path) -> Callable[..., Comparison]:
    """Compare a module `lib` with a module `owned`."""

    def run(original: str, replacement: str, *scripts: Script, **more: object) -> Comparison:
        for name, text in (("lib", original), ("owned", replacement)):
            (tmp_path / name).mkdir()
            (tmp_path / name / f"{name}.py").write_text(text, encoding="utf-8")
        python = Path(sys.executable)
        limits = Limits(seconds=0.5, start=10)
        with (
            Sandbox(python, paths=(tmp_path / "lib",), limits=limits, site=False) as first,
            Sandbox(
                python,
                paths=(tmp_path / "owned",),
                modules=(("lib", "owned"),),
                block=("lib",),
                limits=limits,
                site=False,
            ) as second,
        ):
            more.setdefault("budget", SMALL)
            return compare(scripts, first, second, **more)  # type: ignore[arg-type]

    return run


def calling(call: str, *holes: Hole) -> Script:
    return Script(
        symbol="lib.f",
        original=f"from lib import f\n{call}",
        replacement=f"from owned import f\n{call}",
        origin="generated",
        holes=holes,
    )


def together(folder: Path, broken: bool) -> Comparison:
    """Compare all of the mistakes, or each with itself, in one pair of processes."""
    scripts = []
    for place in ("lib", "owned"):
        (folder / place).mkdir()
    for number, each in enumerate(MISTAKES):
        text = each.broken if broken else each.original
        (folder / "lib" / f"lib{number}.py").write_text(each.original, encoding="utf-8")
        (folder / "owned" / f"owned{number}.py").write_text(text, encoding="utf-8")
        scripts.append(each.script(number))
    python, limits = Path(sys.executable), Limits(seconds=0.5, start=10)
    names = tuple((f"lib{number}", f"owned{number}") for number in range(len(MISTAKES)))
    with (
        Sandbox(python, paths=(folder / "lib",), limits=limits, site=False) as first,
        Sandbox(
            python, paths=(folder / "owned",), modules=names, limits=limits, site=False
        ) as second,
    ):
        return compare(scripts, first, second, budget=Budget(seconds=120, cases=120))


@pytest.mark.once
def test_each_of_the_mistakes_is_found(tmp_path: Path) -> None:
    found = together(tmp_path, broken=True)
    symbols = {case.trial.script.symbol for case in found.differences}
    missed = [m.name for number, m in enumerate(MISTAKES) if f"lib{number}.f" not in symbols]
    assert missed == []
    for case in found.differences:
        assert not case.same and case.known is None
        assert sum(map(len, case.trial.values)) < 80


def test_the_same_code_is_the_same(tmp_path: Path) -> None:
    found = together(tmp_path, broken=False)
    assert found.differences == () and found.known == () and found.unproven == ()
    assert found.cases == len(found.compared) > 40 * len(MISTAKES)
    assert found.values > found.cases // 2


def test_a_script_without_holes_is_run_as_it_is(both: Callable[..., Comparison]) -> None:
    text = "def f(x): return x + 1\n"
    found = both(text, text.replace("1", "2"), calling("f(1)"))
    (case,) = found.differences
    assert (case.original.literal, case.replacement.literal) == ("2", "3")
    assert found.cases == 1


def test_examples_are_tried_as_they_are_written(both: Callable[..., Comparison]) -> None:
    text = "def f(word): return len(word)\n"
    broken = "def f(word): return 0 if word == 'a very special word' else len(word)\n"
    found = both(text, broken, calling("f(w)", hole("w", "str", None, "'a very special word'")))
    assert [case.trial.values for case in found.differences] == [("'a very special word'",)]


def test_values_near_an_example_are_tried(both: Callable[..., Comparison]) -> None:
    text = "def f(size): return size > 1023\n"
    found = both(text, text.replace("1023", "1024"), calling("f(n)", hole("n", None, None, "1023")))
    assert [case.trial.values for case in found.differences] == [("1024",)]


def test_the_same_seed_gives_the_same_cases(
    tmp_path: Path, both: Callable[..., Comparison]
) -> None:
    text = "def f(x): return x\n"
    script = calling("f(x)", hole("x"))
    first = both(text, text, script)
    for name in ("lib", "owned"):
        (tmp_path / name / f"{name}.py").unlink()
        (tmp_path / name / "__pycache__").exists()
        (tmp_path / name).rmdir()
    again = both(text, text, script)
    assert [c.trial.values for c in first.compared] == [c.trial.values for c in again.compared]


@pytest.mark.once
@pytest.mark.parametrize(
    "text",
    [
        "import random\ndef f(x): return random.random()\n",
        "import random\ndef f(x): return random.choice([1, 2, 3])\n",
        "import time\ndef f(x): return time.time_ns()\n",
        "import uuid\ndef f(x): return uuid.uuid4()\n",
        "def f(x): return id([])* 0 + id(object()) + __import__('random').randrange(99)\n",
    ],
)
def test_what_differs_from_itself_is_unproven(both: Callable[..., Comparison], text: str) -> None:
    found = both(text, text, calling("f(x)", hole("x", "int")))
    assert found.differences == ()
    assert found.unproven == ("lib.f: the original does not do the same twice",)


@pytest.mark.once
def test_state_that_both_sides_keep_is_compared_in_new_processes(
    both: Callable[..., Comparison],
) -> None:
    text = "seen = []\ndef f(x):\n    seen.append(x)\n    return len(seen) + 0\n"
    script = calling("f(x)", hole("x", "int"))
    found = both(text, text.replace("+ 0", "+ 1"), script)
    assert found.differences


@pytest.mark.once
def test_what_a_limit_stops_is_unproven_with_its_reason(both: Callable[..., Comparison]) -> None:
    text = "import socket\ndef f(x): return socket.create_connection((x, 80))\n"
    found = both(text, text, calling("f(x)", hole("x", "str")))
    assert found.values == 0 and found.cases < 30
    assert found.unproven == ("lib.f: opened a socket (socket.getaddrinfo)",)


def test_a_replacement_that_does_not_import_differs(both: Callable[..., Comparison]) -> None:
    found = both("def f(): return 1\n", "import lib\ndef f(): return 1\n", calling("f()"))
    assert "No module named 'lib'" in found.differences[0].replacement.message


def test_announced_differences_are_told_apart(both: Callable[..., Comparison]) -> None:
    original = "def f(x):\n    if x is None: raise KeyError(x)\n    return x == 3\n"
    broken = "def f(x):\n    if x is None: raise ValueError(x)\n    return x == 3\n"
    script = calling("f(x)", hole("x", "Optional[int]", None, "None", "3"))
    known = Known(text="None is another error", symbols=("lib.f",), original="^raised KeyError")
    found = both(original, broken, script, known=(known,))
    assert found.differences == ()
    assert [case.known for case in found.known] == ["None is another error"]


def test_exceptions_may_stand_for_each_other(both: Callable[..., Comparison]) -> None:
    original = "class E(ValueError): pass\ndef f(x): raise E(x)\n"
    broken = "def f(x): raise ValueError(x)\n"
    script = calling("f(1)")
    found = both(original, broken, script, same_errors={"lib.E": ("ValueError",)})
    assert found.differences == () and found.errors == 1


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ("lib._parser.E", "other.E", True),  # where the class says it is defined
        ("lib.E", "other.inner.E", True),
        ("lib.F", "other.E", False),
        ("lib.E", "other.F", False),
        ("third.E", "other.E", False),
        ("lib.E", "lib.F", False),
    ],
)
def test_an_exception_is_known_by_where_it_is_imported_from(
    mine: str, theirs: str, same: bool
) -> None:
    trial = Trial(script=calling("f()"))
    sameness = Sameness(errors={"lib.E": ("other.E",)})
    one = Outcome(kind="raised", type=mine)
    other = Outcome(kind="raised", type=theirs)
    assert sameness.compared(trial, one, other).same == same
    form = '{"lazy":"iterator","items":[%s],"raised":"%s"}'
    one = Outcome(kind="value", type="generator", value=form % (1, mine))
    other = Outcome(kind="value", type="generator", value=form % (1, theirs))
    assert sameness.compared(trial, one, other).same == same
    other = Outcome(kind="value", type="generator", value=form % (2, theirs))
    assert not sameness.compared(trial, one, other).same


def test_messages_count_where_they_are_said_to(tmp_path: Path) -> None:
    trial = Trial(script=calling("f()"))
    one = Outcome(kind="raised", type="ValueError", message="a")
    other = Outcome(kind="raised", type="ValueError", message="b")
    assert Sameness().compared(trial, one, other).same
    assert Sameness(messages=True).difference(one, other) == "message"


def test_misuse_is_the_same_only_for_made_up_values() -> None:
    one = Outcome(kind="raised", type="TypeError")
    other = Outcome(kind="raised", type="AttributeError")
    seen = Trial(script=calling("f(x)", hole("x", None, None, "None")), values=("None",))
    made_up = Trial(script=calling("f(x)", hole("x")), values=("None",))
    assert not Sameness().compared(seen, one, other).same
    assert Sameness().compared(made_up, one, other).same
    assert not Sameness(misuse=False).compared(made_up, one, other).same


def test_nothing_is_written_into_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, both: Callable[..., Comparison]
) -> None:
    here = tmp_path / "project"
    here.mkdir()
    monkeypatch.chdir(here)
    text = "def f(x): return x\n"
    both(text, text, calling("f(x)", hole("x")))
    assert list(here.iterdir()) == []


def test_a_late_script_is_tried_with_generated_values_too(both: Callable[..., Comparison]) -> None:
    text = "def f(n):\n    return n\n"
    number = Hole(name="_0", parameter="n", annotation="int")
    found = both(
        text, text, calling("f(_0)", number), budget=Budget(seconds=0.0, cases=40), own=None
    )
    assert len(found.compared) > 20


@pytest.mark.once
def test_endless_scripts_do_not_take_all_time(both: Callable[..., Comparison]) -> None:
    text = "import time\ndef f(x):\n    time.sleep(x)\n    return x\n"
    scripts = [calling(f"f({number})") for number in (0, 9, 10, 11, 12, 13, 14, 15, 0.1)]
    found = both(text, text, *scripts, budget=Budget(seconds=1.0))
    assert found.seconds < 9 * 3 * 0.5
    assert [case.trial.script.original[-4:] for case in found.compared] == ["f(0)"]
