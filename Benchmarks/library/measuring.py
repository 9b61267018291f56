"""Running programs and telling how long they took."""
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Run:
    """One run of a program."""
    seconds: float
    cpu_seconds: float
    peak_bytes: int


@dataclass
class Row:
    """One line of the table. A target is a number that the value must not fall below, or must not exceed."""
    subject: str
    what: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def misses(self) -> bool:
        return (self.at_least is not None and self.value < self.at_least
                or self.at_most is not None and self.value > self.at_most)

    @property
    def target(self) -> str:
        if self.at_least is not None:
            return f"at least {number(self.at_least)}"
        return f"at most {number(self.at_most)}" if self.at_most is not None else ""


class Bench:
    """Where the programs are, where inputs are made, and what was measured."""

    def __init__(self, commands: str):
        path = Path(commands).resolve()
        self.rows: list[Row] = []
        self.folder = Path(tempfile.mkdtemp(prefix="pkgwright-bench-"))
        if path.is_dir():
            self.commands = path
            known = [path / "pkgwright", path.parent / "release" / "pkgwright", (path / "pkgfmt").resolve()]
            self.program = next((str(file) for file in known if file.is_file()), None)
        else:
            self.program = str(path)
            self.commands = self.folder / "commands"
            self.commands.mkdir()
        if self.program is None or not os.access(self.program, os.X_OK):
            raise SystemExit(f"run: there is no program at {commands}; `make dropins` builds it")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def subject(self, name: str) -> "Subject":
        return Subject(self, name)

    def command(self, name: str) -> str:
        """The path of a drop-in; a link is made where there is none."""
        path = self.commands / name
        if not path.exists():
            path = self.folder / name
            if not path.exists():
                path.symlink_to(self.program)
        return str(path)


class Subject:
    """What the files of cases/ use."""

    def __init__(self, bench: Bench, name: str):
        self.bench = bench
        self.name = name
        self.program = bench.program

    def command(self, name: str) -> str:
        return self.bench.command(name)

    def file(self, name: str, make=None) -> str:
        """A file of this run's own; `make` writes it where it is not there yet."""
        path = self.bench.folder / name
        if make is not None and not path.exists():
            with open(path, "wb") as output:
                make(output)
        return str(path)

    def tree(self, name: str, make) -> str:
        """A folder of this run's own; `make` fills it."""
        path = str(self.bench.folder / name)
        os.mkdir(path)
        make(path)
        return path

    def skip(self, reason: str) -> None:
        """Says why a subject is not measured here."""
        print(f"{self.name}: skipped, {reason}", file=sys.stderr)

    def race(self, theirs: list[str], ours: list[str], times: int = 3) -> tuple[Run, Run]:
        """The fastest runs of two programs that take turns, so that what else the machine does slows both."""
        pairs = [(self.once(theirs), self.once(ours)) for _ in range(times)]
        return fastest([pair[0] for pair in pairs]), fastest([pair[1] for pair in pairs])

    def best(self, arguments: list[str], stdin: str = os.devnull, stdout: str = os.devnull, times: int = 3,
             statuses: tuple[int, ...] = (0,)) -> Run:
        """The fastest of several runs."""
        return fastest([self.once(arguments, stdin, stdout, statuses) for _ in range(times)])

    @staticmethod
    def once(arguments: list[str], stdin: str = os.devnull, stdout: str = os.devnull,
             statuses: tuple[int, ...] = (0,)) -> Run:
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, stdin, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ]
        began = time.perf_counter()
        child = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=actions)
        _, status, usage = os.wait4(child, 0)
        seconds = time.perf_counter() - began
        code = os.waitstatus_to_exitcode(status)
        if code not in statuses:
            raise SystemExit(f"run: {' '.join(arguments)} ended with status {code}")
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)

    def report(self, what: str, value: float, unit: str, at_least: float | None = None,
               at_most: float | None = None) -> None:
        self.bench.rows.append(Row(self.name, what, value, unit, at_least, at_most))


def fastest(runs: list[Run]) -> Run:
    return Run(min(run.seconds for run in runs), min(run.cpu_seconds for run in runs),
               max(run.peak_bytes for run in runs))


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def print_table(rows: list[Row]) -> None:
    head = ("subject", "what", "result", "unit", "target", "")
    lines = [(row.subject, row.what, number(row.value), row.unit, row.target, "MISSED" if row.misses else "")
             for row in rows]
    widths = [max(len(line[column]) for line in [head, *lines]) for column in range(len(head))]
    for line in [head, *lines]:
        cells = [cell.rjust(width) if column == 2 else cell.ljust(width)
                 for column, (cell, width) in enumerate(zip(line, widths))]
        print("  ".join(cells).rstrip())
