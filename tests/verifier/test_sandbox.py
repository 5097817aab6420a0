from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from inhouse.errors import IncompleteError
from inhouse.model.proof import Trial
from inhouse.verifier.limits import Limits
from inhouse.verifier.sandbox import NOT_RUN, Sandbox, outcome_of
from tests.verifier.conftest import QUICK, Run, script

Boxes = Callable[..., Sandbox]
Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("last", "why"),
    [
        ("open('/tmp/inhouse-must-not-be', 'w')", "wrote outside its folder"),
        ("__import__('os').open('/tmp/inhouse-must-not-be', 0o101)", "wrote outside its folder"),
        ("__import__('os').mkdir('/tmp/inhouse-must-not-be')", "wrote outside its folder"),
        ("__import__('os').remove(lib.__file__)", "wrote outside its folder"),
        ("__import__('os').rename(lib.__file__, 'x')", "wrote outside its folder"),
        ("__import__('os').symlink('x', '/tmp/inhouse-must-not-be')", "wrote outside its folder"),
        ("__import__('sqlite3').connect('/tmp/inhouse-must-not-be')", "wrote outside its folder"),
        ("__import__('socket').socket()", "opened a socket"),
        ("__import__('socket').getaddrinfo('index.example', 80)", "opened a socket"),
        (
            "__import__('urllib.request').request.urlopen('https://index.example')",
            "opened a socket",
        ),
        ("__import__('subprocess').run(['true'])", "started a process"),
        ("__import__('os').system('true')", "started a process"),
        ("__import__('os').fork()", "started a process"),
        ("__import__('os').execv('/bin/true', ['true'])", "started a process"),
        ("__import__('os').kill(1, 0)", "sent a signal"),
        ("__import__('resource').setrlimit(0, (1, 1))", "changed a limit"),
        ("open(0).read()", "opened a descriptor that is not its own"),
        ("open(True, 'w').close()", "opened a descriptor that is not its own"),
        ("open(77)", "opened a descriptor that is not its own"),
    ],
)
def test_what_is_forbidden_is_stopped_and_named(run: Run, last: str, why: str) -> None:
    outcome = run(last)
    assert outcome.kind == "stopped"
    assert why in outcome.message
    assert not Path("/tmp/inhouse-must-not-be").exists()


def test_what_is_forbidden_is_seen_through_an_except(run: Run) -> None:
    text = """
import os
def f():
    try:
        os.system("true")
    except BaseException:
        return 1
"""
    assert "started a process" in run("lib.f()", text).message


def test_a_module_that_looks_for_the_network_and_lives_without_it_may_be_loaded(run: Run) -> None:
    text = """
import socket
try:
    socket.socket()
    there = True
except OSError:
    there = False
"""
    assert run("lib.there", text).literal == "False"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("def f():\n    while True: pass\n", "ran longer than 1 seconds"),
        (
            "def f():\n    while True:\n        try:\n            while True: pass\n"
            "        except BaseException: pass\n",
            "ran longer than 1 seconds",
        ),
        ("def f(): return sum(range(10 ** 11))\n", "ran longer than 1 seconds"),
        ("import re\ndef f(): return re.match('(a+)+$', 'a' * 60 + 'b')\n", "ran longer than 1"),
        ("import time\ndef f(): time.sleep(60)\n", "ran longer than 1 seconds"),
        ("def f(): return bytearray(1 << 30)\n", "bytes of memory"),
        ("def f(): print('x' * 20000)\n", "printed more than 10000 bytes"),
        ("import os\ndef f(): os.write(1, b'x' * 20000)\n", "printed more than 10000 bytes"),
        ("def f(): return list(range(60000))\n", "larger than"),
        (
            "def f(): return ['x' * 9000 + str(n) for n in range(300)]\n",
            "longer than 2097152 bytes",
        ),
        ("import os\ndef f(): os._exit(3)\n", "ended with exit code 3"),
        ("import ctypes\ndef f(): ctypes.string_at(0)\n", "SIGSEGV"),
        ("import os\ndef f(): os.closerange(0, 1000)\n", "broke the machinery of the proof"),
        ("def f():\n    x = []\n    for _ in range(900): x = [x]\n    return x\n", "larger than"),
    ],
)
def test_a_limit_stops_a_trial_and_the_next_one_runs(
    module: Write, boxes: Boxes, text: str, why: str
) -> None:
    sandbox = boxes(module(text))
    trials = [Trial(script=script("import lib\nlib.f()")), Trial(script=script("1 + 1"))]
    first, second = sandbox.run(trials, "original")
    assert first.kind == "stopped" and why in first.message, first
    assert second.literal == "2"


