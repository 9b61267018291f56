import DepotClient
import IPSRepository
import PackageModel
import Testing

@Suite struct AddressTests {
  @Test(arguments: [
    ("http://localhost:10000", "http://localhost:10000", "localhost", 10000),
    ("HTTP://Example.org/pkg/", "http://Example.org/pkg", "example.org", 80),
    ("https://a:b%20c@pkg.example.org//", "https://pkg.example.org", "pkg.example.org", 443),
    ("https://[::1]:8443/r", "https://[::1]:8443/r", "::1", 8443),
  ])
  func parts(_ given: String, _ text: String, _ host: String, _ port: Int) throws {
    let address = try DepotAddress(parsing: ByteString(given))
    #expect(address.text.text == text)
    #expect(address.host == host)
    #expect(address.port == port)
  }

  @Test func credentials() throws {
    let address = try DepotAddress(parsing: "https://a:b%20c@pkg.example.org")
    #expect(address.credentials == .basic(user: "a", password: "b c"))
  }

  @Test(arguments: [
    "pkg.example.org", "ftp://x", "http://", "http://h:0", "http://h:99999", "http://h:x", "http://[::1", "http://h?q",
    "http://h h", "http://h#f", "http://:80", "http://h/\u{e9}",
  ])
  func mistakes(_ text: String) {
    #expect(throws: RemoteFailure.self) { try DepotAddress(parsing: ByteString(text)) }
  }

  @Test func loopback() throws {
    #expect(try DepotAddress(parsing: "http://127.0.0.1:1").isLoopback)
    #expect(try DepotAddress(parsing: "http://localhost").isLoopback)
    #expect(try !DepotAddress(parsing: "http://pkg.example.org").isLoopback)
  }
}
