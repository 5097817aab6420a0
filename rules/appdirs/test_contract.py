"""What callers of appdirs may rely on, on each of its three kinds of platform."""

import ctypes
import os
import sys
import types

import pytest

USER = ["user_data_dir", "user_config_dir", "user_state_dir", "user_cache_dir", "user_log_dir"]
SITE = ["site_data_dir", "site_config_dir"]
FOLDERS = {26: "/Roaming/./x", 28: "/Local//x", 35: "/Common/y/../x"}


class Windows:
    """Stands for the part of Windows that is asked for folders."""

    def __init__(self):
        self.folders = dict(FOLDERS)
        self.shell32 = self.kernel32 = self

    def SHGetFolderPathW(self, owner, folder, token, flags, found):
        assert (owner, token, flags) == (None, None, 0)
        found.value = self.folders[folder]

    def GetShortPathNameW(self, path, found, size):
        found.value = "/SHORT~1"
        return len(found.value)


@pytest.fixture
def on(subject, monkeypatch):
    """Return what makes the package believe that it runs on another platform."""
    names = subject.user_data_dir.__globals__
    monkeypatch.setenv("HOME", "/home/me")
    for variable in ("DATA_HOME", "CONFIG_HOME", "STATE_HOME", "CACHE_HOME", "DATA_DIRS"):
        monkeypatch.delenv(f"XDG_{variable}", raising=False)
    monkeypatch.delenv("XDG_CONFIG_DIRS", raising=False)

    def pretend(platform):
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setitem(names, "system", platform)  # what the package read when it was loaded
        if platform == "win32":
            asked = names.get("_get_win_folder_with_ctypes")
            monkeypatch.setitem(names, "_get_win_folder", asked)
            monkeypatch.setattr(ctypes, "windll", Windows(), raising=False)

    return pretend


def every(subject, names, *arguments, **options):
    return [getattr(subject, name)(*arguments, **options) for name in names]


def test_linux(subject, on):
    for platform in ("linux", "freebsd14", "aix"):
        on(platform)
        home = "/home/me"
        roots = [f"{home}/.local/share", f"{home}/.config", f"{home}/.local/state"]
        wanted = [*roots, f"{home}/.cache", f"{home}/.cache/log"]
        assert every(subject, USER) == wanted
        wanted = [
            *(f"{root}/app" for root in roots),
            f"{home}/.cache/app",
            f"{home}/.cache/app/log",
        ]
        assert every(subject, USER, "app") == wanted
        assert every(subject, USER, "app", "me") == wanted
        wanted = [*(f"{root}/app/1.0" for root in roots), f"{home}/.cache/app/1.0"]
        wanted.append(f"{home}/.cache/app/1.0/log")
        assert every(subject, USER, "app", "me", "1.0") == wanted


def test_linux_with_variables(subject, on, monkeypatch):
    on("linux")
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", f"/x/{name.lower()}/")
    assert every(subject, USER) == [
        "/x/data/",
        "/x/config/",
        "/x/state/",
        "/x/cache/",
        "/x/cache/log",
    ]
    wanted = ["/x/data/app", "/x/config/app", "/x/state/app", "/x/cache/app", "/x/cache/app/log"]
    assert every(subject, USER, "app") == wanted


def test_an_empty_variable_counts(subject, on, monkeypatch):
    on("linux")
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", "")
    assert every(subject, USER, "app") == ["app", "app", "app", "app", os.path.join("app", "log")]
    assert subject.user_data_dir() == ""


def test_site_folders_of_linux(subject, on, monkeypatch):
    on("linux")
    assert every(subject, SITE) == ["/usr/local/share", "/etc/xdg"]
    assert every(subject, SITE, "app") == ["/usr/local/share/app", "/etc/xdg/app"]
    assert every(subject, SITE, "app", "me", "2") == ["/usr/local/share/app/2", "/etc/xdg/app/2"]
    assert every(subject, SITE, None, None, "2") == ["/usr/local/share", "/etc/xdg"]
    wanted = ["/usr/local/share/app:/usr/share/app", "/etc/xdg/app"]
    assert every(subject, SITE, "app", multipath=True) == wanted
    monkeypatch.setenv("XDG_DATA_DIRS", "/a//:~/b:")
    monkeypatch.setenv("XDG_CONFIG_DIRS", "~/c/:/d")
    assert every(subject, SITE) == ["/a", "/home/me/c"]
    wanted = ["/a/app/2:/home/me/b/app/2:/app/2", "/home/me/c/app/2:/d/app/2"]
    assert every(subject, SITE, "app", None, "2", True) == wanted
    assert every(subject, SITE, multipath=True) == ["/a:/home/me/b:", "/home/me/c:/d"]


def test_options_that_linux_has_not(subject, on):
    on("linux")
    assert subject.user_data_dir("app", "me", None, True) == "/home/me/.local/share/app"
    assert subject.user_cache_dir("app", "me", None, False) == "/home/me/.cache/app"
    assert subject.user_log_dir("app", "me", None, False) == "/home/me/.cache/app"
    assert subject.user_data_dir("app", False) == "/home/me/.local/share/app"


