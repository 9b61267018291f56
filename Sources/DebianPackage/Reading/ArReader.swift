import PackageModel
import Payload

/// Reads the headers of an ar container.
struct ArReader {
  private let file: OpenFile
  private let size: UInt64
  private var position: UInt64

  /// - Throws: ``DebReadError`` when the file is not an ar archive.
  init(_ file: OpenFile, size: UInt64) throws(DebReadError) {
    self.file = file
    self.size = size
    position = UInt64(ArHeader.magic.count)
    guard try Self.bytes(of: file, at: 0, count: ArHeader.magic.count) == ArHeader.magic else {
      throw DebReadError(.notAPackage, file: file.path, offset: 0)
    }
  }

  /// The next member, or `nil` at the end of the file.
  mutating func next() throws(DebReadError) -> DebMember? {
    guard position < size else { return nil }
    let start = position
    let header = try Self.bytes(of: file, at: start, count: ArHeader.byteCount)
    func damaged(_ what: String) -> DebReadError {
      DebReadError(.memberHeader(what), file: file.path, offset: start)
    }
    guard header.count == ArHeader.byteCount else { throw damaged("the file ends inside it") }
    guard header[58...].elementsEqual([0x60, ASCII.newline]) else { throw damaged("its end mark is missing") }
    guard header[48] != ASCII.space, let memberSize = Self.number(header[48..<58]) else {
      throw damaged("its size is not a number")
    }
    guard let time = Self.number(header[16..<28]) else { throw damaged("its time is not a number") }
    var name = header[0..<16]
    while name.last == ASCII.space { name = name.dropLast() }
    if name.last == ASCII.slash { name = name.dropLast() }
    let member = DebMember(
      name: ByteString(name), offset: start + UInt64(ArHeader.byteCount), size: memberSize,
      modificationTime: Int64(clamping: time))
    let end = member.offset + memberSize
    guard end <= size else {
      let found = size - min(size, member.offset)
      throw DebReadError(
        .truncatedMember(expected: memberSize, found: found), file: file.path, member: member.name, offset: size)
    }
    position = end + memberSize % 2
    return member
  }

  /// At most `count` bytes; fewer where the file ends.
  static func bytes(of file: OpenFile, at offset: UInt64, count: Int) throws(DebReadError) -> [UInt8] {
    do throws(PayloadError) {
      return try file.bytes(count, at: offset)
    } catch {
      throw DebReadError(.payload(error), file: file.path)
    }
  }

  /// Decimal digits followed by spaces only. An empty field counts as 0, as some ar programs leave times empty.
  private static func number(_ field: ArraySlice<UInt8>) -> UInt64? {
    let digits = field.prefix(while: ASCII.isDigit)
    guard field[digits.endIndex...].allSatisfy({ $0 == ASCII.space }) else { return nil }
    return digits.reduce(0) { $0 * 10 + UInt64($1 - ASCII.zero) }
  }
}
