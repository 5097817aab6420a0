"""A shop in a real git repository, its uv.lock, and an index on loopback that serves it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.command_line import Done, inhouse
from tests.evidence.archives import sha256, wheel
from tests.loopback import Loopback

# A build service would be taken for the one that the shop is built by.
SERVICES = ("GITHUB_", "CI_", "GITLAB_", "BITBUCKET_", "CHANGE_")
QUIET = {name: "" for name in os.environ if name.startswith(SERVICES)}
AUTHOR = {
    f"GIT_{who}_{what}": f"x@{who}.example"
    for who in ("AUTHOR", "COMMITTER")
    for what in ("NAME", "EMAIL")
}
TINY = "def one():\n    return 1\n"
LARGE = "".join(f"def f{n}(x):\n    return x + {n}\n" for n in range(700))


@dataclass(frozen=True, kw_only=True)
class Pack:
    """One package: `code` of its module, what it needs, and the licence that it states."""

    name: str
    version: str = "1.0"
    needs: tuple[str, ...] = ()
    code: str = TINY
    license: str = "MIT"

    @property
    def data(self) -> bytes:
        """Its wheel."""
        needs = "".join(f"Requires-Dist: {each}\n" for each in self.needs)
        module = self.name.replace("-", "_")
        more = f"License-Expression: {self.license}\n{needs}"
        return wheel(module, self.version, {f"{module}.py": self.code}, more=more)

    @property
    def file(self) -> str:
        """The name of the wheel."""
        return f"{self.name.replace('-', '_')}-{self.version}-py3-none-any.whl"


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "protocol.file.allow=always", *arguments]
    clean = {"HOME": str(folder.parent), "GIT_CONFIG_NOSYSTEM": "1", **AUTHOR}
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, check=True, text=True, env={**kept, **clean}
    )
    return done.stdout.strip()


def commit(folder: Path, message: str = "x") -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def uv_lock(
    packs: Iterable[Pack],
    index: str,
    asked: Sequence[str],
    dev: Sequence[str] = (),
    files: str | None = None,
) -> str:
    """Return the lock of `shop`, which asks for some and, in its group dev, for others."""
    listed = sorted(packs, key=lambda each: each.name)
    text = 'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n'
    text += '\n[[package]]\nname = "shop"\nversion = "1"\nsource = { virtual = "." }\n'
    text += f"dependencies = [{_names(asked)}]\n"
    if dev:
        text += f"\n[package.dev-dependencies]\ndev = [{_names(dev)}]\n"
    for each in listed:
        url = f"{index if files is None else files}/files/{each.file}"
        text += f'\n[[package]]\nname = "{each.name}"\nversion = "{each.version}"\n'
        text += f'source = {{ registry = "{index}/simple" }}\n'
        if each.needs:
            text += f"dependencies = [{_names(each.needs)}]\n"
        digest, size = sha256(each.data), len(each.data)
        text += f'wheels = [{{ url = "{url}", hash = "sha256:{digest}", size = {size} }}]\n'
    return text


def _names(names: Iterable[str]) -> str:
    return ", ".join(f'{{ name = "{each}" }}' for each in names)


def pyproject(asked: Sequence[str], dev: Sequence[str] = (), more: str = "") -> str:
    names = ", ".join(f'"{each}"' for each in asked)
    text = '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.11"\n'
    text += f"dependencies = [{names}]\n"
    if dev:
        listed = ", ".join(f'"{each}"' for each in dev)
        text += f"\n[dependency-groups]\ndev = [{listed}]\n"
    return text + more


@dataclass(kw_only=True)
class Shop:
    """The project's folder and the index that its lock names."""

    folder: Path
    server: Loopback

    def lock(
        self,
        *packs: Pack,
        asked: Sequence[str] | None = None,
        dev: Sequence[str] = (),
        more: str = "",
    ) -> None:
        """Write manifest and lock; all packages are asked for unless `asked` says which."""
        self.serve(*packs)
        wanted = [p.name for p in packs if p.name not in dev] if asked is None else asked
        lock = uv_lock(packs, self.server.url, wanted, dev)
        self.write({"uv.lock": lock, "pyproject.toml": pyproject(wanted, dev, more)})

    def serve(self, *packs: Pack) -> None:
        """Put packages on the index."""
        for each in packs:
            url = self.server.add(f"/files/{each.file}", each.data, ranges=True)
            link = f"{url}#sha256={sha256(each.data)}"
            self.server.add_page(f"/simple/{each.name}/", [(each.file, link)])

    def write(self, files: Mapping[str, str]) -> None:
        for rel, text in files.items():
            path = self.folder / rel
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def settle(self) -> str:
        """Commit everything as what was there before; return the commit."""
        return commit(self.folder)

    def gate(self, *options: str | Path, **how: Any) -> Done:
        """Run the gate, as JSON unless another format is asked for."""
        asked = [] if "--format" in options else ["--format", "json"]
        cache: list[str | Path] = ["--cache-dir", self.folder.parent / "cache"]
        machine = ["--index-url", f"{self.server.url}/simple"]
        env = {**QUIET, **how.pop("env", {})}
        return inhouse("gate", self.folder, *asked, *cache, *machine, *options, env=env, **how)


def open_shop(folder: Path, server: Loopback) -> Shop:
    """Return a shop in a repository that has no commit yet."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    return Shop(folder=folder, server=server)


def codes(done: Done, level: str = "error") -> list[tuple[str, str]]:
    """Return (name, code) of the findings of one level."""
    found = done.report["findings"]
    return [(each["name"], each["code"]) for each in found if each["level"] == level]


def names(done: Done) -> list[str]:
    """Return the names of the newcomers."""
    return [each["name"] for each in done.report["added"]]
