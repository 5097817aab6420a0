# ruff: noqa: E501 - sentences as a report holds them
"""A hand-made report of some sixty packages, as a web service's lock would give it."""

from __future__ import annotations

from collections.abc import Sequence

from inhouse.model.lock import Note
from inhouse.model.report import (
    Facts,
    LedgerEntry,
    PackageReport,
    Project,
    Report,
    ReportReadiness,
    ReportSlice,
    ReportTarget,
    ReportUpstream,
    ReportUsage,
    Sheds,
    Summary,
    Tool,
    Vulnerability,
)
from inhouse.model.rule import Difference
from inhouse.model.verdict import ADVICE, REPLACING, TIERS, Advice, Confidence, Reason, Tier
from inhouse.model.view import Card, GraphLink, GraphNode, GraphView

TOOL = Tool(name="inhouse", version="0.1.0")
PROJECT = Project(
    name="parcel-tracker",
    root="/srv/parcel-tracker",
    lockfile="uv.lock",
    format="uv.lock 1.3",
    requires_python=">=3.11",
    target=ReportTarget(python="3.12", platform="linux-x86_64"),
)


def facts(sloc: int | None, names: int | None = 3, **changes: object) -> Facts:
    values: dict[str, object] = {
        "source": "wheel",
        "sloc": sloc,
        "files": 2,
        "public_names": names,
        "max_complexity": 7,
        "sum_complexity": 21,
        "native": False,
        "data_bytes": 0,
        "longest_literal": 4,
        "requirements": 0,
        "license": "MIT",
        "typed": True,
        "import_names": ("thing",),
        "plugin": False,
        "last_release": "2024-02-08",
        "yanked": False,
        "status": "active",
        "maintainers": 1,
        "size_bytes": 48_213,
        "funding": (),
        "readiness": ReportReadiness(internals=True, interface=True, tests=None, agreed=True),
        "summary": "Does one small thing",
        "traits": (),
    }
    return Facts(**(values | changes))  # type: ignore[arg-type]


def usage(places: int, files: int, *symbols: str, opaque: Sequence[str] = ()) -> ReportUsage:
    return ReportUsage(
        imported=places > 0,
        files=files,
        call_sites=places,
        symbols=dict.fromkeys(symbols, 1),
        kinds=("plain",) if places else (),
        keywords={},
        opaque=tuple(opaque),
        sites=(),
    )


def package(
    name: str,
    version: str | None,
    advice: Advice,
    tier: Tier,
    reason: str,
    *,
    code: str = "small-code",
    sloc: int | None = 120,
    names: int | None = 3,
    use: ReportUsage | None = None,
    slice_lines: int | None = None,
    own: int | None = None,
    sheds: Sequence[str] = (),
    parents: Sequence[str] = (),
    groups: Sequence[str] = ("runtime",),
    confidence: Confidence = "high",
    advisories: str = "clean",
    vulnerabilities: Sequence[Vulnerability] = (),
    missing: dict[str, str] | None = None,
    rule: str | None = None,
) -> PackageReport:
    sliced = None if slice_lines is None else ReportSlice(lines=slice_lines, symbols=2, files=1)
    return PackageReport(
        name=name,
        version=version,
        direct=not parents,
        groups=tuple(groups),
        extras=(),
        required_by=tuple(parents),
        path=("parcel-tracker", *parents[:1], name),
        facts=facts(sloc, names),
        missing=missing or {},
        usage=use,
        slice=sliced,
        tier=tier,
        advice=advice,
        confidence=confidence,
        rule=rule,
        reasons=(Reason(code=code, text=reason),),
        own_lines=own,
        sheds=Sheds(packages=tuple(sheds), lines=(sloc or 0), bytes=48_213),
        stays_through=(),
        advisories=advisories,
        vulnerabilities=tuple(vulnerabilities),
    )


