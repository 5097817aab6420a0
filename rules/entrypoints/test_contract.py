"""What callers of entrypoints may rely on."""

import configparser
import os
import pickle
import random
import sys
import warnings
import zipfile

import pytest

SPECS = [
    ("os", ("os", None, None)),
    ("os.path", ("os.path", None, None)),
    ("os:sep", ("os", "sep", None)),
    ("a.b_1:C.d", ("a.b_1", "C.d", None)),
    ("a:b [x]", ("a", "b", ["x"])),
    ("a:b[x,y,  z]", ("a", "b", ["x", "y", "z"])),
    ("a[x , y]", ("a", None, ["x ", "y"])),
    ("a:b [x] [y]", ("a", "b", ["x] [y"])),
    ("a:b \n[x]", ("a", "b", ["x"])),
    ("a:b ", ("a", "b", None)),
    ("a\n", ("a", None, None)),
    ("1:2", ("1", "2", None)),
    ("ä:ö", ("ä", "ö", None)),
]
BAD = [
    "",
    " ",
    " a",
    "a:",
    ":a",
    "a.",
    "a..b",
    "a:b.",
    "a :b",
    "a: b",
    "a:b []",
    "a:b [x] y",
    "a-b",
    "a:b:c",
    "a b",
    "a [x\ny]",
]


def put(root, folder, text):
    place = root / folder
    place.mkdir(parents=True)
    (place / "entry_points.txt").write_text(text)
    return str(root)


def pack(file, members):
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members:
            archive.writestr(name, text)
    return str(file)


@pytest.fixture
def look(monkeypatch):
    """Looks along some folders only."""

    def on(*folders):
        monkeypatch.setattr(sys, "path", list(folders))

    return on


def told(point):
    distro = point.distro and (point.distro.name, point.distro.version)
    return (point.name, point.module_name, point.object_name, point.extras, distro)


def brief(points):
    return [(point.name, point.module_name) for point in points]


@pytest.mark.parametrize(("text", "parts"), SPECS)
def test_texts(subject, text, parts):
    found = subject.EntryPoint.from_string(text, "n")
    assert (found.module_name, found.object_name, found.extras) == parts
    assert (found.name, found.distro) == ("n", None)
    assert type(found) is subject.EntryPoint


@pytest.mark.parametrize("text", BAD)
def test_texts_that_are_none(subject, text):
    with pytest.raises(subject.BadEntryPoint) as caught:
        subject.EntryPoint.from_string(text, "n")
    assert caught.value.epstr == text
    assert str(caught.value) == f"Couldn't parse entry point spec: {text!r}"
    assert caught.value.args == (text,)
    assert not isinstance(caught.value, ValueError)


def test_a_text_and_its_distribution(subject):
    distro = subject.Distribution("d", "1")
    assert subject.EntryPoint.from_string("a:b", "n", distro).distro is distro
    assert subject.EntryPoint.from_string(epstr="a", name="n", distro=distro).distro is distro

    class Mine(subject.EntryPoint):
        pass

    assert type(Mine.from_string("a", "n")) is Mine
    with pytest.raises(TypeError):
        subject.EntryPoint.from_string(None, "n")


def test_entry_points(subject):
    point = subject.EntryPoint("n", "os.path", "join")
    assert told(point) == ("n", "os.path", "join", None, None)
    assert repr(point) == "EntryPoint('n', 'os.path', 'join', None)"
    full = subject.EntryPoint("n", "m", None, ["x"], subject.Distribution("d", None))
    assert told(full) == ("n", "m", None, ["x"], ("d", None))
    assert repr(full) == "EntryPoint('n', 'm', None, Distribution('d', None))"
    assert point != subject.EntryPoint("n", "os.path", "join")
    assert len({point, full, point}) == 2
    point.name = "other"
    assert point.name == "other"
    by_name = subject.EntryPoint(name="n", module_name="m", object_name="o", extras=[], distro="d")
    assert vars(by_name) == {
        "name": "n",
        "module_name": "m",
        "object_name": "o",
        "extras": [],
        "distro": "d",
    }
    with pytest.raises(TypeError):
        subject.EntryPoint("n", "m")


