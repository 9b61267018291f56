import IPSRepository
package import PackageModel

/// Stands in for pkgmerge(1).
package enum Pkgmerge: DropIn {
  package static let name = "pkgmerge"

  private static let usageText = """
    Usage:
            pkgmerge [-n] -d dest_repo -s variant=value[,...],src_repo ...
                [-p publisher_prefix ... ] [pkg_fmri_pattern ...]

    Options:
            -d dest_repo
                    The filesystem path or URI of the target repository to publish
                    the merged packages to.  The target repository must already
                    exist; new repositories can be created using pkgrepo(1).

            -n
                    Perform a trial run with no changes made to the target
                    repository.

            -s variant=value,src_repo
                    The variant name and value to use for packages from this source,
                    followed by the filesystem path or URI of the source repository
                    or package archive to retrieve packages from.  Multiple variants
                    may be specified separated by commas.  The same variants must
                    be named for all sources.  This option may be specified multiple
                    times.

            -p publisher_prefix
                    The name of the publisher we should merge packages from.  This
                    option may be specified multiple times.  If no -p option is
                    used, the default is to merge packages from all publishers in
                    all source repositories.

            --help or -?
                    Displays a usage message.

    Environment:
            TMPDIR, TEMP, TMP
                    The absolute path of the directory where temporary data should
                    be stored during program execution.

    """

  package static func run(_ arguments: [ByteString]) -> Int32 {
    do {
      let options = try PkgmergeOptions(arguments)
      if options.wantsHelp {
        Console.print(usageText)
        return 0
      }
      return try PkgmergeRun(options).run()
    } catch let mistake as PkgmergeOptions.Mistake {
      Console.complain("pkgmerge: \(mistake.message)")
      Console.print(usageText)
      return 2
    } catch {
      Console.complain("pkgmerge: \(error)")
      return 1
    }
  }
}
