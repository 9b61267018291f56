import Foundation
import IPSRepository
import PackageModel
import TestSupport
import Testing

/// Files of the repository over connections of all kinds.
@Suite struct FileServingTests {
  /// A depot with a payload of some megabytes that does not compress.
  private func large() throws -> (served: PublishedRepository, depot: RunningDepot, name: String, stored: [UInt8]) {
    let served = try PublishedRepository()
    var generator = SeededGenerator(1)
    let text = (0..<300_000).map { _ in String(generator.next() as UInt64, radix: 36) }.joined()
    try served.publish("pkg://test/large@1,5.11:20260101T000000Z", files: ["large": text])
    let (name, stored) = try Publication.stored(text)
    return (served, try RunningDepot(served.repository.path.text, []), name, stored)
  }

  @Test func largeFilesComeWholeAndInParts() throws {
    let (served, depot, name, stored) = try large()
    defer { withExtendedLifetime(served) {} }
    let connection = try depot.connect()
    for _ in 0..<3 {
      let answer = try connection.request("GET", "/file/1/" + name)
      #expect(answer.status == 200 && answer.body == stored)
    }
    let part = try connection.request("GET", "/file/1/" + name, ["Range": "bytes=100000-2099999"])
    #expect(part.status == 206 && part.body == Array(stored[100_000..<2_100_000]))
    let several = try connection.request("GET", "/file/1/" + name, ["Range": "bytes=0-9,50000-149999,-5"])
    #expect(several.status == 206)
    #expect(several.header("Content-Type")?.hasPrefix("multipart/byteranges; boundary=") == true)
    #expect(several.body.count > 100_015)
    let body = ByteString(several.body)
    #expect(body.contains(ByteString(Array(stored[50_000..<150_000]))))
    #expect(body.contains(ByteString("Content-Range: bytes 50000-149999/\(stored.count)")))
  }

  @Test func clientsThatHaveAFileAreToldSo() throws {
    let (served, depot, name, stored) = try large()
    defer { withExtendedLifetime(served) {} }
    let first = try depot.request("HEAD", "/file/0/" + name)
    let tag = try #require(first.header("ETag"))
    let time = try #require(first.header("Last-Modified"))
    #expect(try depot.get("/file/0/" + name, ["If-None-Match": tag]).status == 304)
    #expect(try depot.get("/file/0/" + name, ["If-None-Match": "\"other\""]).status == 200)
    #expect(try depot.get("/file/0/" + name, ["If-Modified-Since": time]).status == 304)
    #expect(try depot.get("/file/0/" + name, ["If-Match": "\"other\""]).status == 412)
    let range = ["Range": "bytes=0-9"]
    #expect(try depot.get("/file/0/" + name, range.merging(["If-Range": tag]) { $1 }).status == 206)
    let other = try depot.get("/file/0/" + name, range.merging(["If-Range": "\"other\""]) { $1 })
    #expect(other.status == 200 && other.body.count == stored.count)
  }

  @Test func pipelinedRequestsAreAnsweredInOrder() throws {
    let (served, depot, name, stored) = try large()
    defer { withExtendedLifetime(served) {} }
    let connection = try depot.connect()
    let paths = [
      "/versions/0", "/file/1/" + name, "/status/0", "/test/catalog/1/catalog.attrs", "/nothing", "/versions/0",
    ]
    connection.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
    let answers = try paths.map { _ in try connection.response() }
    #expect(answers.map(\.status) == [200, 200, 200, 200, 404, 200])
    #expect(answers[1].body == stored)
    #expect(answers[0].body == answers[5].body)
  }

  @Test func encryptedConnectionsCarryFilesAndCertificates() throws {
    let (served, _, name, stored) = try large()
    let folder = served.scratch.path
    try run(
      "sh",
      [
        "-ec",
        """
        openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=ca -days 2
        for who in server client; do
          openssl req -newkey rsa:2048 -nodes -keyout $who.key -out $who.csr -subj /CN=localhost
          openssl x509 -req -in $who.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out $who.pem -days 2
        done
        digest=$(openssl x509 -in client.pem -outform DER | sha256sum | cut -d' ' -f1)
        printf '[publisher test]\\ncertificate-sha256 = %s builder\\n' $digest > permissions
        """,
      ], in: folder)
    let depot = try RunningDepot(
      served.repository.path.text,
      [
        "--writable", "--tls-certificate", folder + "/server.pem", "--tls-key", folder + "/server.key", "--client-ca",
        folder + "/ca.pem", "--permissions", folder + "/permissions",
      ])
    let address = "https://localhost:\(depot.port)"
    let curl = ["-sS", "--cacert", "ca.pem", "--resolve", "localhost:\(depot.port):127.0.0.1"]
    #expect(try run("curl", curl + [address + "/file/1/" + name], in: folder) == stored)
    let open = curl + ["-H", "Client-Release: 5.11", "-o", "/dev/null", "-w", "%{http_code}"]
    let path = address + "/open/0/pkg%3A%2F%2Ftest%2Fa%401"
    #expect(try run("curl", open + [path], in: folder) == Array("401".utf8))
    let certificate = ["--cert", "client.pem", "--key", "client.key"]
    #expect(try run("curl", open + certificate + [path], in: folder) == Array("200".utf8))
  }
}
