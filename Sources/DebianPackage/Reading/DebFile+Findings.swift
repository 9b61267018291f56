package import PackageModel

extension DebFile {
  /// Everything that is wrong with a package: its control data, its conffiles and triggers, and files that are not
  /// what its `md5sums` says.
  ///
  /// - Throws: ``DebReadError`` where the package cannot be read to its end.
  package func findings() throws(DebReadError) -> [Diagnostic] {
    let control = try controlMembers()
    var findings: [Diagnostic] = []
    if let member = control.first(where: { $0.name == "control" }) {
      do throws(Diagnostics) {
        let stanza = try ControlStanza(reading: member.bytes, fileName: "control")
        findings += ControlChecks.findings(in: stanza, fileName: "control")
      } catch {
        findings += error.all
      }
    } else {
      findings.append(Diagnostic(.error, "\(path) has no control file", remedy: "build it anew"))
    }
    let delivered = try delivered()
    for member in control {
      switch member.name {
      case "conffiles":
        findings += Conffiles.findings(in: member.bytes, fileName: "conffiles", delivered: delivered)
      case "triggers": findings += Trigger.findings(in: member.bytes, fileName: "triggers")
      case "md5sums":
        let result = try verify()
        findings += result.mismatched.map { mistake("'\($0)' is not what md5sums says") }
        findings += result.missing.map { mistake("'\($0)' is listed in md5sums and not in the package") }
      default: break
      }
    }
    return findings
  }

  private func mistake(_ message: String) -> Diagnostic {
    Diagnostic(
      .error, message, at: SourceLocation(file: path.text), remedy: "build the package anew, or fetch it again")
  }

  private func delivered() throws(DebReadError) -> [ByteString: Conffiles.Delivered] {
    var delivered: [ByteString: Conffiles.Delivered] = [:]
    let reader = try dataReader()
    while let entry = try reader.next() {
      switch entry.kind {
      case .file, .hardLink: delivered[entry.name] = .file
      default: delivered[entry.name] = .other
      }
    }
    return delivered
  }
}