def test_loading(subject):
    assert subject.EntryPoint("n", "os.path", "join").load() is os.path.join
    assert subject.EntryPoint("n", "os", "path.join").load() is os.path.join
    assert subject.EntryPoint("n", "os.path", None).load() is os.path
    assert subject.EntryPoint("n", "os", "").load() is os
    assert subject.EntryPoint("n", "os", "sep", ["no such extra"]).load() == os.sep
    with pytest.raises(AttributeError):
        subject.EntryPoint("n", "os", "path.nothing").load()
    with pytest.raises(ModuleNotFoundError):
        subject.EntryPoint("n", "no_such_module_there", None).load()


def test_a_module_that_is_loaded_once(subject, look, tmp_path, monkeypatch):
    (tmp_path / "fresh_module_here.py").write_text("made = object()\n")
    put(tmp_path, "x-1.dist-info", "[g]\nn = fresh_module_here:made\n")
    look(str(tmp_path), *sys.path)
    try:
        one, two = (subject.get_single("g", "n").load() for _ in range(2))
        assert one is two is sys.modules["fresh_module_here"].made
    finally:
        sys.modules.pop("fresh_module_here", None)


def test_distributions(subject):
    made = subject.Distribution("d", "1")
    assert (made.name, made.version, repr(made)) == ("d", "1", "Distribution('d', '1')")
    split = subject.Distribution.from_name_version
    for text, parts in [
        ("d-1", ("d", "1")),
        ("d", ("d", None)),
        ("d-1-py3", ("d", "1-py3")),
        ("d-", ("d", "")),
        ("", ("", None)),
        ("-1", ("", "1")),
    ]:
        found = split(text)
        assert (found.name, found.version) == parts
        assert type(found) is subject.Distribution
    assert made != subject.Distribution("d", "1")


def test_errors(subject):
    error = subject.NoSuchEntryPoint("g", "n")
    assert (error.group, error.name, error.args) == ("g", "n", ("g", "n"))
    assert str(error) == "No 'n' entry point found in group 'g'"
    assert subject.NoSuchEntryPoint.__mro__[1:] == Exception.__mro__
    assert subject.BadEntryPoint.__mro__[1:] == Exception.__mro__
    copied = pickle.loads(pickle.dumps(error))
    assert (copied.group, copied.name) == ("g", "n")
    assert pickle.loads(pickle.dumps(subject.BadEntryPoint("x"))).epstr == "x"
    with pytest.raises(TypeError):
        subject.NoSuchEntryPoint("g")


def test_nothing_is_there(subject, look, tmp_path):
    for path in ([], [str(tmp_path)], [str(tmp_path / "none")], [""]):
        look(*path)
        assert subject.get_group_all("g") == []
        assert subject.get_group_named("g") == {}
        with pytest.raises(subject.NoSuchEntryPoint) as caught:
            subject.get_single("g", "n")
        assert (caught.value.group, caught.value.name) == ("g", "n")


def test_a_group(subject, look, tmp_path):
    put(tmp_path, "Some_Name-1.5.dist-info", "[g]\nb = m.b:o.p [x, y]\na=m\n\n[h]\nc = m:c\n")
    look(str(tmp_path))
    distro = ("Some_Name", "1.5")
    wanted = [("b", "m.b", "o.p", ["x", "y"], distro), ("a", "m", None, None, distro)]
    found = subject.get_group_all("g")
    assert type(found) is list
    assert [told(each) for each in found] == wanted
    assert {type(each) for each in found} == {subject.EntryPoint}
    assert {type(each.distro) for each in found} == {subject.Distribution}
    named = subject.get_group_named("g")
    assert type(named) is dict
    assert [(name, told(each)) for name, each in named.items()] == [
        (each[0], each) for each in wanted
    ]
    assert told(subject.get_single("g", "a")) == wanted[1]
    assert told(subject.get_single(name="b", group="g")) == wanted[0]
    assert [told(each) for each in subject.get_group_all(group="h")] == [
        ("c", "m", "c", None, distro)
    ]
    assert list(subject.get_group_named(group="h")) == ["c"]
    assert subject.get_group_all("none") == []
    for group, name in [("g", "c"), ("h", "a"), ("none", "a"), ("G", "a"), ("g", "A")]:
        with pytest.raises(subject.NoSuchEntryPoint):
            subject.get_single(group, name)


