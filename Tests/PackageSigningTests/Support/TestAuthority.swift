import Foundation
import PackageModel
import PackageSigning
import TestSupport

/// Certificates that openssl makes: a root, an intermediate and a signer, and others that are not good for signing.
final class TestAuthority: Sendable {
  /// One for all tests: making keys takes long.
  static let shared = Result { try TestAuthority() }

  let folder: String
  private let holder: Scratch

  private init() throws {
    let scratch = try Scratch()
    holder = scratch
    folder = scratch.path
    try scratch.write("script", Array(Self.script.utf8))
    try run("sh", ["-eu", "script"], in: folder)
  }

  private static let script = """
    root() { openssl req -x509 -newkey rsa:2048 -nodes -keyout $1.key -out $1.pem -days 3650 -subj "/O=Test/CN=$2" \\
      -addext keyUsage=critical,keyCertSign,cRLSign; }
    issue() { # NAME SUBJECT ISSUER EXTENSIONS...
      name=$1 subject=$2 issuer=$3; shift 3
      printf '%s\\n' "$@" > $name.ext
      openssl req -newkey rsa:2048 -nodes -keyout $name.key -out $name.csr -subj "/O=Test/CN=$subject"
      openssl x509 -req -in $name.csr -CA $issuer.pem -CAkey $issuer.key -CAcreateserial -out $name.pem -days 3650 \\
        -extfile $name.ext
    }
    root root 'Test Root'
    issue middle 'Test Middle' root basicConstraints=critical,CA:TRUE keyUsage=critical,keyCertSign,cRLSign
    issue signer 'Test Signer' middle basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature \\
      "crlDistributionPoints=URI:file://$PWD/middle.crl"
    issue remote 'Test Remote' middle basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature \\
      crlDistributionPoints=URI:http://pkg.example/middle.crl
    issue server 'Test Server' middle basicConstraints=critical,CA:FALSE keyUsage=critical,keyEncipherment
    issue below 'Test Below' signer basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature
    openssl pkey -in signer.key -aes256 -passout pass:secret -out locked.key
    openssl rsa -in signer.key -traditional -out traditional.key
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out curve.key
    mkdir anchors nobody
    cp root.pem anchors
    echo 'no certificate' > anchors/README
    printf '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=index.txt\\ncrlnumber=number\\ndefault_md=sha256\\ndefault_crl_days=3650\\n' > ca.cnf
    : > index.txt
    echo 01 > number
    openssl ca -config ca.cnf -cert middle.pem -keyfile middle.key -gencrl -out empty.crl
    openssl ca -config ca.cnf -cert middle.pem -keyfile middle.key -revoke signer.pem
    openssl ca -config ca.cnf -cert middle.pem -keyfile middle.key -gencrl -out revoked.crl
    openssl crl -in revoked.crl -outform DER -out revoked.der
    openssl ca -config ca.cnf -cert root.pem -keyfile root.key -gencrl -out foreign.crl
    """

  func path(_ name: String) -> ByteString { ByteString(folder + "/" + name) }

  /// What it takes to sign as somebody.
  func credentials(_ name: String = "signer", chain: [String] = ["middle.pem"]) throws -> SigningCredentials {
    try SigningCredentials(
      key: path(name + ".key"), certificate: path(name + ".pem"), chain: chain.map { path($0) })
  }
}
