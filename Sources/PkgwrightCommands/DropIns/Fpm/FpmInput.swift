import PackageModel
import Payload
import Recipes
import Staging

/// What a package is made from: its files and, for `-s deb`, the control data it begins with.
struct FpmInput {
  private(set) var tree = StagedTree([])
  private(set) var base: BasePackage?

  init(_ request: FpmRequest) throws(Diagnostics) {
    var staging = StagingRequest()
    staging.prefix = request.prefix
    staging.excludes = request.excludes
    staging.ownership = StagingRequest.Ownership(request.ownership)
    switch request.inputType {
    case .empty: return
    case .dir:
      staging.directory = request.chdir
      staging.inputs = request.inputs.map { .argument($0) }
    case .tar, .zip, .deb:
      throw Diagnostics([Diagnostic(.error, "not yet")])
    }
    do throws(StagingError) {
      tree = try staging.stage()
    } catch {
      throw Diagnostics([Diagnostic(.error, "\(error)")])
    }
  }
}
