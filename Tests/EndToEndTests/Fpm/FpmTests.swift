import Foundation
import Testing

/// What the fpm drop-in does beyond the recorded cases: where it is better than fpm, and what must never happen.
@Suite struct FpmTests {
  /// A script and what it prints.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var script: String
    var expected: String
  }

  private static let preamble = """
    umask 022
    mk() { fpm -t deb -m 'A B <a@example.org>' "$@" >log 2>&1 || { echo failed; return 1; }; }
    f() { mkdir -p "$(dirname "$1")"; printf '%s\\n' "$2" >"$1"; chmod "${3:-644}" "$1"; }
    ctl() { rm -rf ctl; dpkg-deb -e "$1" ctl; }
    rel() { dpkg-deb -f "$@"; }

    """

  static let cases: [Case] = [
    Case(
      testDescription: "version and help",
      script: """
        fpm --version | grep -c '^[0-9]*[.][0-9]*[.][0-9]*$'; fpm -v | grep -c .
        fpm --help | grep -c -e '--\\[no-\\]deb-systemd-enable'; fpm --version -n x >/dev/null; echo $?
        """, expected: "1\n1\n1\n1\n"),
    Case(
      testDescription: "flags from a file",
      script: """
        f t/opt/x 1; printf '%s\\n' "-n app -a all" "--description 'from a" "file'" >flags
        mk -s dir --fpm-options-file flags -v 2.0 -C t .; rel app_2.0_all.deb Description
        """, expected: "from a\n file\n"),
    Case(
      testDescription: "a failed build leaves nothing",
      script: """
        f t/opt/x 1; mk -s dir -n app -v 1 -a all -C t . missing; ls; mk -s dir -n app -v 1_0 -a all -C t .; ls
        mk -s dir -n app -v 1 -a all -p no/such/folder/x.deb -C t .; ls
        """, expected: "failed\nlog\nt\nfailed\nlog\nt\nfailed\nlog\nt\n"),
    Case(
      testDescription: "control data among the files is refused",
      script:
        "f t/opt/x 1; f t/DEBIAN/postinst 2; mk -s dir -n app -C t .; mk -s dir -n app -a all -x 'DEBIAN*' -C t .; ls *.deb",
      expected: "failed\napp_1.0_all.deb\n"),
    Case(
      testDescription: "the same files give the same package",
      script: """
        f t/opt/x 1; f t/etc/y 2; touch -d @1600000000 t/opt/x t/etc/y t/opt t/etc t
        mk -s dir -n app -a all -p one.deb -C t .; sleep 1.1; umask 077; mk -s dir -n app -a all -p two.deb -C t .
        cmp one.deb two.deb && dpkg-deb --fsys-tarfile one.deb | tar -tv --numeric-owner --full-time | cut -d' ' -f1 | sort | uniq -c | sed 's/^ *//'
        """, expected: "3 -rw-r--r--\n7 drwxr-xr-x\n"),
    Case(
      testDescription: "a .changes file describes the package",
      script: """
        mkdir out; mk -s empty -n app -v 1 --iteration 2 --epoch 3 --deb-generate-changes --deb-dist sid --description 'one thing' -p out/
        cd out; ls; sed -n -e '/^Source/p' -e '/^Version/p' -e '/^Distribution/p' -e '/^ app /p' *.changes
        sed -n '/^Checksums-Sha256/{n;s/^ \\([^ ]*\\) [0-9]* \\(.*\\)/\\1  \\2/p}' *.changes | sha256sum -c
        sed -n '/^Files/{n;s/^ [^ ]* [0-9]* //p}' *.changes
        """,
      expected: """
        app_1-2_all.changes
        app_1-2_all.deb
        Source: app
        Version: 3:1-2
        Distribution: sid
         app        - one thing
         app (3:1-2) sid; urgency=medium
        app_1-2_all.deb: OK
        misc optional app_1-2_all.deb

        """),
    Case(
      testDescription: "a package that is read keeps everything",
      script: """
        f s/usr/bin/x 1 755; f s/var/lib/y 2 640; mkdir s/DEBIAN; echo 'interest-noawait /usr/lib/y' >s/DEBIAN/triggers
        printf '%s\\n' 'Package: old' 'Version: 1:2-3' 'Architecture: amd64' 'Maintainer: O <o@example.org>' \
          'Multi-Arch: foreign' 'Pre-Depends: dpkg (>= 1.15)' 'Recommends: rr | ss' 'Conflicts: cc (<< 2)' 'Breaks: bb' \
          'Enhances: ee' 'Priority: important' 'X-Own: thing' 'Description: short' ' long' >s/DEBIAN/control
        chmod 755 s s/DEBIAN; ln s/usr/bin/x s/usr/bin/z; chown 33:4 s/var/lib/y
        dpkg-deb --build s in.deb >/dev/null; fpm -s deb -t deb -p out.deb in.deb >/dev/null
        for k in Version Multi-Arch Pre-Depends Recommends Conflicts Breaks Enhances Priority X-Own Maintainer; do
          echo "$k: $(rel out.deb $k)"; done
        ctl out.deb; cat ctl/triggers
        dpkg-deb -c out.deb | sed -n -e '/var.lib.y$/p' -e '/ link to /p' | sed 's/ *[0-9]* [0-9-]* [0-9:]* / /'
        """,
      expected: """
        Version: 1:2-3
        Multi-Arch: foreign
        Pre-Depends: dpkg (>= 1.15)
        Recommends: rr | ss
        Conflicts: cc (<< 2)
        Breaks: bb
        Enhances: ee
        Priority: important
        X-Own: thing
        Maintainer: O <o@example.org>
        interest-noawait /usr/lib/y
        hrwxr-xr-x root/root ./usr/bin/z link to ./usr/bin/x
        -rw-r----- www-data/adm ./var/lib/y

        """),
    Case(
      testDescription: "scripts of a package that is read stay as they are",
      script: """
        f s/usr/lib/tmpfiles.d/x.conf 'd /run/x'; mkdir s/DEBIAN
        for h in preinst postinst prerm postrm; do printf '#!/bin/sh\\nset -e\\necho %s\\n' $h >s/DEBIAN/$h; chmod 755 s/DEBIAN/$h; done
        echo x >s/DEBIAN/templates
        printf '%s\\n' 'Package: old' 'Version: 1' 'Architecture: all' 'Maintainer: O <o@example.org>' \
          'Description: short' >s/DEBIAN/control
        chmod 755 s s/DEBIAN; dpkg-deb --build s in.deb >/dev/null; mk -s deb -p out.deb in.deb; ctl out.deb; ls ctl
        for h in preinst postinst prerm postrm; do cmp s/DEBIAN/$h ctl/$h; done
        """, expected: "control\nmd5sums\npostinst\npostrm\npreinst\nprerm\ntemplates\n"),
    Case(
      testDescription: "a configuration file that is only on disk",
      script: """
        f conf/a.conf 1 640; f t/opt/x 1; mk -s dir -n app -a all --config-files conf -C t .
        ctl *.deb; cat ctl/conffiles; dpkg-deb -c *.deb | grep -c conf/a.conf
        """, expected: "/conf/a.conf\n1\n"),
    Case(
      testDescription: "hooks keep their interpreter, their arguments and their exit",
      script: """
        printf '#!/usr/bin/perl\\nprint "perl @ARGV\\\\n"; exit 0;\\n' >ai; printf '#!/bin/sh\\necho "up $*"; exit 0\\n' >au
        mk -s empty -n app --after-install ai --after-upgrade au; ctl *.deb
        sh ctl/postinst configure; sh ctl/postinst configure 0.9; sh ctl/postinst abort-upgrade 2; echo $?
        """, expected: "perl configure\nup 0.9\n0\n"),
    Case(
      testDescription: "a hook for purging",
      script: """
        printf '#!/bin/sh\\necho purged\\n' >ap; printf '#!/bin/sh\\necho "removed $1"\\n' >ar
        mk -s empty -n app --after-remove ar --deb-after-purge ap; ctl *.deb
        sh ctl/postrm remove; sh ctl/postrm purge
        """, expected: "removed remove\nremoved purge\npurged\n"),
    Case(
      testDescription: "an init script is registered",
      script: """
        f svc.init '#!/bin/sh'; mk -s empty -n app --deb-init svc.init; ctl *.deb
        grep -l update-rc.d ctl/*; grep -l invoke-rc.d ctl/* | sort
        """, expected: "ctl/postinst\nctl/postrm\nctl/postinst\nctl/prerm\n"),
    Case(
      testDescription: "numbers of users are kept as numbers",
      script: """
        f t/opt/x 1; mk -s dir -n app -a all --deb-user 1234 --deb-group 2345 -C t .
        dpkg-deb --fsys-tarfile *.deb | tar -tv --numeric-owner | grep opt/x | cut -d' ' -f2
        """, expected: "1234/2345\n"),
    Case(
      testDescription: "the control file can be edited by a script",
      script: """
        export FPM_EDITOR="sed -i -e /^Section/d -e \\\\\\$aX-Own:thing"; mk -s empty -n app --edit; rel *.deb X-Own Section
        rm *.deb; FPM_EDITOR='truncate -s 0' mk -s empty -n app --edit; ls *.deb 2>/dev/null
        """, expected: "X-Own: thing\nfailed\n"),
    Case(
      testDescription: "members are compressed as asked",
      script: """
        for k in gz bzip2 xz zst none; do mk -s empty -n app -f --deb-compression $k && ar t app_1.0_all.deb | tr '\\n' ' '; done; echo
        mk -s empty -n app -f --deb-compression gz --deb-compression-level 0 && ar t app_1.0_all.deb | tail -n 1
        """,
      expected: """
        debian-binary control.tar.gz data.tar.gz debian-binary control.tar.gz data.tar.bz2 debian-binary control.tar.xz \
        data.tar.xz debian-binary control.tar.zst data.tar.zst debian-binary control.tar data.tar\u{20}
        data.tar

        """),
    Case(
      testDescription: "other types of packages are refused",
      script:
        "for a in '-s gem -t deb' '-s dir -t rpm' '-s nothing -t deb'; do fpm $a -n x . >/dev/null 2>&1; echo $?; done",
      expected: "1\n1\n1\n"),
    Case(
      testDescription: "zip archives",
      script: """
        f t/usr/bin/x 1 755; (cd t && python3 -c "import shutil; shutil.make_archive('../my_app','zip','.')")
        mk -s zip -v 3 -a all my_app.zip; ls *.deb; dpkg-deb -c *.deb | grep -c usr/bin/x
        """, expected: "my-app_3_all.deb\n1\n"),
  ]

  @Test(arguments: cases)
  func behaves(_ test: Case) throws {
    guard !test.script.contains("python3") || BuiltProgram.isInstalled("python3") else {
      print("skipped \(test.testDescription): python3 is not installed")
      return
    }
    guard geteuid() == 0 || !test.script.contains("chown") else {
      print("skipped \(test.testDescription): only root can give files away")
      return
    }
    try CommandRun.withFolder { folder in
      let run = try CommandRun.shell(Self.preamble + test.script, in: folder)
      #expect(run.output == test.expected, "\(run.complaints)")
    }
  }
}
