import IPSRepository
import PackageModel
import Payload

/// `info/0`: what a package is, for people.
struct PackageInformation {
  /// The most bytes of a licence's text.
  private static let licenceLimit = 16 << 20

  private let fmri: FMRI
  private let manifest: Manifest
  private let store: PublisherStore

  /// - Throws: ``DepotFailure`` with 400 for what names no version, 404 for what is not there; ``RepositoryError``.
  init(_ depot: Depot, _ call: DepotCall) throws {
    let fmri = try depot.fmri(call)
    let snapshot = depot.served.snapshot
    let found = depot.candidates(fmri, call, snapshot).first {
      FileSystem.isFile(snapshot.store(of: $0).manifestPath(fmri))
    }
    guard let found else { throw DepotFailure(404, "The package '\(fmri)' is not in the repository.") }
    self.fmri = FMRI(publisher: found, stem: fmri.stem, version: fmri.version)
    store = snapshot.store(of: found)
    manifest = try snapshot.repository.actions(of: self.fmri)
  }

  func reply(_ now: Int64) throws -> DepotReply {
    var sizes: (content: UInt64, stored: UInt64) = (0, 0)
    var licences: [ByteString] = []
    for index in 0..<manifest.actionCount where manifest.kind(ofAction: index).allowsPayload {
      let action = manifest.action(at: index)
      sizes.content &+= Self.number(action.attributes["pkg.size"])
      sizes.stored &+= Self.number(action.attributes["pkg.csize"])
      if action.kind == .license, let name = action.payload { licences.append(name) }
    }
    let version = fmri.version
    var release = version?.release.text.text ?? ""
    if let human = manifest.packageAttribute("pkg.human-version").first { release += " (\(human))" }
    let summary = manifest.packageAttribute("pkg.summary").first ?? manifest.packageAttribute("description").first ?? ""
    let lines: [(String, String)] = [
      ("Name", fmri.stem.text), ("Summary", summary.text), ("Publisher", fmri.publisher?.text ?? ""),
      ("Version", release), ("Build Release", version?.buildRelease?.text.text ?? ""),
      ("Branch", version?.branch?.text.text ?? ""), ("Packaging Date", Self.date(version?.timestamp)),
      ("Size", Self.size(sizes.content)), ("Compressed Size", Self.size(sizes.stored)),
      ("FMRI", fmri.text().text),
    ]
    var text: [UInt8] = []
    for (label, value) in lines {
      text += Array((String(repeating: " ", count: 15 - label.count) + label + ": " + value + "\n").utf8)
    }
    text += Array("\nLicense:\n".utf8)
    for (place, name) in licences.enumerated() {
      if place > 0 { text.append(ASCII.newline) }
      text += try licence(name)
    }
    text.append(ASCII.newline)
    return .text(text, headers: Caching.forever.headers(now: now))
  }

  private func licence(_ name: ByteString) throws -> [UInt8] {
    guard let path = store.payloadPath(name) else { return [] }
    var text: [UInt8] = []
    try StoredContent.decompress(try .file(at: path), name: name) { (bytes) throws(PayloadError) in
      guard text.count + bytes.count <= Self.licenceLimit else {
        throw .limit(name, reason: "a licence of more than \(Self.licenceLimit) bytes is not shown")
      }
      text += bytes
    }
    return text
  }

  private static func number(_ text: ByteString?) -> UInt64 { text.flatMap { UInt64($0.text) } ?? 0 }

  /// `Sun Nov 22 20:21:51 2026`
  private static func date(_ timestamp: ByteString?) -> String {
    guard let time = timestamp.flatMap({ CivilTime(basic: $0) }) else { return "" }
    let parts = HTTPDate.text(time.seconds).split(separator: " ")
    let day = String(time.day)
    return "\(parts[0].prefix(3)) \(parts[2]) \(day.count == 1 ? " " + day : day) \(time.clock) "
      + CivilTime.padded(time.year, 4)
  }

  /// `1.23 kB`
  static func size(_ bytes: UInt64) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
    var place = 0
    var value = Double(bytes)
    while value >= 1024, place + 1 < units.count {
      value /= 1024
      place += 1
    }
    let hundredths = UInt64((value * 100).rounded())
    return "\(hundredths / 100).\(CivilTime.padded(Int(hundredths % 100), 2)) \(units[place])"
  }
}