def _replaceable() -> list[PackageReport]:
    return [
        package(
            "six", "1.17.0", "drop", "micro", "Nothing in the project imports it.",
            code="not-used", sloc=781, names=41, use=usage(0, 0), own=0, sheds=["six==1.17.0"],
        ),
        package(
            "tomli", "2.2.1", "drop", "micro",
            "Every import is guarded and Python 3.11 has tomllib, so the code already runs without it.",
            code="soft", sloc=544, names=4, use=usage(2, 1, "tomli.loads"), slice_lines=512, own=0,
            sheds=["tomli==2.2.1"], rule="tomli",
        ),
        package(
            "python-dateutil", "2.9.0.post0", "stdlib", "mid",
            "Only parser.isoparse is called, and datetime.fromisoformat reads those texts since 3.11.",
            code="rule", sloc=3_912, names=74, use=usage(3, 2, "dateutil.parser.isoparse"),
            slice_lines=212, own=3, sheds=["python-dateutil==2.9.0.post0"], rule="python-dateutil",
        ),
        package(
            "pytz", "2025.2", "stdlib", "mid",
            "zoneinfo has been in the standard library since 3.9; 11 calls change from localize to replace.",
            code="rule", sloc=1_044, names=24, use=usage(14, 6, "pytz.timezone", "pytz.utc"),
            slice_lines=391, own=14, sheds=["pytz==2025.2"], confidence="low", rule="pytz",
        ),
        package(
            "python-slugify", "8.0.4", "slice", "micro",
            "It uses slugify() alone: 61 of 189 lines, and text-unidecode leaves with it.",
            code="small-slice", sloc=189, names=6, use=usage(3, 2, "slugify.slugify"),
            slice_lines=61, own=61, sheds=["python-slugify==8.0.4", "text-unidecode==1.3"],
        ),
        package(
            "humanize", "4.12.3", "slice", "mid",
            "It uses naturalsize() alone of 21 functions; the rest is translations nobody here asks for.",
            code="small-slice", sloc=1_002, names=21, use=usage(4, 1, "humanize.naturalsize"),
            slice_lines=38, own=38, sheds=["humanize==4.12.3"],
        ),
        package(
            "retrying", "1.3.4", "snippet", "micro",
            "One decorator with two of its eleven options used; a loop with a sleep does the same.",
            sloc=198, names=4, use=usage(2, 2, "retrying.retry"), slice_lines=142, own=12,
            sheds=["retrying==1.3.4"],
        ),
        package(
            "more-itertools", "10.7.0", "snippet", "mid",
            "chunked() is one line over itertools.batched since 3.12.", sloc=2_190, names=152,
            use=usage(1, 1, "more_itertools.chunked"), slice_lines=14, own=4,
            sheds=["more-itertools==10.7.0"],
        ),
        package(
            "pytest-freezegun-compat-layer-for-legacy-suites", "0.4.2", "snippet", "micro",
            "One fixture of nine lines.", sloc=31, names=1, use=usage(7, 3, "freezer.frozen"),
            slice_lines=9, own=9, sheds=["pytest-freezegun-compat-layer-for-legacy-suites==0.4.2"],
            groups=["dev"],
        ),
        package(
            "cached-property", "2.0.1", "stdlib", "micro",
            "functools.cached_property is the same since 3.8.", sloc=74, names=5,
            use=usage(9, 4, "cached_property.cached_property"), slice_lines=11, own=0,
            sheds=["cached-property==2.0.1"], rule="cached-property",
        ),
        package(
            "appdirs", "1.4.4", "swap", "micro",
            "platformdirs took its place in 2021 and keeps the function names.", sloc=412, names=9,
            use=usage(2, 1, "appdirs.user_cache_dir"), slice_lines=66, sheds=["appdirs==1.4.4"],
        ),
    ]  # fmt: skip