def test_macos(subject, on):
    on("darwin")
    library = "/home/me/Library"
    support = f"{library}/Application Support"
    assert every(subject, USER[:4]) == [f"{support}/"] * 3 + [f"{library}/Caches"]
    wanted = [f"{support}/app"] * 3 + [f"{library}/Caches/app", f"{library}/Logs/app"]
    assert every(subject, USER, "app", "me") == wanted
    assert every(subject, USER, "app", None, "1") == [f"{each}/1" for each in wanted]
    assert every(subject, SITE) == ["/Library/Application Support"] * 2
    assert every(subject, SITE, "app", "me") == ["/Library/Application Support/app"] * 2
    wanted = ["/Library/Application Support/app/1"] * 2
    assert every(subject, SITE, "app", None, "1", True) == wanted
    assert every(subject, USER[:3], None, None, "1") == [f"{support}/"] * 3
    assert every(subject, USER, "")[3:] == [f"{library}/Caches", f"{library}/Logs/"]
    with pytest.raises(TypeError):
        subject.user_log_dir()
    assert subject.user_log_dir("app", opinion=False) == f"{library}/Logs/app"
    assert subject.user_cache_dir("app", opinion=False) == f"{library}/Caches/app"


def test_windows(subject, on):
    on("win32")
    local = "/Local/x"
    assert every(subject, USER) == [local] * 4 + [f"{local}/Logs"]
    wanted = [f"{local}/app/app"] * 3 + [f"{local}/app/app/Cache", f"{local}/app/app/Logs"]
    assert every(subject, USER, "app") == wanted
    wanted = [f"{local}/me/app"] * 3 + [f"{local}/me/app/Cache", f"{local}/me/app/Logs"]
    assert every(subject, USER, "app", "me") == wanted
    wanted = [f"{local}/app"] * 3 + [f"{local}/app/Cache", f"{local}/app/Logs"]
    assert every(subject, USER, "app", False) == wanted
    assert every(subject, USER, "app", "") == wanted
    wanted = [f"{local}/me/app/1"] * 3 + [f"{local}/me/app/Cache/1", f"{local}/me/app/1/Logs"]
    assert every(subject, USER, "app", "me", "1") == wanted
    assert every(subject, USER, None, "me", "1")[:4] == [local] * 4


def test_options_of_windows(subject, on):
    on("win32")
    for name in USER[:3]:
        assert getattr(subject, name)(roaming=True) == "/Roaming/x"
        assert getattr(subject, name)("app", "me", "1", True) == "/Roaming/x/me/app/1"
    for name in USER[3:]:
        assert getattr(subject, name)("app", "me", opinion=False) == "/Local/x/me/app"
    assert subject.user_log_dir("app", "me", "1", False) == "/Local/x/me/app/1"
    assert every(subject, SITE) == ["/Common/x"] * 2
    assert every(subject, SITE, "app", "me", "1", True) == ["/Common/x/me/app/1"] * 2
    assert every(subject, SITE, "app") == ["/Common/x/app/app"] * 2


def test_the_class(subject, on):
    on("linux")
    dirs = subject.AppDirs("app", "me")
    assert [getattr(dirs, name) for name in USER] == every(subject, USER, "app", "me")
    assert [getattr(dirs, name) for name in SITE] == every(subject, SITE, "app", "me")
    told = vars(dirs)
    options = {"version": None, "roaming": False, "multipath": False}
    assert told == {"appname": "app", "appauthor": "me", **options}
    dirs.version = "3"
    assert dirs.user_config_dir == "/home/me/.config/app/3"
    with pytest.raises(AttributeError):
        dirs.user_data_dir = "x"
    dirs = subject.AppDirs("app", version="1", multipath=True)
    assert dirs.site_data_dir == "/usr/local/share/app/1:/usr/share/app/1"
    assert [dirs.user_data_dir, dirs.user_log_dir] == [
        "/home/me/.local/share/app/1",
        "/home/me/.cache/app/1/log",
    ]
    assert subject.AppDirs().user_state_dir == "/home/me/.local/state"


def test_the_class_on_windows(subject, on):
    on("win32")
    dirs = subject.AppDirs("app", "me", "1", True)
    wanted = ["/Roaming/x/me/app/1"] * 2 + ["/Local/x/me/app/1", "/Local/x/me/app/Cache/1"]
    assert [getattr(dirs, name) for name in USER] == [*wanted, "/Local/x/me/app/1/Logs"]
    assert [getattr(dirs, name) for name in SITE] == ["/Common/x/me/app/1"] * 2


def test_a_name_has_to_be_text(subject, on):
    on("linux")
    for name in USER:
        with pytest.raises(TypeError):
            getattr(subject, name)(3)


def test_types(subject):
    assert isinstance(subject.AppDirs, type)
    assert all(isinstance(getattr(subject, name), types.FunctionType) for name in USER + SITE)


def test_a_name_outside_latin_1(subject, on, side):
    on("win32")
    ctypes.windll.folders[28] = "/Users/\u0142"
    wanted = "/SHORT~1/app" if side == "original" else "/Users/\u0142/app"
    assert subject.user_data_dir("app", False) == wanted
