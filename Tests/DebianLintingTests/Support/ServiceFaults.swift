extension Faults {
  static let header = """
    ### BEGIN INIT INFO
    # Provides:          demo
    # Required-Start:    $remote_fs $syslog
    # Required-Stop:     $remote_fs $syslog
    # Default-Start:     2 3 4 5
    # Default-Stop:      0 1 6
    # Short-Description: little service
    # Description:       little service
    ### END INIT INFO
    """

  static let initScript = """
    #!/bin/sh
    \(header)
    . /lib/lsb/init-functions
    case "$1" in
      start|stop|restart|force-reload|status) exit 0 ;;
    esac

    """

  static let unit = """
    [Unit]
    Description=little service
    Documentation=man:demo(1)

    [Service]
    ExecStart=/usr/bin/demo
    NoNewPrivileges=yes

    [Install]
    WantedBy=multi-user.target

    """

  /// A service with an init script and a unit that nothing is wrong with.
  static func addService(_ draft: inout Draft) {
    draft["etc/init.d/demo", 0o755] = initScript
    draft["lib/systemd/system/demo.service"] = unit
    draft.script("postinst", "#!/bin/sh\nset -e\nupdate-rc.d demo defaults >/dev/null\n")
    draft.script("postrm", "#!/bin/sh\nset -e\nif [ \"$1\" = purge ]; then\n  update-rc.d demo remove >/dev/null\nfi\n")
  }

  private static func script(_ tag: String, _ old: String, _ new: String) -> Fault {
    Fault(tag) {
      addService(&$0)
      $0["etc/init.d/demo", 0o755] = initScript.replacing(old, with: new)
    }
  }

  private static func service(_ tag: String, _ old: String, _ new: String) -> Fault {
    Fault(tag) {
      addService(&$0)
      $0["lib/systemd/system/demo.service"] = unit.replacing(old, with: new)
    }
  }

  static let initScripts: [Fault] = [
    Fault("script-in-etc-init.d-not-registered-via-update-rc.d") {
      addService(&$0)
      $0.members = [:]
    },
    script("init.d-script-missing-lsb-section", header, "# no header"),
    script("init.d-script-missing-lsb-keyword", "# Default-Start:     2 3 4 5\n", ""),
    script("init.d-script-missing-lsb-short-description", "# Short-Description: little service\n", ""),
    script("init.d-script-has-bad-lsb-line", "# Provides: ", "#Provides: "),
    script("init.d-script-has-unterminated-lsb-section", "### END INIT INFO", ""),
    script(
      "init.d-script-has-duplicate-lsb-section", "### END INIT INFO",
      "### END INIT INFO\n### BEGIN INIT INFO\n### END INIT INFO"),
    script("init.d-script-has-duplicate-lsb-keyword", "# Provides: ", "# Provides: demo\n# Provides: "),
    script("init.d-script-has-unknown-lsb-keyword", "# Provides: ", "# Require: x\n# Provides: "),
    script("init.d-script-has-bad-start-runlevel", "2 3 4 5", "2 3 4 5 7"),
    script("init.d-script-has-bad-stop-runlevel", "0 1 6", "0 1 6 7"),
    script("init.d-script-has-conflicting-start-stop", "0 1 6", "0 1 5 6"),
    script("init.d-script-starts-in-stop-runlevel", "2 3 4 5", "0 2 3 4 5"),
    script("init.d-script-missing-start", "2 3 4 5", "3 5"),
    script("init.d-script-possible-missing-stop", "0 1 6", "0 6"),
    script(
      "init.d-script-provides-virtual-facility", "# Provides:          demo", "# Provides:          demo $network"),
    script("init.d-script-does-not-provide-itself", "# Provides:          demo", "# Provides:          demod"),
    Fault("init.d-script-missing-dependency-on-local_fs") {
      addService(&$0)
      $0["etc/init.d/demo", 0o755] = initScript.replacing("$remote_fs $syslog", with: "$syslog")
        .replacing("case", with: "test -d /var/lib/demo || exit 0\ncase")
    },
    script(
      "non-virtual-facility-in-initd-script", "# Required-Start:    $remote_fs $syslog",
      "# Required-Start:    $remote_fs rsyslog"),
    script(
      "init.d-script-depends-on-unknown-virtual-facility", "# Required-Start:    $remote_fs $syslog",
      "# Required-Start:    $remote_fs $net"),
    script(
      "init.d-script-depends-on-all-virtual-facility", "# Required-Start:    $remote_fs $syslog",
      "# Required-Start:    $all"),
    script("init.d-script-does-not-implement-required-option", "|restart|force-reload", ""),
    script("init.d-script-does-not-implement-status-option", "|status", ""),
    Fault("init.d-script-not-marked-as-conffile") {
      addService(&$0)
      $0.conffiles = ""
    },
    Fault("init.d-script-not-included-in-package") {
      addService(&$0)
      $0.files["etc/init.d/demo"] = nil
    },
    Fault("postrm-does-not-call-updaterc.d-for-init.d-script") {
      addService(&$0)
      $0.script("postrm", "#!/bin/sh\nset -e\necho demo\n")
    },
    Fault("postrm-contains-additional-updaterc.d-calls") {
      addService(&$0)
      $0.script(
        "postrm", "#!/bin/sh\nset -e\nupdate-rc.d demo remove >/dev/null\nupdate-rc.d other remove >/dev/null\n")
    },
    Fault("output-of-updaterc.d-not-redirected-to-dev-null") {
      addService(&$0)
      $0.script("postinst", "#!/bin/sh\nset -e\nupdate-rc.d demo defaults\n")
    },
    script("init.d-script-sourcing-without-test", "case", ". /etc/default/demo\ncase"),
    script("init.d-script-uses-usr-interpreter", "#!/bin/sh", "#!/usr/bin/perl"),
    Fault("init.d-script-should-always-start-service") {
      addService(&$0)
      $0["etc/default/demo"] = "ENABLED=yes\n"
    },
    script("init.d-script-contains-skeleton-template-content", "case", "# Example initscript\ncase"),
    script("init.d-script-does-not-source-init-functions", ". /lib/lsb/init-functions", ""),
    Fault("missing-systemd-service-for-init.d-script") {
      addService(&$0)
      $0.files["lib/systemd/system/demo.service"] = nil
    },
    Fault("omitted-systemd-service-for-init.d-script") {
      addService(&$0)
      $0.files["lib/systemd/system/demod.service"] = $0.files.removeValue(forKey: "lib/systemd/system/demo.service")
    },
  ]

  static let units: [Fault] = [
    Fault("systemd-service-in-odd-location") { $0["etc/systemd/system/demo.service"] = unit },
    Fault("service-file-is-not-a-file") { $0.links["lib/systemd/system/demo.service"] = "other.service" },
    service("systemd-service-file-refers-to-obsolete-target", "[Service]", "After=syslog.target\n[Service]"),
    service("systemd-service-file-wraps-init-script", "/usr/bin/demo", "/etc/init.d/demo start"),
    service("systemd-service-file-refers-to-unusual-wantedby-target", "multi-user.target", "network.target"),
    service("systemd-service-file-missing-documentation-key", "Documentation=man:demo(1)\n", ""),
    service("kill-mode-none", "[Install]", "KillMode=none\n[Install]"),
    service("systemd-service-file-missing-install-key", "WantedBy=multi-user.target\n", ""),
    service("systemd-service-file-refers-to-var-run", "[Install]", "PIDFile=/var/run/demo.pid\n[Install]"),
    service(
      "systemd-service-file-shutdown-problems", "[Service]",
      "DefaultDependencies=no\nConflicts=shutdown.target\n[Service]"),
    service("systemd-service-file-uses-nobody-or-nogroup", "[Install]", "User=nobody\n[Install]"),
    service("systemd-service-file-uses-deprecated-syslog-facility", "[Install]", "StandardOutput=syslog\n[Install]"),
    service("systemd-service-alias-without-extension", "WantedBy", "Alias=demod\nWantedBy"),
    Fault("package-supports-alternative-init-but-no-init.d-script") { $0["lib/systemd/system/demo.service"] = unit },
  ]
}