def test_names_keep_their_case_and_colons(subject, look, tmp_path):
    put(tmp_path, "x.dist-info", "[g]\nName = a\nname = b\na:b c = d:e\n")
    look(str(tmp_path))
    assert brief(subject.get_group_all("g")) == [("Name", "a"), ("name", "b"), ("a:b c", "d")]
    assert subject.get_single("g", "a:b c").object_name == "e"


def test_both_kinds_of_folders(subject, look, tmp_path):
    put(tmp_path, "x-1.egg-info", "[g]\na = egg\n")
    put(tmp_path, "y-2-py3.9.egg-info", "[g]\nb = egg\n")
    look(put(tmp_path, "x-2.dist-info", "[g]\na = wheel\n"))
    found = [told(each) for each in subject.get_group_all("g")]
    assert found == [
        ("a", "wheel", None, None, ("x", "2")),
        ("b", "egg", None, None, ("y", "2-py3.9")),
    ]
    assert subject.get_single("g", "a").module_name == "wheel"


def test_a_folder_without_a_version(subject, look, tmp_path):
    look(put(tmp_path, "x.y.egg-info", "[g]\na = m\n"))
    assert told(subject.get_single("g", "a"))[-1] == ("x.y", None)


def test_what_is_not_looked_at(subject, look, tmp_path):
    (tmp_path / "x-1.dist-info" / "entry_points.txt").mkdir(parents=True)
    (tmp_path / "y-1.egg-info").write_text("[g]\na = m\n")
    put(tmp_path, "z-1.dist", "[g]\na = m\n")
    put(tmp_path / "lib", "z-1.dist-info", "[g]\na = m\n")
    put(tmp_path, ".z-1.dist-info", "[g]\na = m\n")
    look(str(tmp_path))
    assert subject.get_group_all("g") == []


def test_the_first_of_a_name_wins(subject, look, tmp_path):
    one = put(tmp_path / "1", "x-1.dist-info", "[g]\na = one\n")
    two = put(tmp_path / "2", "x-2.dist-info", "[g]\na = two\nb = two\n")
    look(one, two)
    assert brief(subject.get_group_all("g")) == [("a", "one")]
    look(two, one)
    assert brief(subject.get_group_all("g")) == [("a", "two"), ("b", "two")]
    with pytest.raises(subject.NoSuchEntryPoint):
        look(one, two)
        subject.get_single("g", "b")


def test_one_without_entry_points_hides_none(subject, look, tmp_path):
    (tmp_path / "1" / "x-1.dist-info").mkdir(parents=True)
    look(str(tmp_path / "1"), put(tmp_path / "2", "x-2.dist-info", "[g]\na = two\n"))
    assert brief(subject.get_group_all("g")) == [("a", "two")]


def test_names_are_compared_as_written(subject, look, tmp_path):
    one = put(tmp_path / "1", "a_b-1.dist-info", "[g]\nn = one\n")
    two = put(tmp_path / "2", "A.b-2.dist-info", "[g]\nn = two\n")
    look(one, two)
    assert brief(subject.get_group_all("g")) == [("n", "one"), ("n", "two")]
    assert brief(subject.get_group_named("g").values()) == [("n", "one")]
    assert subject.get_single("g", "n").module_name == "one"


def test_names_of_several_distributions(subject, look, tmp_path):
    one = put(tmp_path / "1", "x-1.dist-info", "[g]\nb = one\na = one\n")
    two = put(tmp_path / "2", "y-1.dist-info", "[g]\nc = two\nb = two\n")
    look(one, two)
    assert brief(subject.get_group_all("g")) == [
        ("b", "one"),
        ("a", "one"),
        ("c", "two"),
        ("b", "two"),
    ]
    named = subject.get_group_named("g")
    assert [(name, each.module_name) for name, each in named.items()] == [
        ("b", "one"),
        ("a", "one"),
        ("c", "two"),
    ]


