import IPSRepository
import PackageModel

/// Makes packages ready to go on, changed by transforms where there are some.
struct PkgrecvTransforms {
  init(_ files: [ByteString]) throws {
    guard files.isEmpty else {
      throw PkgrecvEnd(message: "--mog-file is not supported yet; transform the manifests with pkgmogrify")
    }
  }

  func shipment(of fmri: FMRI, from origin: any PackageOrigin) throws -> PackageTransfer.Shipment {
    try PackageTransfer.Shipment(fmri, manifest: try origin.manifest(of: fmri))
  }
}
