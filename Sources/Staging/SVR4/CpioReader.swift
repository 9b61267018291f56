import PackageModel
import Payload

/// Reads the headers of a cpio archive whose bytes can be reached in any order. The forms with text headers are known:
/// the portable one and the newer ones with and without checksums (cpio(4)).
struct CpioReader {
  /// A member: its name and where its content is.
  struct Member: Sendable {
    var name: ByteString
    var offset: UInt64
    var size: UInt64
  }

  private let file: OpenFile
  /// Where the next header begins; behind the end mark after the last one.
  private(set) var position: UInt64

  init(_ file: OpenFile, at position: UInt64) {
    self.file = file
    self.position = position
  }

  private static let endMark: ByteString = "TRAILER!!!"
  private static let longestName: UInt64 = 4096

  /// The form of a header: where its numbers are and how they are written.
  private enum Form {
    case portable, newer

    var headerSize: UInt64 { self == .portable ? 76 : 110 }
    var nameSize: Range<Int> { self == .portable ? 59..<65 : 94..<102 }
    var contentSize: Range<Int> { self == .portable ? 65..<76 : 54..<62 }
    var radix: Int { self == .portable ? 8 : 16 }
    /// Names and content of the newer form end at multiples of four bytes.
    var alignment: UInt64 { self == .portable ? 1 : 4 }
  }

  /// Whether a header begins here.
  func isAtHeader() throws(StagingError) -> Bool {
    try Self.form(bytes(6, at: position)) != nil
  }

  private static func form(_ magic: [UInt8]) -> Form? {
    switch ByteString(magic) {
    case "070707": .portable
    case "070701", "070702": .newer
    default: nil
    }
  }

  /// The next member; `nil` behind the last.
  mutating func next() throws(StagingError) -> Member? {
    let start = position
    guard let form = try Self.form(bytes(6, at: start)) else { throw damaged("a header of a cpio archive is missing") }
    let header = try bytes(Int(form.headerSize), at: start)
    guard let nameSize = number(header[form.nameSize], form), let contentSize = number(header[form.contentSize], form),
      nameSize > 0, nameSize <= Self.longestName
    else { throw damaged("a header of the cpio archive is damaged") }
    var name = try bytes(Int(nameSize), at: start + form.headerSize)
    while name.last == 0 { name.removeLast() }
    let content = aligned(start + form.headerSize + nameSize, from: start, form)
    position = aligned(content + contentSize, from: start, form)
    if ByteString(name) == Self.endMark { return nil }
    return Member(name: ByteString(name), offset: content, size: contentSize)
  }

  /// Moves to the next multiple of 512 bytes, where the next archive of a datastream begins.
  mutating func skipPadding() {
    position = (position + 511) / 512 * 512
  }

  private func aligned(_ offset: UInt64, from start: UInt64, _ form: Form) -> UInt64 {
    start + (offset - start + form.alignment - 1) / form.alignment * form.alignment
  }

  private func number(_ digits: ArraySlice<UInt8>, _ form: Form) -> UInt64? {
    UInt64(String(decoding: digits, as: UTF8.self), radix: form.radix)
  }

  private func damaged(_ reason: String) -> StagingError {
    .payload(.corrupt(file.path, offset: position, reason: reason))
  }

  /// Exactly so many bytes.
  func bytes(_ count: Int, at offset: UInt64) throws(StagingError) -> [UInt8] {
    do throws(PayloadError) {
      return try ContentSource.region(of: file, offset: offset, length: UInt64(count)).bytes(limit: .max)
    } catch {
      throw .payload(error)
    }
  }
}
