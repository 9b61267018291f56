import Glibc

/// Memory of a few megabytes that is filled from the start to the end.
package enum LargePages {
  /// Asks the system to use large pages for memory that is about to be written for the first time. That takes a
  /// fraction of the interruptions, and nothing changes where the system has no large pages.
  package static func request(_ start: UnsafeMutableRawPointer?, count: Int) {
    guard let start, count >= 1 << 20 else { return }
    // Whole pages, so that memory of one allocation is not divided: the system could not move it then.
    let page = 4096
    let offset = Int(bitPattern: start) & (page - 1)
    _ = madvise(start - offset, (count + offset + page - 1) & ~(page - 1), MADV_HUGEPAGE)
  }
}

extension Array {
  /// Makes room for elements that will be appended soon.
  package mutating func reserveLargePages(_ count: Int) {
    reserveCapacity(count)
    let size = capacity * MemoryLayout<Element>.stride
    withUnsafeMutableBufferPointer { LargePages.request($0.baseAddress, count: size) }
  }
}
