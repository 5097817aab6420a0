"""The folders in which programs keep their files, by platform."""

# Paths are texts here, and some end in a slash.
# ruff: noqa: PTH111, PTH118

import os
import sys

_ROAMING, _LOCAL, _COMMON = 26, 28, 35  # CSIDL_APPDATA, CSIDL_LOCAL_APPDATA, CSIDL_COMMON_APPDATA
_Author = str | bool | None  # False leaves it out, None repeats the name of the program


def _system() -> str:
    return sys.platform


def _windows(folder: int, appname: str | None, appauthor: _Author) -> str:
    root = ""
    if sys.platform == "win32":
        import ctypes

        found = ctypes.create_unicode_buffer(1024)
        ctypes.windll.shell32.SHGetFolderPathW(None, folder, None, 0, found)
        root = os.path.normpath(found.value)
    if not appname:
        return root
    if appauthor is False:
        return os.path.join(root, appname)
    return os.path.join(root, appname if appauthor is None else str(appauthor), appname)


def _user(variable: str, default: str, appname: str | None) -> str:
    root = os.getenv(variable, os.path.expanduser(default))
    return os.path.join(root, appname) if appname else root


def _versioned(path: str, appname: str | None, version: str | None) -> str:
    return os.path.join(path, version) if appname and version else path


def user_data_dir(
    appname: str | None = None,
    appauthor: _Author = None,
    version: str | None = None,
    roaming: bool = False,
) -> str:
    """Return where the user's data is; `roaming` and `appauthor` are for Windows."""
    if _system() == "win32":
        path = _windows(_ROAMING if roaming else _LOCAL, appname, appauthor)
    elif _system() == "darwin":
        path = os.path.join(os.path.expanduser("~/Library/Application Support/"), appname or "")
    else:
        path = _user("XDG_DATA_HOME", "~/.local/share", appname)
    return _versioned(path, appname, version)


def user_config_dir(
    appname: str | None = None,
    appauthor: _Author = None,
    version: str | None = None,
    roaming: bool = False,
) -> str:
    """Return where the user's settings are: with the data, but for Linux and its kind."""
    if _system() in ("win32", "darwin"):
        return user_data_dir(appname, appauthor, version, roaming)
    return _versioned(_user("XDG_CONFIG_HOME", "~/.config", appname), appname, version)


def user_state_dir(
    appname: str | None = None,
    appauthor: _Author = None,
    version: str | None = None,
    roaming: bool = False,
) -> str:
    """Return where what a program remembers is: with the data, but for Linux and its kind."""
    if _system() in ("win32", "darwin"):
        return user_data_dir(appname, appauthor, version, roaming)
    return _versioned(_user("XDG_STATE_HOME", "~/.local/state", appname), appname, version)


def user_cache_dir(
    appname: str | None = None,
    appauthor: _Author = None,
    version: str | None = None,
    opinion: bool = True,
) -> str:
    """Return where the user's cache is; on Windows below "Cache", unless `opinion` is False."""
    if _system() == "win32":
        path = _windows(_LOCAL, appname, appauthor)
        if appname and opinion:
            path = os.path.join(path, "Cache")
    elif _system() == "darwin":
        path = os.path.expanduser("~/Library/Caches")
        path = os.path.join(path, appname) if appname else path
    else:
        path = _user("XDG_CACHE_HOME", "~/.cache", appname)
    return _versioned(path, appname, version)


def user_log_dir(
    appname: str | None = None,
    appauthor: _Author = None,
    version: str | None = None,
    opinion: bool = True,
) -> str:
    """Return where the user's logs are; `opinion` adds "Logs" on Windows and "log" on Linux."""
    if _system() == "darwin":
        if appname is None:
            raise TypeError("on macOS the logs need the name of a program")
        path = os.path.join(os.path.expanduser("~/Library/Logs"), appname)
        return _versioned(path, appname, version)
    if _system() == "win32":
        path, last = user_data_dir(appname, appauthor, version), "Logs"
    else:
        path, last = user_cache_dir(appname, appauthor, version), "log"
    return os.path.join(path, last) if opinion else path


def _site(
    variable: str, default: str, appname: str | None, version: str | None, multipath: bool
) -> str:
    roots = os.getenv(variable, default).split(os.pathsep)
    paths = [os.path.expanduser(root.rstrip(os.sep)) for root in roots]
    if appname:
        paths = [os.sep.join((path, _versioned(appname, appname, version))) for path in paths]
    return os.pathsep.join(paths) if multipath else paths[0]


def site_data_dir(
    appname: str | None = None,
    appauthor: _Author = None,
    version: str | None = None,
    multipath: bool = False,
) -> str:
    """Return where the data of all users is; with `multipath` all such folders, on Linux."""
    if _system() == "win32":
        path = _windows(_COMMON, appname, appauthor)
    elif _system() == "darwin":
        path = "/Library/Application Support"
        path = os.path.join(path, appname) if appname else path
    else:
        default = os.pathsep.join(("/usr/local/share", "/usr/share"))
        return _site("XDG_DATA_DIRS", default, appname, version, multipath)
    return _versioned(path, appname, version)


def site_config_dir(
    appname: str | None = None,
    appauthor: _Author = None,
    version: str | None = None,
    multipath: bool = False,
) -> str:
    """Return where the settings of all users are; with `multipath` all such folders, on Linux."""
    if _system() in ("win32", "darwin"):
        return site_data_dir(appname, appauthor, version)
    return _site("XDG_CONFIG_DIRS", "/etc/xdg", appname, version, multipath)


class AppDirs:
    """The folders of one program."""

    def __init__(
        self,
        appname: str | None = None,
        appauthor: _Author = None,
        version: str | None = None,
        roaming: bool = False,
        multipath: bool = False,
    ) -> None:
        self.appname = appname
        self.appauthor = appauthor
        self.version = version
        self.roaming = roaming
        self.multipath = multipath

    @property
    def user_data_dir(self) -> str:
        """Where the user's data is."""
        return user_data_dir(self.appname, self.appauthor, self.version, self.roaming)

    @property
    def user_config_dir(self) -> str:
        """Where the user's settings are."""
        return user_config_dir(self.appname, self.appauthor, self.version, self.roaming)

    @property
    def user_state_dir(self) -> str:
        """Where what the program remembers is; never the roaming folder."""
        return user_state_dir(self.appname, self.appauthor, self.version)

    @property
    def user_cache_dir(self) -> str:
        """Where the user's cache is."""
        return user_cache_dir(self.appname, self.appauthor, self.version)

    @property
    def user_log_dir(self) -> str:
        """Where the user's logs are."""
        return user_log_dir(self.appname, self.appauthor, self.version)

    @property
    def site_data_dir(self) -> str:
        """Where the data of all users is."""
        return site_data_dir(self.appname, self.appauthor, self.version, self.multipath)

    @property
    def site_config_dir(self) -> str:
        """Where the settings of all users are."""
        return site_config_dir(self.appname, self.appauthor, self.version, self.multipath)
