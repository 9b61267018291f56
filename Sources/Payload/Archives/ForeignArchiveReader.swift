import CArchive
import Glibc
import PackageModel

/// One pass over an archive with libarchive.
final class ForeignArchiveReader {
  private let file: OpenFile
  private let archive: OpaquePointer
  private let locale: UTF8Locale
  private let spool: SpoolFile?
  private let limits: ArchiveLimits
  private var totalSize: UInt64 = 0

  /// - Parameter spool: where content goes; without one it is passed over, and files come with empty content.
  init(_ path: ByteString, spool: SpoolFile?, limits: ArchiveLimits) throws(PayloadError) {
    file = try OpenFile(reading: path)
    guard let archive = archive_read_new() else {
      throw .library("libarchive", reason: "there is not enough memory")
    }
    self.archive = archive
    self.spool = spool
    self.limits = limits
    locale = UTF8Locale()
    // Filters that libarchive would run a program for are left out.
    let filters = [
      archive_read_support_filter_gzip, archive_read_support_filter_bzip2, archive_read_support_filter_xz,
      archive_read_support_filter_lzma, archive_read_support_filter_zstd, archive_read_support_filter_compress,
      archive_read_support_filter_lz4, archive_read_support_filter_lzip,
    ]
    for support in filters { _ = support(archive) }
    let formats = [
      archive_read_support_format_tar, archive_read_support_format_cpio, archive_read_support_format_zip,
    ]
    for support in formats { _ = support(archive) }
    let blockSize = 128 * 1024
    guard archive_read_open_fd(archive, file.descriptor, blockSize) == ARCHIVE_OK else { throw failure() }
  }

  deinit {
    archive_read_free(archive)
  }

  private func failure() -> PayloadError {
    let words = archive_error_string(archive).map { String(cString: $0) } ?? "not an archive that can be read"
    return .corrupt(file.path, offset: UInt64(clamping: archive_filter_bytes(archive, -1)), reason: words)
  }

  /// The next entry, and its content even where the entry is another name of a file.
  func next() throws(PayloadError) -> (ForeignEntry, ContentSource?)? {
    try locale.using { () throws(PayloadError) in
      var header: OpaquePointer?
      let status = archive_read_next_header(archive, &header)
      if status == ARCHIVE_EOF { return nil }
      guard status >= ARCHIVE_WARN, let header else { throw failure() }
      return try read(header)
    }
  }

  /// Passes over the content of the entry that was given last.
  func skipContent() throws(PayloadError) {
    guard archive_read_data_skip(archive) >= ARCHIVE_WARN else { throw failure() }
  }

  /// Whether the archive, of which an entry was read, is a tar archive.
  var isTar: Bool { archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_TAR }

  private func read(_ header: OpaquePointer) throws(PayloadError) -> (ForeignEntry, ContentSource?) {
    guard let name = text(archive_entry_pathname(header) ?? archive_entry_pathname_utf8(header)) else {
      throw failure()
    }
    try check(name)
    var entry = ForeignEntry(
      name: name, kind: .directory, mode: archive_entry_perm(header) & 0o7777, userID: archive_entry_uid(header),
      groupID: archive_entry_gid(header), userName: text(archive_entry_uname(header)) ?? "",
      groupName: text(archive_entry_gname(header)) ?? "",
      modificationTime: archive_entry_mtime_is_set(header) != 0 ? Int64(archive_entry_mtime(header)) : nil)
    if let target = text(archive_entry_hardlink(header) ?? archive_entry_hardlink_utf8(header)) {
      try check(target)
      entry.kind = .hardLink(target)
      return (entry, try content(header))
    }
    switch FileKind(mode: archive_entry_filetype(header)) {
    case .directory: break
    case .symbolicLink:
      let target = text(archive_entry_symlink(header) ?? archive_entry_symlink_utf8(header)) ?? ""
      try check(target)
      entry.kind = .symbolicLink(target)
    case .fifo: entry.kind = .fifo
    case .characterDevice: entry.kind = .characterDevice(major: major(header), minor: minor(header))
    case .blockDevice: entry.kind = .blockDevice(major: major(header), minor: minor(header))
    case .socket: entry.kind = .socket
    case .regular, nil:
      let content = try content(header)
      entry.kind = .file(content)
      return (entry, content)
    }
    return (entry, nil)
  }

  private func major(_ header: OpaquePointer) -> UInt64 { UInt64(archive_entry_rdevmajor(header)) }

  private func minor(_ header: OpaquePointer) -> UInt64 { UInt64(archive_entry_rdevminor(header)) }

  private func text(_ pointer: UnsafePointer<CChar>?) -> ByteString? {
    pointer.map { ByteString(cString: $0) }
  }

  private func check(_ path: ByteString) throws(PayloadError) {
    guard path.count <= limits.pathLength else {
      throw .limit(file.path, reason: "a path in it is longer than the \(limits.pathLength) bytes that are allowed")
    }
  }

  /// Puts the entry's content into the spool. Holes of sparse files become zeros.
  private func content(_ header: OpaquePointer) throws(PayloadError) -> ContentSource {
    guard let spool else { return .memory([]) }
    let start = spool.size
    var block: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    while true {
      let status = archive_read_data_block(archive, &block, &count, &offset)
      if status == ARCHIVE_EOF { break }
      guard status >= ARCHIVE_WARN, let position = UInt64(exactly: offset) else { throw failure() }
      try reach(position, from: start, in: spool)
      try admit(UInt64(count))
      try spool.append(UnsafeRawBufferPointer(start: block, count: count))
    }
    if archive_entry_size_is_set(header) != 0, archive_entry_hardlink(header) == nil {
      try reach(UInt64(clamping: archive_entry_size(header)), from: start, in: spool)
    }
    return .region(of: spool.file, offset: start, length: spool.size - start)
  }

  private func reach(_ position: UInt64, from start: UInt64, in spool: SpoolFile) throws(PayloadError) {
    let present = spool.size - start
    guard position > present else { return }
    try admit(position - present)
    try spool.appendZeros(position - present)
  }

  private func admit(_ count: UInt64) throws(PayloadError) {
    let (sum, overflow) = totalSize.addingReportingOverflow(count)
    guard !overflow, sum <= limits.totalSize else {
      throw .limit(file.path, reason: "it holds more than the \(limits.totalSize) bytes that are allowed")
    }
    totalSize = sum
  }
}

/// The locale in which libarchive leaves UTF-8 names alone; in the C locale it would refuse to convert them.
private final class UTF8Locale {
  private let locale: locale_t?

  init() {
    locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)
  }

  deinit {
    if let locale { freelocale(locale) }
  }

  func using<Result>(_ body: () throws(PayloadError) -> Result) throws(PayloadError) -> Result {
    guard let locale else { return try body() }
    let previous = uselocale(locale)
    defer { uselocale(previous) }
    return try body()
  }
}