def test_bad_texts_are_left_out(subject, look, tmp_path):
    one = put(tmp_path / "1", "x-1.dist-info", "[g]\na = not-one\nb = good\n")
    two = put(tmp_path / "2", "y-1.dist-info", "[g]\na = good\n")
    look(one, two)
    said = ["Couldn't parse entry point spec: 'not-one'"]
    for call in (subject.get_group_all, subject.get_group_named):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = call("g")
        assert [str(each.message) for each in caught] == said
        assert [each.category for each in caught] == [UserWarning]
        found = list(found.values()) if isinstance(found, dict) else found
        assert brief(found) == [("b", "good"), ("a", "good")]
    with pytest.warns(UserWarning, match="not-one"):
        assert told(subject.get_single("g", "a"))[-1] == ("y", "1")
    look(one)
    with pytest.warns(UserWarning), pytest.raises(subject.NoSuchEntryPoint):
        subject.get_single("g", "a")


def test_a_warning_that_is_an_error(subject, look, tmp_path):
    look(put(tmp_path, "x-1.dist-info", "[g]\na = not-one\n"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for call in (subject.get_group_all, lambda group: subject.get_single(group, "a")):
            with pytest.raises(UserWarning):
                call("g")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("a = b\n", configparser.MissingSectionHeaderError),
        ("[g]\n[g]\n", configparser.DuplicateSectionError),
        ("[g]\na = b\na = c\n", configparser.DuplicateOptionError),
        ("[g]\na\n", configparser.ParsingError),
        ("[g]\na: b\n", configparser.ParsingError),
        ("[g]\na = b%\n", configparser.InterpolationSyntaxError),
        ("[g]\na = %(b)s\n", configparser.InterpolationMissingOptionError),
    ],
)
def test_files_that_cannot_be_read(subject, look, tmp_path, text, error):
    good = put(tmp_path / "good", "y-1.dist-info", "[g]\na = good\n")
    bad = put(tmp_path / "bad", "x-1.dist-info", text)
    look(good, bad)
    assert subject.get_single("g", "a").module_name == "good"
    look(bad, good)
    for call in (
        subject.get_group_all,
        subject.get_group_named,
        lambda group: subject.get_single(group, "a"),
    ):
        with pytest.raises(error) as caught:
            call("g")
    if hasattr(caught.value, "source"):
        assert caught.value.source == os.path.join(bad, "x-1.dist-info", "entry_points.txt")


def test_what_configparser_understands(subject, look, tmp_path):
    text = (
        "# note\n[DEFAULT]\nall = m\nbase = top\n[g]\na = %(base)s:x\nb = m:x\n  [e]\n; note\n[h]\n"
    )
    look(put(tmp_path, "x-1.dist-info", text))
    wanted = [
        ("a", "top", "x", None),
        ("b", "m", "x", ["e"]),
        ("all", "m", None, None),
        ("base", "top", None, None),
    ]
    assert [told(each)[:4] for each in subject.get_group_all("g")] == wanted
    assert brief(subject.get_group_all("h")) == [("all", "m"), ("base", "top")]
    assert brief(subject.get_group_all("DEFAULT")) == [("all", "m"), ("base", "top")]
    assert subject.get_single("h", "all").module_name == "m"


def test_folders_with_odd_names(subject, look, tmp_path):
    look(put(tmp_path / "a[b]*c", "x-1.dist-info", "[g]\na = m\n"))
    assert brief(subject.get_group_all("g")) == [("a", "m")]


def test_the_current_folder(subject, look, tmp_path, monkeypatch):
    put(tmp_path, "x-1.dist-info", "[g]\na = m\n")
    monkeypatch.chdir(tmp_path)
    for path in ("", "."):
        look(path)
        assert brief(subject.get_group_all("g")) == [("a", "m")]


def test_folders_that_are_no_text(subject, look, tmp_path):
    put(tmp_path, "x-1.dist-info", "[g]\na = m\n")
    for path, error in [
        (tmp_path, AttributeError),
        (os.fsencode(tmp_path), TypeError),
        (None, AttributeError),
    ]:
        look(path)
        with pytest.raises(error):
            subject.get_group_all("g")


