"""Comparing manifests."""
from inputs import tree_manifest, write_tree_manifest


def measure(subject) -> None:
    count = 75_000
    first = subject.file("tree.p5m", write_tree_manifest(count))

    def write_edited(output) -> None:
        for number, line in enumerate(tree_manifest(count)):
            output.write((line.replace("mode=0644", "mode=0444") if number % 100 == 0 else line).encode())

    second = subject.file("edited.p5m", write_edited)
    run = subject.best([subject.command("pkgdiff"), first, second], statuses=(1,))
    subject.report(f"pkgdiff, twice {count:,} actions", 2 * count / run.seconds, "actions/s")
