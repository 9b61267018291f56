import IPSRepository
package import PackageModel

/// Stands in for pkgrecv(1).
package enum Pkgrecv: DropIn {
  package static let name = "pkgrecv"

  private static let usageText = """
    Usage:
            pkgrecv [-aknrv] [-s src_uri] [-d (path|dest_uri)] [-c cache_dir]
                [-m match] [--mog-file file_path ...] [--raw]
                [--key src_key --cert src_cert]
                [--dkey dest_key --dcert dest_cert]
                (fmri|pattern) ...
            pkgrecv [-s src_repo_uri] --newest
            pkgrecv [-nv] [-s src_repo_uri] [-d path] [-p publisher ...]
                [--key src_key --cert src_cert] --clone

    Options:
            -a              Put the packages into an archive at the place given by -d,
                            which must not be there yet.
            -c cache_dir    Keep what is fetched in this directory, so that an
                            interrupted run goes on where it stopped.
            -d path_or_uri  The repository to publish the packages to, or the archive
                            or directory to store them in.
            -h              Display this usage message.
            -k              Keep the payload compressed; for --raw.
            -m match        Which versions: all-timestamps (the default), all-versions
                            (the latest timestamp of each) or latest.
            -n              Change nothing.
            -v              Say more.
            -p publisher    Clone this publisher only; '*' stands for all.
            -r              Take what the packages depend on as well.
            -s src_repo_uri The repository or archive to fetch from.
            --clone         Make the destination an exact copy of the source.
            --mog-file      Apply the pkgmogrify transforms of a file to every package.
            --newest        List the latest version of every package.
            --raw           Store manifests and payload in plain directories.

    Environment:
            PKG_DEST        Destination directory or URI
            PKG_SRC         Source URI or path
    """

  package static func run(_ arguments: [ByteString]) -> Int32 {
    do {
      let options = try PkgrecvOptions(arguments)
      if options.wantsHelp {
        Console.print(usageText)
        return 0
      }
      return try PkgrecvRun(options).run()
    } catch let end as PkgrecvEnd {
      if let message = end.message { Console.complain("\(end.prefix)pkgrecv: \(message)") }
      if end.status == 2 { Console.print(usageText) }
      return end.status
    } catch {
      Console.complain("pkgrecv: \(error)")
      return 1
    }
  }
}

/// Ends a run of pkgrecv with a complaint.
struct PkgrecvEnd: Error {
  var message: String?
  var status: Int32 = 1
  /// What stands before the program's name.
  var prefix = ""

  /// A command line that makes no sense.
  static func usage(_ message: String) -> PkgrecvEnd { PkgrecvEnd(message: message, status: 2) }
}
