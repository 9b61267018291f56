package import PackageModel

extension PublisherInfo {
  /// The sections and names that users know a publisher's properties by.
  package enum Property: ByteString, CaseIterable, Sendable {
    case alias
    case collectionType = "collection_type"
    case description
    case legalURIs = "legal_uris"
    case mirrors
    case name
    case origins
    case refreshSeconds = "refresh_seconds"
    case registrationURI = "registration_uri"
    case relatedURIs = "related_uris"

    /// Names may be written with hyphens or underscores.
    package init?(named name: ByteString) {
      self.init(rawValue: ByteString(name.bytes.map { $0 == ASCII.hyphen ? ASCII.underscore : $0 }))
    }

    var isList: Bool {
      switch self {
      case .legalURIs, .mirrors, .origins, .relatedURIs: true
      default: false
      }
    }
  }

  /// Sets a property as a user asks for it.
  ///
  /// - Throws: ``RepositoryError/invalidPublisherProperty(publisher:reason:)``.
  package mutating func set(
    _ property: Property, _ values: [ByteString], isList: Bool
  ) throws(RepositoryError) {
    func invalid(_ reason: String) -> RepositoryError {
      .invalidPublisherProperty(publisher: prefix, reason: reason)
    }
    if property == .alias {
      let alias = values.first ?? ""
      guard !isList, alias.isEmpty || FMRI.isValidPublisher(alias) else {
        throw invalid("'\(values.joined(separator: " "))' is not a valid publisher alias.")
      }
      self.alias = alias.isEmpty ? nil : alias
      return
    }
    var sources = sources ?? Sources()
    if property.isList {
      let uris = isList ? values : values.filter { !$0.isEmpty }
      for uri in uris {
        if let problem = Self.problem(ofURI: uri) { throw invalid(problem) }
      }
      switch property {
      case .legalURIs: sources.legalURIs = uris
      case .mirrors: sources.mirrors = uris.map(Self.withSlash)
      case .origins: sources.origins = uris.map(Self.withSlash)
      default: sources.relatedURIs = uris
      }
    } else {
      guard !isList, let value = values.first else {
        throw invalid("'\(property.rawValue)' takes a single value.")
      }
      switch property {
      case .collectionType:
        guard value == "core" || value == "supplemental" else {
          throw invalid("'\(value)' is not a valid repository collection type.")
        }
        sources.collectionType = value
      case .description: sources.description = value
      case .name: sources.name = value
      case .refreshSeconds:
        guard value.isEmpty || Int(value.text).map({ $0 >= 0 }) ?? false else {
          throw invalid("'\(value)' is not a valid value for repository attribute 'refresh_seconds'.")
        }
        sources.refreshSeconds = Int(value.text)
      default:
        if !value.isEmpty, let problem = Self.problem(ofURI: value) { throw invalid(problem) }
        sources.registrationURI = value
      }
    }
    self.sources = sources
  }

  /// Clients append paths to these addresses.
  private static func withSlash(_ uri: ByteString) -> ByteString { uri.hasSuffix("/") ? uri : uri + "/" }

  private static func problem(ofURI uri: ByteString) -> String? {
    let scheme = uri.firstRange(of: ":").map { ByteString(uri.bytes[..<$0.lowerBound]) } ?? ""
    guard scheme == "http" || scheme == "https" || scheme == "file" else {
      return RepositoryLocation.UnsupportedScheme(uri: uri, scheme: scheme).description
    }
    guard uri.bytes.count > scheme.count + 3, uri.bytes[scheme.count...].starts(with: Array("://".utf8)) else {
      return "'\(uri)' is not a valid URI."
    }
    return nil
  }
}