def test_endless_c_code_is_ended_from_outside(run: Run) -> None:
    started = time.monotonic()
    outcome = run("lib.f()", "def f(): return sum(range(10 ** 11))\n")
    assert outcome.message == "ran longer than 1 seconds"
    assert time.monotonic() - started < 10


def test_a_file_larger_than_its_limit_is_an_error_of_the_code(run: Run) -> None:
    limits = replace(QUICK, file=1000)
    outcome = run("lib.f()", "def f(): open('x', 'wb', 0).write(b'1' * 5000)\n" * 2, limits)
    assert outcome.kind in ("raised", "value")
    assert len(outcome.output) < 5000


def test_after_some_endless_trials_the_rest_of_a_script_is_not_run(
    module: Write, boxes: Boxes
) -> None:
    sandbox = boxes(module("def f(n):\n    while n: pass\n"), limits=replace(QUICK, seconds=0.2))
    chosen = script("import lib\nlib.f(n)", None, "n")
    outcomes = sandbox.run([Trial(script=chosen, values=("1",))] * 30, "original")
    assert [each.message == NOT_RUN for each in outcomes] == [False] * 3 + [True] * 27


def test_a_recursion_bomb_is_an_error_like_others(run: Run) -> None:
    outcome = run("lib.f()", "def f(): return f()\n")
    assert (outcome.kind, outcome.type) == ("raised", "RecursionError")


@pytest.mark.parametrize("last", ["__import__('sys').exit(3)", "exit", "quit()"])
def test_leaving_is_an_outcome(run: Run, last: str) -> None:
    outcome = run(last.replace("exit", "lib.leave") if last == "exit" else last, "leave = 1\n")
    assert outcome.kind in ("raised", "value")


HOSTILE = """
import sys, os, builtins, json, io
class Liar:
    __class__ = int
    def __eq__(self, other): raise SystemExit
    def __hash__(self): return 1
    def __repr__(self): return 1
    def __reduce__(self): raise RuntimeError
    def __getattribute__(self, name): raise KeyError(name)
    def __len__(self): os._exit(9)
class Text(str):
    def __str__(self): return "lie"
    def __repr__(self): return "lie"
    def __eq__(self, other): return True
    def __len__(self): return 10 ** 9
    __hash__ = str.__hash__
class Meta(type):
    def __getattribute__(cls, name): raise RuntimeError(name)
    def __instancecheck__(cls, other): return True
    def __subclasscheck__(cls, other): return True
class Strange(metaclass=Meta): pass
def patched():
    for name in ("len", "isinstance", "type", "str", "repr", "sorted", "map", "iter", "zip"):
        setattr(builtins, name, lambda *a, **k: 1 / 0)
    return [1, {"a": (2,)}]
def pretending():
    for number in range(3, 600):
        try:
            os.write(number, b"IHSE" + b"0" * 40)
        except OSError:
            pass
    return 1
def replaced():
    sys.stdout = sys.stderr = sys.__stdout__ = None
    json.dumps = json.JSONEncoder.encode = lambda *a: "{}"
    return 5
class Endless(dict):
    def items(self):
        while True: yield 1, 1
"""


def test_an_object_that_lies_and_raises_is_described_by_its_class(run: Run) -> None:
    outcome = run("lib.Liar()", HOSTILE)
    assert (outcome.kind, outcome.type) == ("value", "lib.Liar")
    assert outcome.value == '{"object":"lib.Liar"}'


def test_a_subclass_of_str_shows_what_it_holds(run: Run) -> None:
    outcome = run("lib.Text('truth')", HOSTILE)
    assert outcome.value == '{"object":"lib.Text","content":"truth"}'
    assert outcome.literal is None


def test_a_metaclass_is_not_asked(run: Run) -> None:
    assert run("lib.Strange", HOSTILE).value == '{"class":"lib.Strange"}'
    assert run("lib.Strange()", HOSTILE).value == '{"object":"lib.Strange"}'


