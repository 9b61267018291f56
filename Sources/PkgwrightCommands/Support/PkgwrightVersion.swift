/// The version of this program.
package enum PkgwrightVersion {
  package static let text = "0.1.0"
}
