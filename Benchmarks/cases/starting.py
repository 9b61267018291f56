"""Starting the program, which makefiles do thousands of times."""


def measure(subject) -> None:
    for what, arguments in (
        ("pkgwright --version", [subject.program, "--version"]),
        ("pkgwright --help", [subject.program, "--help"]),
        ("pkgfmt --help", [subject.command("pkgfmt"), "--help"]),
    ):
        run = subject.best(arguments, times=30)
        subject.report(what, run.seconds * 1_000, "ms", at_most=10)
