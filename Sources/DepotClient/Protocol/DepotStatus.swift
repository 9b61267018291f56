import IPSRepository
import PackageModel

/// What a depot tells about its repository in answer to `status/0`.
struct DepotStatus: Sendable {
  let properties: [RepositoryConfiguration.Section]
  let publishers: [ByteString: PublisherSummary]

  /// - Returns: `nil` for an answer of another form.
  init?(_ body: [UInt8]) {
    guard let document = try? JSONReader.read(body), let repository = document["repository"] else { return nil }
    properties = (repository["configuration"]?.object ?? [:]).sorted { $0.key < $1.key }.map { name, members in
      RepositoryConfiguration.Section(
        name: name,
        properties: (members.object ?? [:]).sorted { $0.key < $1.key }.map { name, value in
          RepositoryConfiguration.Property(name: name, value: Self.value(value))
        })
    }
    publishers = (repository["publishers"]?.object ?? [:]).compactMapValues { members in
      guard let updated = members["last-catalog-update"]?.string.flatMap({ CatalogTime(basic: $0) }) else { return nil }
      return PublisherSummary(
        count: members["package-count"]?.integer ?? 0, updated: updated,
        status: members["status"]?.string ?? "online")
    }
  }

  private static func value(_ value: JSONValue) -> ConfigurationValue {
    switch value {
    case .bool(let flag): .flag(flag)
    case .integer(let number): .number(number)
    case .number(let text), .string(let text): .text(text)
    case .array(let values): .list(values.compactMap(\.string))
    case .null, .object: .text("")
    }
  }
}
