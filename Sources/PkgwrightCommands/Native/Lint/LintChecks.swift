import DebianLinting
package import Linting

/// All checks there are, whatever kind of package they look at.
package enum LintChecks {
  package static let catalog = CheckCatalog(CheckRegistry.all + DebianChecks.described)
}
