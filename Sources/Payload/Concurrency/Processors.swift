import Glibc

/// What the machine can do at once.
package enum Processors {
  /// The number of processors that are on line.
  package static var count: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The bytes of physical memory, or 256 MiB where the system does not say.
  static var physicalMemory: UInt64 {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let pageSize = sysconf(Int32(_SC_PAGESIZE))
    guard pages > 0, pageSize > 0 else { return 256 << 20 }
    let (bytes, overflow) = UInt64(pages).multipliedReportingOverflow(by: UInt64(pageSize))
    return overflow ? .max : bytes
  }
}