def _open() -> list[PackageReport]:
    held = "Its size is not known: the wheel could not be downloaded (503 from the index)."
    return [
        package(
            "tenacity", "9.1.2", "review", "mid",
            "Six of 61 names are used with keyword arguments a short function would not cover.",
            code="middle", sloc=1_310, names=61, use=usage(11, 5, "tenacity.retry", "tenacity.wait"),
            slice_lines=644, sheds=["tenacity==9.1.2"],
        ),
        package(
            "python-json-logger", "3.3.0", "review", "micro",
            "It is named in logging.ini, so what of it is used cannot be told.", code="opaque",
            sloc=301, names=9, use=usage(1, 1, "pythonjsonlogger", opaque=["logging.ini: class"]),
            sheds=["python-json-logger==3.3.0"],
        ),
        package(
            "fastuuid", "0.12.0", "review", "unknown", held, code="not-measured", sloc=None,
            names=None, use=usage(3, 1, "fastuuid.uuid7"), sheds=["fastuuid==0.12.0"],
            advisories="unknown", missing={"sloc": "503", "public_names": "503"},
        ),
        *(
            package(name, "1.0", "review", "unknown", held, code="not-measured", sloc=None,
                    names=None, parents=["fastuuid"], advisories="unknown",
                    missing={"sloc": "503 from the index"})
            for name in ("uuid-backport", "uuid-types", "uuid-wheels")
        ),
    ]  # fmt: skip


UPSTREAM = {
    "click-log": ("celery", "click-didyoumean click-plugins click-repl"),
    "html": ("beautifulsoup4", "soupsieve"),
    "http": ("requests", "sniffio"),
    "jinja": ("jinja2", "markupsafe"),
    "several": ("celery django-filter kombu", "six-moves-compat"),
    "two": ("sphinx requests", "imagesize"),
    "sphinx": (
        "sphinx",
        "alabaster snowballstemmer sphinxcontrib-applehelp sphinxcontrib-devhelp "
        "sphinxcontrib-htmlhelp sphinxcontrib-jsmath sphinxcontrib-qthelp roman-numerals",
    ),
}
KEPT = (
    "amqp anyio asgiref beautifulsoup4 billiard celery certifi charset-normalizer cryptography "
    "django django-filter docutils h11 httpcore httpx idna jinja2 kombu numpy packaging pillow "
    "psycopg pydantic pydantic-core pygments redis requests sphinx sqlparse typing-extensions "
    "tzdata urllib3 uvicorn vine"
)


def _others() -> list[PackageReport]:
    small = "It is small, but the project does not ask for it."
    transitive = [
        package(name, "1.2.3", "upstream", "micro", small, code="transitive",
                parents=parents.split(), sheds=[f"{name}==1.2.3"])
        for parents, names in UPSTREAM.values()
        for name in names.split()
    ]  # fmt: skip
    kept = [
        package(name, "4.5.6", "keep", "mid" if at % 4 else "foundation",
                "A foundation: large, maintained, and not what this project is about.",
                code="foundation", sloc=8_000 + at, names=200, use=usage(20, 9, f"{name}.x"),
                advisories="unknown" if name == "vine" else "clean",
                vulnerabilities=_VULNERABLE.get(name, ()))
        for at, name in enumerate(KEPT.split())
    ]  # fmt: skip
    return [*transitive, *kept]


_VULNERABLE = {
    "requests": (
        Vulnerability(id="PYSEC-2018-28", aliases=("CVE-2018-18074",), fixed_in=("2.20.0",)),
        Vulnerability(id="GHSA-9hjg-9r4m-mvj7", aliases=("CVE-2024-47081",), fixed_in=("2.32.4",)),
    ),
    "pillow": (Vulnerability(id="PYSEC-2023-227", aliases=(), fixed_in=()),),
}
NOTES = (
    Note(code="fork", text="uv.lock holds two versions of numpy; the one for Python 3.12 counts"),
    Note(
        code="other-version",
        text=".venv has redis 5.0.1 where the lock says 4.5.6: its files were not used, and the "
        "wheel was read from the index",
    ),
)