def test_patched_builtins_stop_a_trial_at_most(module: Write, boxes: Boxes) -> None:
    sandbox = boxes(module(HOSTILE))
    trials = [Trial(script=script("import lib\nlib.patched()")), Trial(script=script("[2, 3]"))]
    first, second = sandbox.run(trials, "original")
    assert first.message == "broke the machinery of the proof"
    assert second.literal == "[2, 3]"


def test_a_package_may_add_and_wrap_builtins(run: Run) -> None:
    text = """
import builtins
builtins._ = lambda text: text.upper()
plain = builtins.len
builtins.len = lambda value: plain(value) + 1
"""
    assert run("[_('a'), len([])]", text).literal == "['A', 1]"


def test_writing_into_every_descriptor_gives_no_answer_of_its_own(
    module: Write, boxes: Boxes
) -> None:
    sandbox = boxes(module(HOSTILE))
    trials = [Trial(script=script("import lib\nlib.pretending()")), Trial(script=script("7"))]
    first, second = sandbox.run(trials, "original")
    assert first.message == "wrote into the channel of the proof"
    assert second.literal == "7"


def test_replaced_streams_and_encoders_are_put_back(module: Write, boxes: Boxes) -> None:
    sandbox = boxes(module(HOSTILE))
    trials = [
        Trial(script=script("import lib\nlib.replaced()")),
        Trial(script=script("print('seen')")),
    ]
    first, second = sandbox.run(trials, "original")
    assert first.kind in ("value", "stopped")
    assert second.output == "seen\n"


def test_a_thread_left_running_ends_with_its_process(module: Write, boxes: Boxes) -> None:
    text = """
import threading, time
started = []
def f():
    started.append(1)
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    return len(started)
"""
    sandbox = boxes(module(text))
    outcomes = sandbox.run([Trial(script=script("import lib\nlib.f()"))] * 3, "original")
    assert [each.literal for each in outcomes] == ["1", "1", "1"]


def test_modules_stay_loaded_unless_each_trial_is_to_be_fresh(module: Write, boxes: Boxes) -> None:
    home = module("seen = []\ndef f():\n    seen.append(1)\n    return len(seen)\n")
    trials = [Trial(script=script("import lib\nlib.f()"))] * 3
    assert [each.literal for each in boxes(home).run(trials, "original")] == ["1", "2", "3"]
    assert [each.literal for each in boxes(home, fresh=True).run(trials, "original")] == ["1"] * 3
    sandbox = boxes(home)
    assert [each.literal for each in sandbox.run(trials, "original", fresh=True)] == ["1"] * 3


