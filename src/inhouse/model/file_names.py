"""Which of a project's files may say how it uses a package without being Python."""

from __future__ import annotations

import re

_CONFIG_NAMES = frozenset(
    {
        "GNUmakefile",
        "makefile",
        "justfile",
        "Justfile",
        ".justfile",
        "Procfile",
        "Pipfile",
        "Snakefile",
        "cookiecutter.json",
        "copier.yml",
        "copier.yaml",
        "Jenkinsfile",
        "package.json",
        "pyrightconfig.json",
        "tasks.json",
        ".coveragerc",
        ".flake8",
        ".pylintrc",
        "pylintrc",
    }
)
_CONFIG_SUFFIXES = (
    *(".toml", ".cfg", ".ini", ".sh", ".bash", ".mk", ".service"),
    *(".pyx", ".pxd", ".pxi", ".smk", ".robot", ".resource"),
)
_CONFIG_PATTERN = re.compile(
    r"(?:Dockerfile|Containerfile|Makefile|docker-compose|docker-entrypoint)[\w.-]*\Z"
    r"|[\w.-]+\.[Dd]ockerfile\Z"
    r"|(?:Taskfile|mkdocs|compose|lefthook|appveyor|azure-pipelines|bitbucket-pipelines"
    r"|\.gitlab-ci|\.travis|\.pre-commit-config|\.readthedocs)\.ya?ml\Z"
)
_CI_FOLDERS = (".github/", ".gitlab/", ".circleci/", ".buildkite/", ".devcontainer/", ".ci/")
# Settings of the program itself: logging, Hydra, deployments; classes are named in them.
_SETTINGS = re.compile(
    r"[\w.-]*(?:config|settings|logging|log)[\w.-]*\.(?:ya?ml|json)\Z", re.IGNORECASE
)
_SETTINGS_FOLDERS = frozenset(
    {
        *("conf", "config", "configs", "settings"),
        *("deploy", "deployment", "k8s", "kubernetes", "helm", "charts"),
    }
)
_SCRIPT_FOLDERS = frozenset({"bin", "sbin", "script", "scripts", "tools"})
# s6 and runit services: shell scripts that are all called `run`
_SERVICE_SCRIPTS = frozenset({"run", "entrypoint", "start"})


def is_configuration(rel: str) -> bool:
    """Tell by its relative path whether a file is read for programs, modules and classes."""
    folder, _, name = rel.rpartition("/")
    if name in _CONFIG_NAMES or name.endswith(_CONFIG_SUFFIXES):
        return True
    if name.endswith((".yml", ".yaml")) and f"{folder}/".startswith(_CI_FOLDERS):
        return True
    folders = folder.split("/")
    if name.endswith((".yml", ".yaml")) and not _SETTINGS_FOLDERS.isdisjoint(folders):
        return True
    if "." not in name and folders[-1] in _SCRIPT_FOLDERS:
        return True
    if _CONFIG_PATTERN.match(name) or _SETTINGS.match(name):
        return True
    return name in _SERVICE_SCRIPTS and bool(folder)
