"""Checking manifests."""
import os
import tarfile
from pathlib import Path

from inputs import Numbers, write_tree_manifest

HEAD = ('set name=pkg.fmri value=pkg://example.org/{name}@1.0,5.11-1\n'
        'set name=pkg.summary value="A sample"\n'
        'set name=pkg.description value="A sample that is like many others"\n'
        'set name=info.classification value=org.opensolaris.category.2008:System/Core\n'
        'set name=org.opensolaris.consolidation value=sample\n')
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "corpus.tar.xz"


def write_large(count: int):
    def write(output) -> None:
        output.write(HEAD.format(name="large").encode())
        write_tree_manifest(count)(output)
    return write


def write_many(folder: str, count: int) -> None:
    numbers = Numbers(7)
    for number in range(count):
        with open(f"{folder}/p{number}.p5m", "w") as output:
            output.write(HEAD.format(name=f"sample/p{number}"))
            for _ in range(10 + numbers.below(60)):
                name = f"usr/lib/p{number}/f{numbers.below(1 << 40)}"
                output.write(f"file {name} path={name} owner=root group=bin mode=0444\n")


def write_corpus(folder: str) -> None:
    with tarfile.open(CORPUS) as archive:
        archive.extractall(folder, filter="data")


def manifests(folder: str) -> list[str]:
    return [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names
            if name.endswith((".p5m", ".mf"))]


def measure(subject) -> None:
    lint = [subject.program, "lint", "--no-config", "--format", "short"]

    def write_small(output) -> None:
        output.write(HEAD.format(name="small").encode())
        for number in range(10):
            output.write(f"file path=usr/bin/tool{number} owner=root group=bin mode=0555\n".encode())

    small = subject.file("small.p5m", write_small)
    run = subject.best([*lint, small], times=30)
    subject.report("one small manifest", run.seconds * 1_000, "ms", at_most=10)
    run = subject.best([subject.command("pkglint"), small], times=30)
    subject.report("pkglint, the same", run.seconds * 1_000, "ms", at_most=10)

    count = 75_000
    large = subject.file("large.p5m", write_large(count))
    run = subject.best([*lint, large], times=10)
    subject.report(f"{count:,} actions", run.seconds * 1_000, "ms", at_most=60)
    run = subject.best([subject.command("pkglint"), large], times=10)
    subject.report("pkglint, the same", run.seconds * 1_000, "ms", at_most=60)

    count = 5_000
    many = subject.tree("many", lambda folder: write_many(folder, count))
    run = subject.best([*lint, many], times=5)
    subject.report(f"{count:,} manifests in one run", count / run.seconds, "manifests/s", at_least=1_000)

    if not CORPUS.exists():
        return subject.skip("the manifests of real distributions are not here")
    corpus = subject.tree("corpus", write_corpus)
    count = len(manifests(corpus))
    # Most are sources with macros, so that many findings are made and written.
    run = subject.best([*lint, corpus], statuses=(0, 1), times=3)
    subject.report(f"{count:,} manifests of real distributions", count / run.seconds, "manifests/s", at_least=1_000)
    subject.report("the same, memory", run.peak_bytes / 2**20, "MiB")