def sample(packages: Sequence[PackageReport] | None = None) -> Report:
    """Return the report; its summary counts the packages given."""
    items = [*_replaceable(), *_open(), *_others()] if packages is None else list(packages)
    leaving = [item for item in items if item.advice in REPLACING]
    return Report(
        schema_version=1,
        tool=TOOL,
        project=PROJECT,
        summary=Summary(
            packages=len(items),
            direct=sum(item.direct for item in items),
            by_tier={tier: sum(item.tier == tier for item in items) for tier in TIERS},
            by_advice={each: sum(item.advice == each for item in items) for each in ADVICE},
            own_lines=sum(item.own_lines or 0 for item in leaving),
            shed_packages=sum(len(item.sheds.packages) for item in leaving),
            shed_lines=sum(item.sheds.lines or 0 for item in leaving),
            shed_bytes=sum(item.sheds.bytes or 0 for item in leaving),
            vulnerabilities=sum(len(item.vulnerabilities) for item in items),
            advisories_unknown=sum(item.advisories == "unknown" for item in items),
            unmeasured=sum(item.tier == "unknown" for item in items),
            owned_vulnerabilities=1,
        ),
        packages=tuple(items),
        ledger=(
            LedgerEntry(
                name="inflection", version="0.5.1", license="MIT", strategy="vendor",
                symbols=("inflection.camelize",), file="shop/_inhouse/ledger.toml",
                date="2026-03-01", proof="40 cases gave the same on Python 3.12", lines=133,
                locked=True, gone=("shop/_inhouse/inflection.py",), advisories="unknown",
                missing={"advisories": "offline", "upstream": "0.5.1 is the newest release"},
            ),
            LedgerEntry(
                name="toolz", version="1.0.0", license="BSD-3-Clause", strategy="slice",
                symbols=("toolz.groupby",), file="shop/_inhouse/ledger.toml", date="2026-02-03",
                proof="616 cases gave the same on Python 3.12", lines=41,
                edited=("shop/_inhouse/toolz.py",), advisories="vulnerable",
                vulnerabilities=(
                    Vulnerability(id="PYSEC-2026-7", aliases=(), fixed_in=("1.0.2",)),
                ),
                upstream=ReportUpstream(
                    newest="1.1.0", taken=5, changed=("toolz.itertoolz:groupby",),
                    vanished=("toolz.compatibility:",),
                ),
            ),
        ),
        notes=NOTES,
    )  # fmt: skip


def sample_card() -> Card:
    """Return the card of a package in the lock, with everything a card can hold."""
    item = next(item for item in sample().packages if item.name == "pytz")
    return Card(
        tool=TOOL,
        project=PROJECT,
        package=item,
        in_lock=True,
        why=(("parcel-tracker", "pytz"), ("parcel-tracker", "celery", "pytz")),
        replacement="zoneinfo",
        differences=(
            Difference(text="pytz.timezone() accepts any case, ZoneInfo does not", verified=True),
            Difference(text="zoneinfo needs the tzdata package on Windows", verified=False),
        ),
        keep_when=("times before 1970 are localised with is_dst=None",),
        references=("https://docs.python.example/zoneinfo",),
        notes=NOTES[:1],
    )


def sample_graph() -> GraphView:
    """Return a graph with two versions of a name and a name that means mischief."""
    hostile = 'x"]; click n0 "https://evil.example" \x1b[31m<b>'
    return GraphView(
        project="parcel-tracker",
        nodes=(
            GraphNode(
                key="a==1", name="a", version="1", tier="micro", advice="snippet", direct=True
            ),
            GraphNode(key="a==2", name="a", version="2", tier="mid", advice="keep", direct=False),
            GraphNode(
                key="b", name="b", version=None, tier="unknown", advice="review", direct=True
            ),
            GraphNode(
                key=hostile,
                name=hostile,
                version="9",
                tier="foundation",
                advice="keep",
                direct=False,
            ),
        ),
        links=(
            GraphLink(parent="", child="a==1"),
            GraphLink(parent="", child="b"),
            GraphLink(parent="b", child="a==2"),
            GraphLink(parent="b", child=hostile),
        ),
    )
