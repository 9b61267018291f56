package import PackageModel

extension ForeignArchive {
  /// How a listing ended.
  package enum ListingEnd: Hashable, Sendable {
    /// The whole archive was listed.
    case complete
    /// Behind an entry there is something that is no header, or half of one.
    case damagedHeader(PayloadError)
    /// The content of the last entry is not all there.
    case damagedContent(PayloadError)
  }

  /// Lists a tar archive without reading content, and keeps what came before damage.
  ///
  /// - Parameter visit: gets each entry in the archive's order; files come with empty content.
  /// - Returns: `nil` when the file is no tar archive; nothing was visited then.
  /// - Throws: ``PayloadError`` when the file cannot be read, or whatever `visit` throws.
  package static func listTar<Failure: Error>(
    _ path: ByteString, limits: ArchiveLimits = ArchiveLimits(),
    visit: (ForeignEntry) throws(Failure) -> Void
  ) throws(ListingError<Failure>) -> ListingEnd? {
    let reader: ForeignArchiveReader
    var next: ForeignEntry?
    do throws(PayloadError) {
      reader = try ForeignArchiveReader(path, spool: nil, limits: limits)
      next = try reader.next()?.0
    } catch {
      if case .file = error { throw .payload(error) }
      return nil
    }
    guard reader.isTar else { return nil }
    var count = 0
    while let entry = next {
      count += 1
      guard count <= limits.entryCount else {
        throw .payload(.limit(path, reason: "it has more than the \(limits.entryCount) entries that are allowed"))
      }
      do throws(Failure) { try visit(entry) } catch { throw .visit(error) }
      do throws(PayloadError) { try reader.skipContent() } catch { return .damagedContent(error) }
      do throws(PayloadError) { next = try reader.next()?.0 } catch { return .damagedHeader(error) }
    }
    return .complete
  }

  /// Why a listing was given up.
  package enum ListingError<Failure: Error>: Error {
    case payload(PayloadError)
    case visit(Failure)
  }
}
