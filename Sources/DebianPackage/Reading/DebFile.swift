import Glibc
package import PackageModel
package import Payload

/// A package file that has been opened: its container has been checked, and its archives are read on demand.
package struct DebFile: Sendable {
  /// A version of the package format.
  package struct FormatVersion: Hashable, Sendable {
    package var major: Int
    package var minor: Int
  }

  /// The file's name.
  package let path: ByteString
  /// Bytes of the package file.
  package let fileSize: UInt64
  package let version: FormatVersion
  /// The members in order, up to and including the data archive. What follows that is nobody's business (deb(5)).
  package let members: [DebMember]
  package let controlMember: DebMember
  package let controlFormat: Compression.Format
  package let dataMember: DebMember
  package let dataFormat: Compression.Format
  package let limits: ArchiveLimits
  let file: OpenFile

  /// Opens a package file.
  ///
  /// - Throws: ``DebReadError`` when it is not a package, is cut short, or has members that it may not have.
  package init(_ path: ByteString, limits: ArchiveLimits = ArchiveLimits()) throws(DebReadError) {
    self.path = path
    self.limits = limits
    do throws(PayloadError) {
      file = try OpenFile(reading: path)
      let status = try file.status()
      guard FileKind(mode: status.st_mode) == .regular else { throw .changed(path, .isNotAFile) }
      fileSize = FileStamp(status).size
    } catch {
      throw DebReadError(.payload(error), file: path)
    }
    var archive = try ArReader(file, size: fileSize)
    guard let first = try archive.next(), first.name == "debian-binary" else {
      throw DebReadError(.notAPackage, file: path, offset: UInt64(ArHeader.magic.count))
    }
    version = try Self.version(first, in: file)
    var members = [first]
    guard let (controlMember, controlFormat) = try Self.find("control", in: &archive, &members, path) else {
      throw DebReadError(.missingMember("control.tar"), file: path)
    }
    guard let (dataMember, dataFormat) = try Self.find("data", in: &archive, &members, path) else {
      throw DebReadError(.missingMember("data.tar"), file: path)
    }
    self.controlMember = controlMember
    self.controlFormat = controlFormat
    self.dataMember = dataMember
    self.dataFormat = dataFormat
    self.members = members
  }

  /// The first line is the version; further lines are for versions to come.
  private static func version(_ member: DebMember, in file: OpenFile) throws(DebReadError) -> FormatVersion {
    let text = try ArReader.bytes(of: file, at: member.offset, count: Int(min(member.size, 64)))
    let line = text.prefix { $0 != ASCII.newline }
    let parts = line.split(separator: ASCII.dot, omittingEmptySubsequences: false).map {
      $0.allSatisfy(ASCII.isDigit) ? Int(String(decoding: $0, as: UTF8.self)) : nil
    }
    guard line.count < text.count, parts.count == 2, let major = parts[0], let minor = parts[1], major == 2 else {
      throw DebReadError(.version(ByteString(line)), file: file.path, member: member.name, offset: member.offset)
    }
    return FormatVersion(major: major, minor: minor)
  }

  /// Finds the next member that readers must understand. Those that begin with `_` may come before it.
  private static func find(
    _ stem: ByteString, in archive: inout ArReader, _ members: inout [DebMember], _ path: ByteString
  ) throws(DebReadError) -> (DebMember, Compression.Format)? {
    while let member = try archive.next() {
      members.append(member)
      if member.name.bytes.first == ASCII.underscore { continue }
      let headerOffset = member.offset - UInt64(ArHeader.byteCount)
      guard let suffix = member.name.dropping(prefix: stem + ".tar") else {
        throw DebReadError(.unexpectedMember(member.name), file: path, member: member.name, offset: headerOffset)
      }
      guard let format = Compression.Format.allCases.first(where: { $0.suffix == suffix.text }) else {
        throw DebReadError(.unknownCompression(member.name), file: path, member: member.name, offset: headerOffset)
      }
      return (member, format)
    }
    return nil
  }

  /// All members of the container, those behind the data archive too.
  ///
  /// - Throws: ``DebReadError`` where what follows the data archive is no member.
  package func allMembers() throws(DebReadError) -> [DebMember] {
    var archive = try ArReader(file, size: fileSize)
    var members: [DebMember] = []
    while let member = try archive.next() { members.append(member) }
    return members
  }

  /// Begins to read one of the two archives.
  ///
  /// - Parameter limit: more decompressed bytes than this are refused.
  func archive(
    _ member: DebMember, _ format: Compression.Format, limit: UInt64
  ) throws(DebReadError) -> TarReader {
    do throws(PayloadError) {
      let region = ContentSource.region(of: file, offset: member.offset, length: member.size)
      let input = try Decompressor(
        ContentInput(region), format: format, limit: limit, threads: Processors.count)
      return TarReader(input, file: path, member: member.name, limits: limits)
    } catch {
      throw DebReadError(.payload(error), file: path, member: member.name)
    }
  }
}
