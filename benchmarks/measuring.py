"""Runs a command and says how long it took and how much memory it had at most."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HEAD = ("command", "median s", "range s", "cpu s", "peak MB", "exit")
# ru_maxrss is in kilobytes, on macOS in bytes.
RSS_UNIT = 1 / 1_000_000 if sys.platform == "darwin" else 1024 / 1_000_000

# Whoever runs the benchmark inside an environment does not mean the project's.
INHERITED = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One run: wall-clock and processor seconds, peak memory in MB (10^6 bytes), exit code."""

    seconds: float
    processor: float
    peak: float
    code: int


@dataclass(kw_only=True)
class Row:
    """One line of a table: what is run, and the samples of its runs."""

    title: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)

    def run(self, folder: Path) -> None:
        self.samples.append(measure(self.command, folder, self.environment))

    @property
    def seconds(self) -> float:
        return statistics.median(sample.seconds for sample in self.samples)

    @property
    def processor(self) -> float:
        return statistics.median(sample.processor for sample in self.samples)

    @property
    def peak(self) -> float:
        return statistics.median(sample.peak for sample in self.samples)

    def cells(self) -> list[str]:
        """Return what HEAD names, as a table shows it."""
        times = sorted(sample.seconds for sample in self.samples)
        codes = sorted({sample.code for sample in self.samples})
        return [
            self.title,
            f"{self.seconds:.2f}",
            f"{times[0]:.2f} - {times[-1]:.2f}",
            f"{self.processor:.2f}",
            f"{self.peak:.0f}",
            ", ".join(map(str, codes)),
        ]


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Sample:
    """Run `command` in `folder` to its end; its output is thrown away."""
    began = time.perf_counter()
    with subprocess.Popen(
        list(command),
        cwd=folder,
        env=INHERITED | dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    return Sample(
        seconds=seconds,
        processor=usage.ru_utime + usage.ru_stime,
        peak=usage.ru_maxrss * RSS_UNIT,
        code=process.returncode,
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def machine() -> str:
    """Return one line on what this was measured on."""
    model = ""
    if Path("/proc/cpuinfo").exists():
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    parts = [
        f"{os.cpu_count()} cores" + (f" ({model})" if model else ""),
        f"{platform.system()} {platform.machine()}",
        f"{platform.python_implementation()} {platform.python_version()}",
    ]
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        parts.insert(1, f"{memory / 1e9:.0f} GB")
    if hasattr(os, "getloadavg"):
        parts.append(f"load {os.getloadavg()[0]:.1f} at the start")
    return ", ".join(parts)


def python_sources(project: Path) -> tuple[int, float]:
    """Return the number of Python files below `project` and their size in MB."""
    sizes = [path.stat().st_size for path in project.rglob("*.py") if path.is_file()]
    return len(sizes), sum(sizes) / 1e6
