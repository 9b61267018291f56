extension Template {
  /// The template's own text, in Mustache's language.
  package var text: String {
    String(decoding: bytes, as: UTF8.self)
  }

  private var bytes: [UInt8] {
    switch self {
    case .sysvInit: PackageResources.sysv_init_mustache
    case .systemdUnit: PackageResources.systemd_unit_mustache
    case .sysusers: PackageResources.sysusers_mustache
    case .tmpfiles: PackageResources.tmpfiles_mustache
    case .upstart: PackageResources.upstart_mustache
    case .runitRun: PackageResources.runit_run_mustache
    case .runitLogRun: PackageResources.runit_log_run_mustache
    case .smfManifest: PackageResources.smf_manifest_mustache
    case .smfMethod: PackageResources.smf_method_mustache
    case .logrotate: PackageResources.logrotate_mustache
    case .default: PackageResources.default_mustache
    case .beforeInstall: PackageResources.before_install_mustache
    case .afterInstall: PackageResources.after_install_mustache
    case .afterRemove: PackageResources.after_remove_mustache
    case .afterPurge: PackageResources.after_purge_mustache
    case .lintianOverrides: PackageResources.lintian_overrides_mustache
    case .nginxDepot: PackageResources.nginx_depot_mustache
    case .nginxStatic: PackageResources.nginx_static_mustache
    }
  }
}
