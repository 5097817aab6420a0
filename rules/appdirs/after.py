"""Prints where a program keeps its files."""

import os

from app._inhouse import appdirs
from app._inhouse.appdirs import AppDirs

os.environ["XDG_CONFIG_HOME"] = "/settings"
dirs = AppDirs("shop", "me", version="1.0")
print(appdirs.user_config_dir("shop"), dirs.user_config_dir)
print(appdirs.user_log_dir("shop") == os.path.join(appdirs.user_cache_dir("shop"), "log"))