def test_nothing_of_the_users_environment_is_handed_on(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    assert run("sorted(lib.os.environ)", "import os\n").literal == str(
        ["HOME", "LANG", "PATH", "PYTHONHASHSEED", "TMPDIR", "TZ"]
    )


@pytest.mark.parametrize(
    "asked",
    [
        "__import__('time').timezone",
        "__import__('os').environ.get('XDG_CONFIG_DIRS', '/etc/xdg')",
        "__import__('os').environ.get('USER', 'me')",
        "__import__('shutil').get_terminal_size().columns",
        "list({'a', 'b', 'c', 'd', 'e', 'f'})",
        "__import__('sys').stdin.read()",
        "list(__import__('sys').stdin)",
        "len(__import__('inspect').stack(0))",
    ],
)
def test_another_machine_gives_other_answers(module: Write, boxes: Boxes, asked: str) -> None:
    trial = Trial(script=script(asked), values=())
    here, there = boxes(module("")), boxes(module(""), abroad=True)
    (answer,) = here.run([trial], "original")
    assert answer.kind == "value"
    assert there.run([trial], "original") != (answer,)
    assert here.run([trial], "original") == (answer,)


def test_a_descriptor_of_its_own_may_be_opened(run: Run) -> None:
    text = """
import os, tempfile
def f():
    with os.fdopen(os.open("a", os.O_RDWR | os.O_CREAT), "w") as file:
        file.write("x")
    with tempfile.TemporaryFile("w+") as file:
        return open("a").read()
"""
    assert run("lib.f()", text).literal == "'x'"


def test_a_changed_environment_and_folder_are_put_back(module: Write, boxes: Boxes) -> None:
    text = "import os\ndef f():\n    os.environ['A'] = '1'\n    os.chdir('/')\n    return 1\n"
    sandbox = boxes(module(text))
    trials = [
        Trial(script=script("import lib\nlib.f()")),
        Trial(script=script("import os\n(os.environ.get('A'), os.getcwd())")),
    ]
    assert sandbox.run(trials, "original")[1].shown == "(None, '<folder>')"


def test_a_blocked_module_is_as_if_not_installed(module: Write, boxes: Boxes) -> None:
    home = module("value = 1\n", "gone")
    sandbox = boxes(home, block=("gone",))
    trials = [
        Trial(script=script("import gone\ngone.value")),
        Trial(script=script("import importlib.util\nimportlib.util.find_spec('gone')")),
    ]
    first, second = sandbox.run(trials, "original")
    assert "No module named 'gone'" in first.message and first.kind == "stopped"
    assert second.literal == "None"


def test_own_module_names_are_given_back(module: Write, boxes: Boxes) -> None:
    home = module("class Error(Exception): pass\ndef f(): raise Error('x')\n", "proj.owned")
    sandbox = boxes(home, modules=(("lib", "proj.owned"),))
    chosen = script("import lib\nlib.f()", "import proj.owned\nproj.owned.f()")
    assert sandbox.run([Trial(script=chosen)], "replacement")[0].type == "lib.Error"


def test_output_files_and_warnings_are_recorded(run: Run) -> None:
    text = """
import sys, os, warnings
def f():
    print("out")
    print("err", file=sys.stderr)
    os.write(2, b"low")
    warnings.warn("old", DeprecationWarning)
    with open("made.txt", "w") as file:
        file.write("text")
"""
    outcome = run("lib.f()", text)
    assert outcome.output == "out\n[stderr] err\n[descriptor] low[file] made.txt: b'text'\n"
    assert outcome.warnings == ("DeprecationWarning: old",)


def test_the_childs_folder_is_gone_and_no_process_stays(module: Write, boxes: Boxes) -> None:
    sandbox = boxes(module("import os\n"))
    chosen = script("import lib\n(lib.os.getpid(), lib.os.getcwd()[1:])")
    with sandbox:
        outcome = sandbox.run([Trial(script=chosen)], "original")[0]
    number = int(outcome.shown.strip("(").split(",")[0])
    assert not Path(f"/proc/{number}").exists()
    assert not Path(outcome.shown.split("'")[1]).exists()


def test_an_interpreter_that_is_none_is_one_line(tmp_path: Path) -> None:
    with (
        Sandbox(tmp_path / "python") as sandbox,
        pytest.raises(IncompleteError, match="cannot start"),
    ):
        sandbox.run([Trial(script=script("1"))], "original")
    false = Path("/bin/false")
    with Sandbox(false) as sandbox, pytest.raises(IncompleteError, match="exit code 1"):
        sandbox.run([Trial(script=script("1"))], "original")


def test_scripts_that_are_none_are_stopped(run: Run) -> None:
    assert "does not parse" in run("(").message
    assert "does not end in an expression" in run("x = 1").message
    assert "its imports fail" in run("import nothing_here\n1").message
    assert "cannot be made" in run("x", x="1 / 0").message
    assert "cannot be made" in run("x", x="undefined").message


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"kind": "other"},
        {"kind": 1},
        {"kind": "value", "type": 1},
        {"kind": "value", "literal": 1},
    ],
)
def test_an_answer_out_of_shape_is_stopped(answer: dict[str, object]) -> None:
    assert outcome_of(answer).kind == "stopped"


def test_many_trials_are_fast(module: Write, boxes: Boxes) -> None:
    sandbox = boxes(module("def f(x): return x * 2\n"), limits=Limits())
    chosen = script("import lib\nlib.f(x)", None, "x")
    trials = [Trial(script=chosen, values=(str(n),)) for n in range(3000)]
    started = time.monotonic()
    outcomes = sandbox.run(trials, "original")
    assert [outcomes[n].literal for n in (0, 2999)] == ["0", "5998"]
    assert time.monotonic() - started < 15  # about 1.2 s on the machine it was written on


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep other limits")
def test_a_file_limit_is_kept(run: Run) -> None:
    outcome = run("lib.f()", "def f(): open('x', 'wb').write(b'1' * (99 << 20))\n")
    assert outcome.kind == "raised" or "SIGXFSZ" in outcome.message