def test_files_in_archives(subject, look, tmp_path):
    good = pack(
        tmp_path / "all.zip",
        [
            ("x-1.dist-info/METADATA", ""),
            ("x-1.dist-info/entry_points.txt", "[g]\na = one\nB = one\n"),
            ("x-2.dist-info/entry_points.txt", "[g]\nb = two\n"),
            ("y.egg-info/entry_points.txt", "[g]\nc = m:o\n"),
            ("in/z-1.dist-info/entry_points.txt", "[g]\nd = m\n"),
            ("z-1.dist-info/entry_points.txt.old", "[g]\nd = m\n"),
            ("z-1.dist/entry_points.txt", "[g]\nd = m\n"),
        ],
    )
    other = put(tmp_path / "2", "y-3.dist-info", "[g]\ne = m\n")
    look(good, other)
    found = [told(each) for each in subject.get_group_all("g")]
    one = ("x", "1")
    wanted = [
        ("a", "one", None, None, one),
        ("B", "one", None, None, one),
        ("c", "m", "o", None, ("y", None)),
    ]
    assert found == wanted
    assert told(subject.get_single("g", "c")) == wanted[2]
    look(other, good)
    assert brief(subject.get_group_all("g")) == [("e", "m"), ("a", "one"), ("B", "one")]


def test_an_archive_that_is_wrong(subject, look, tmp_path):
    bad = pack(tmp_path / "all.zip", [("x-1.dist-info/entry_points.txt", "a = b\n")])
    look(bad)
    with pytest.raises(configparser.MissingSectionHeaderError) as caught:
        subject.get_group_all("g")
    assert caught.value.source == os.path.join(bad, "x-1.dist-info/entry_points.txt")
    (tmp_path / "text").write_text("no archive")
    look(str(tmp_path / "text"))
    assert subject.get_group_all("g") == []


def test_eggs_that_are_folders(subject, look, tmp_path):
    egg = put(tmp_path / "x-1-py3.9.egg", "EGG-INFO", "[g]\na = one\n")
    os.remove(os.path.join(egg, "EGG-INFO", "entry_points.txt"))
    (tmp_path / "x-1-py3.9.egg" / "EGG-INFO" / "entry_points.txt").write_text("[g]\nA = one\n")
    look(egg, put(tmp_path / "2", "x-2.dist-info", "[g]\nb = two\n"))
    assert [told(each) for each in subject.get_group_all("g")] == [
        ("A", "one", None, None, ("x", "1-py3.9"))
    ]
    for end in ("/", "//"):
        look(egg + end)
        assert [told(each) for each in subject.get_group_all("g")] == [
            ("A", "one", None, None, ("", None))
        ]
    put(tmp_path / "x-1-py3.9.egg", "y-1.dist-info", "[g]\nc = more\n")
    look(egg)
    assert brief(subject.get_group_all("g")) == [("A", "one"), ("c", "more")]
    look(egg, egg)
    assert brief(subject.get_group_all("g")) == [("A", "one"), ("c", "more")]


def test_an_egg_without_entry_points_hides_others(subject, look, tmp_path):
    egg = tmp_path / "x-1.egg"
    (egg / "EGG-INFO").mkdir(parents=True)
    other = put(tmp_path / "2", "x-2.dist-info", "[g]\na = two\n")
    look(str(egg), other)
    assert subject.get_group_all("g") == []
    look(other, str(egg))
    assert brief(subject.get_group_all("g")) == [("a", "two")]
    look(str(tmp_path / "x-3.egg"), other)
    assert subject.get_group_all("g") == []
    look(str(tmp_path / "x.y-3.egg"), other)
    assert brief(subject.get_group_all("g")) == [("a", "two")]


def test_an_egg_that_is_hidden_is_not_looked_at(subject, look, tmp_path):
    other = put(tmp_path / "1", "x-1.dist-info", "[g]\na = one\n")
    egg = put(tmp_path / "x-2.egg", "EGG-INFO", "[g]\na = two\n")
    put(tmp_path / "x-2.egg", "y-1.dist-info", "[g]\nb = more\n")
    look(other, egg)
    assert brief(subject.get_group_all("g")) == [("a", "one")]
    look(other, egg, put(tmp_path / "3", "z-1.dist-info", "[g]\nc = three\n"))
    assert brief(subject.get_group_all("g")) == [("a", "one"), ("c", "three")]


