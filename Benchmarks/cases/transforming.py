"""Applying rules to manifests."""
import tarfile
from pathlib import Path

from inputs import write_tree_manifest

# Rules that a distribution has published, where a copy lies beside this repository.
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "corpus.tar.xz"
PUBLISHED = "omnios-build/lib/mog/global-transforms.mog"

# As many rules as a distribution has for all its packages: defaults, owners of system directories, directories that
# another package delivers, facets, actuators and warnings.
DROPPED = """bin boot dev etc etc/cron.d etc/default etc/init.d etc/logrotate.d etc/pam.d etc/profile.d etc/security
    etc/skel etc/systemd home lib lib/modules media mnt opt proc root run sbin srv sys tmp usr usr/bin usr/games usr/include
    usr/lib usr/lib/debug usr/lib/locale usr/lib/python3 usr/lib/systemd usr/libexec usr/local usr/sbin usr/share
    usr/share/applications usr/share/doc usr/share/fonts usr/share/icons usr/share/info usr/share/locale usr/share/man
    usr/share/man/man1 usr/share/man/man3 usr/share/man/man5 usr/share/man/man8 usr/share/misc usr/share/perl5 usr/src var
    var/cache var/lib var/local var/lock var/log var/mail var/opt var/spool""".split()
RULES = [
    r"file path=(usr/)?lib/modules/.+\.ko$ -> default mode 0644",
    r"file path=(usr/)?lib/.+(?<!\.conf)$ -> default reboot true",
    r"file path=.*lib/.*\.so(\.|$) -> default mode 0755",
    r"file path=(usr/)?s?bin/ -> default mode 0555",
    r"file path=usr/share/ -> default mode 0444",
    r"file dir -> default owner root",
    r"file dir -> default group bin",
    r"file -> default mode 0644",
    r"dir -> default mode 0755",
    r"file path=.*\.py$ -> default timestamp $(STAMP)",
    *[f"file dir path={path}/ -> set group sys" for path in ("lib/svc", "var/svc", "usr/kernel", "usr/gnu", "usr/lib/mdb")],
    *[f"file dir path=usr/share/{path}$ -> set group other" for path in ("doc", "locale", "aclocal", "pkgconfig")],
    *[f"dir path={path}$ -> drop" for path in DROPPED],
    r"path=usr/share/info -> drop",
    r"file link path=(.*/)?lib/.*\.la$ -> drop",
    r"file path=.*\.pyo$ -> drop",
    r"path=(usr/)?kernel(/|$) -> emit set name=variant.zone value=global value=nonglobal",
    r"file path=(usr/)?lib/.+\.a$ -> print static library %(path)",
    r"path=(tmp|var/(tmp|run))/ -> exit 1 bad path %(path)",
    r"path=usr/.+/man(/.+)? -> default facet.doc.man true",
    r"path=.*\.pod$ -> default facet.doc.man true",
    r"path=usr(|/.+)/share/info(/|$) -> default facet.doc.info true",
    r"path=usr.*/include(/|$) -> default facet.devel true",
    r"path=.*/pkgconfig(/.+\.pc)?$ -> default facet.devel true",
    r"file path=.*lib/(amd64/)?cmake/.+\.cmake$ -> default facet.devel true",
    r"file path=(lib|var)/svc/manifest/.*\.xml$ -> add restart_fmri svc:/system/manifest-import:default",
    r"file link path=usr/share/man/.*\.\d[a-z]*$ -> add restart_fmri svc:/system/man-index:default",
    r"file path=.*/locale/([^/]+)/LC_MESSAGES/ -> default facet.locale.%<1> true",
]


def measure(subject) -> None:
    pkgmogrify = subject.command("pkgmogrify")
    count = 75_000
    manifest = subject.file("tree.p5m", write_tree_manifest(count))
    rules = subject.file(
        "rules.mog", lambda output: output.write("".join(f"<transform {rule}>\n" for rule in RULES).encode()))
    run = subject.best([pkgmogrify, "-D", "STAMP=20240101T000000Z", manifest, rules], times=10)
    subject.report(
        f"pkgmogrify, {count:,} actions, {len(RULES)} rules", count / run.seconds, "actions/s", at_least=600_000)
    if CORPUS.exists():
        with tarfile.open(CORPUS) as corpus:
            member = next(name for name in corpus.getnames() if name.endswith(PUBLISHED))
            text = corpus.extractfile(member).read()
        published = subject.file("published.mog", lambda output: output.write(text))
        run = subject.best(
            [pkgmogrify, "-D", "PREFIX=/opt/x", "-D", "RELVER=1", manifest, published], times=10)
        subject.report(
            "pkgmogrify, a distribution's rules", count / run.seconds, "actions/s", at_least=600_000)
    run = subject.best([pkgmogrify, manifest], times=5)
    subject.report("pkgmogrify, no rules", count / run.seconds, "actions/s")

    def write_bare(output) -> None:
        for number in range(count):
            output.write(f"file path=usr/share/d{number // 50}/f{number}.py\n".encode())

    bare = subject.file("bare.p5m", write_bare)
    run = subject.best([pkgmogrify, "-D", "STAMP=1", bare, rules], times=5)
    subject.report("pkgmogrify, every action changed", count / run.seconds, "actions/s")

    def write_small(output) -> None:
        for number in range(10):
            output.write(f"file path=usr/bin/tool{number} mode=0555\n".encode())

    small = subject.file("small.p5m", write_small)
    run = subject.best([pkgmogrify, small], times=30)
    subject.report("pkgmogrify, ten lines", run.seconds * 1_000, "ms", at_most=10)
    run = subject.best([pkgmogrify, small, rules], times=30)
    subject.report("pkgmogrify, ten lines, all rules", run.seconds * 1_000, "ms", at_most=10)
