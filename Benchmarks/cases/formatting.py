"""Bringing manifests into canonical layout."""
from inputs import write_tree_manifest


def measure(subject) -> None:
    pkgfmt = subject.command("pkgfmt")

    count = 75_000
    manifest = subject.file("tree.p5m", write_tree_manifest(count))
    run = subject.best([pkgfmt], stdin=manifest, times=10)
    subject.report(f"pkgfmt, {count:,} actions", count / run.seconds, "actions/s", at_least=1_300_000)

    canonical = subject.file("canonical.p5m")
    subject.best([pkgfmt], stdin=manifest, stdout=canonical, times=1)
    run = subject.best([pkgfmt, "-c", canonical], times=5)
    subject.report("pkgfmt -c, canonical already", count / run.seconds, "actions/s")

    count = 1_000_000
    large = subject.file("large.p5m", write_tree_manifest(count))
    run = subject.best([pkgfmt], stdin=large)
    subject.report(f"pkgfmt, {count:,} actions", count / run.seconds, "actions/s")
    subject.report("the same, memory", run.peak_bytes / 2**20, "MiB", at_most=1_024)
    run = subject.best([subject.program, "mogrify", "--check-rules", large])
    subject.report("reading it, no more", run.seconds, "s", at_most=1)
    subject.report("the same, memory", run.peak_bytes / 2**20, "MiB", at_most=700)
    run = subject.best([pkgfmt, "-u"], stdin=large)
    subject.report("the same, not wrapped", count / run.seconds, "actions/s")

    def write_small(output) -> None:
        for number in range(10):
            output.write(f"file path=usr/bin/tool{number} mode=0555\n".encode())

    small = subject.file("small.p5m", write_small)
    run = subject.best([pkgfmt], stdin=small, times=30)
    subject.report("pkgfmt, ten lines", run.seconds * 1_000, "ms", at_most=10)