def test_a_folder_that_is_nearly_an_egg(subject, look, tmp_path):
    folder = put(tmp_path / "x-1.eggX", "EGG-INFO", "[g]\na = one\n")
    look(folder)
    assert subject.get_group_all("g") == []


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_eggs_that_are_archives(subject, look, tmp_path):
    members = [
        ("x.py", ""),
        ("EGG-INFO/entry_points.txt", "[g]\nA = one\n"),
        ("y-1.dist-info/entry_points.txt", "[g]\nb = m\n"),
    ]
    egg = pack(tmp_path / "x-1-py3.9.egg", members)
    look(egg, put(tmp_path / "2", "x-2.dist-info", "[g]\nb = two\n"))
    assert [told(each) for each in subject.get_group_all("g")] == [
        ("A", "one", None, None, ("x", "1-py3.9"))
    ]
    look(
        pack(tmp_path / "y-1.egg", members[:1]),
        put(tmp_path / "3", "y-2.dist-info", "[g]\nb = two\n"),
    )
    assert subject.get_group_all("g") == []
    bad = pack(tmp_path / "z-1.egg", [("EGG-INFO/entry_points.txt", "a = b\n")])
    look(bad)
    with pytest.raises(configparser.MissingSectionHeaderError) as caught:
        subject.get_group_all("g")
    assert caught.value.source == os.path.join(bad, "EGG-INFO", "entry_points.txt")


def test_random_folders(subject, look, tmp_path):
    dice = random.Random(5)
    for turn in range(60):
        path, wanted, seen = [], [], set()
        for number in range(dice.randrange(6)):
            name = dice.choice(["x", "X", "y-1", "y-2", "a.b-1"])
            names = dice.sample(["n", "m", "N", "o.p"], dice.randrange(4))
            root = tmp_path / f"{turn}-{number}"
            kind = dice.choice(["dist", "egg"])
            lines = "".join(f"{each} = mod{number}\n" for each in names)
            text = f"[g]\n{lines}[h]\nz = z\n"
            if dice.random() < 0.7:
                path.append(put(root, f"{name}.{kind}-info", text))
            else:
                path.append(pack(root / "a.zip", [(f"{name}.{kind}-info/entry_points.txt", text)]))
            if name.split("-")[0] not in seen:
                seen.add(name.split("-")[0])
                wanted += [(each, f"mod{number}") for each in names]
        look(*path)
        assert brief(subject.get_group_all("g")) == wanted
        first = dict(reversed(wanted))
        assert {
            name: each.module_name for name, each in subject.get_group_named("g").items()
        } == first
        for name in ["n", "m", "N", "o.p"]:
            try:
                assert subject.get_single("g", name).module_name == first[name]
            except subject.NoSuchEntryPoint:
                assert name not in first


def test_what_is_really_installed(subject):
    found = subject.get_group_all("pytest11")
    assert all(type(each) is subject.EntryPoint for each in found)
    assert subject.get_single("console_scripts", "pytest").load() is pytest.console_main
    assert "pytest" in subject.get_group_named("console_scripts")


def test_arguments(subject, look):
    look()
    for call in (subject.get_group_all, subject.get_group_named):
        with pytest.raises(TypeError):
            call()
    with pytest.raises(TypeError):
        subject.get_single("g")


def test_the_module_of_its_classes(subject, side):
    kinds = (
        subject.EntryPoint,
        subject.Distribution,
        subject.NoSuchEntryPoint,
        subject.BadEntryPoint,
    )
    assert {kind.__module__ == "entrypoints" for kind in kinds} == {side == "original"}


def test_loading_the_package(subject, side):
    point = subject.EntryPoint("n", "entrypoints", None)
    if side == "original":
        assert point.load().__name__ == "entrypoints"
    else:
        with pytest.raises(ModuleNotFoundError):
            point.load()
