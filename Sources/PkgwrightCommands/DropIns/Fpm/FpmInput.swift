import DebianPackage
import PackageModel
import Payload
import Recipes
import Staging

/// What a package is made from: its files and, for `-s deb`, the control data it begins with.
struct FpmInput {
  private(set) var tree = StagedTree([])
  private(set) var base: BasePackage?

  init(_ request: FpmRequest, log: FpmLog) throws(Diagnostics) {
    var staging = StagingRequest()
    staging.prefix = request.prefix
    staging.excludes = request.excludes
    staging.ownership = StagingRequest.Ownership(request.ownership)
    staging.specialFiles = .areSkipped
    switch request.inputType {
    case .empty:
      if !request.inputs.isEmpty { log.warn("-s empty packs nothing; its arguments are ignored") }
      return
    case .dir:
      staging.directory = request.chdir
      staging.inputs = request.inputs.map { .argument($0) }
    case .tar, .zip:
      staging.inputs = request.inputs.map { .archive($0, directory: request.chdir) }
    case .deb:
      if request.prefix != nil { log.warn("--prefix does nothing with -s deb: files stay where the package has them") }
      staging.prefix = nil
      for path in request.inputs { staging.inputs.append(.tree(try read(path))) }
    }
    do throws(StagingError) {
      tree = try staging.stage()
    } catch {
      throw Diagnostics([Diagnostic(.error, "\(error)")])
    }
    try check(tree.skipped, log: log)
  }

  /// Sockets are made by the programs that listen on them; a device is there for a purpose that would be missed.
  private func check(_ skipped: [StagedTree.Skipped], log: FpmLog) throws(Diagnostics) {
    for file in skipped where file.kind == .socket { log.warn("Leaving out the socket \(file.path)") }
    let devices = skipped.filter { $0.kind != .socket }
    guard devices.isEmpty else {
      throw Diagnostics(
        devices.map {
          Diagnostic(
            .error, "\($0.path) is \($0.kind.phrase)", remedy: "make it on installation, and leave it out with -x")
        })
    }
  }

  /// Reads a package; of several the last one's control data counts.
  private mutating func read(_ path: ByteString) throws(Diagnostics) -> StagedTree {
    let members: [ControlMember]
    let tree: StagedTree
    do throws(DebReadError) {
      let file = try DebFile(path)
      members = try file.controlMembers()
      tree = try file.stagedTree(spool: try spool(for: path))
    } catch {
      throw Diagnostics([Diagnostic(.error, "\(error)")])
    }
    guard let control = members.first(where: { $0.name == "control" }) else {
      throw Diagnostics([Diagnostic(.error, "\(path): the package has no control file")])
    }
    let stanza = try ControlStanza(reading: control.bytes, fileName: "\(path)/control")
    base = BasePackage(
      fields: stanza.fields.map { .init(name: $0.name, value: $0.value) },
      members: members.map { .init(name: $0.name, bytes: $0.bytes, permissions: $0.mode & 0o7777) },
      fileName: path.text)
    return tree
  }

  private func spool(for path: ByteString) throws(DebReadError) -> SpoolFile {
    do throws(PayloadError) {
      return try SpoolFile()
    } catch {
      throw DebReadError(.payload(error), file: path)
    }
  }
}
