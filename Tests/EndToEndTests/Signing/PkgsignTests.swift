import Foundation
import Testing

/// pkgsign as a drop-in, and the commands around it.
@Suite struct PkgsignTests {
  /// A repository with the packages `one` and `two`, a key with its certificate, and a directory of trust anchors.
  private static let setting = """
    set -e
    openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 30 -subj /CN=Signer 2> /dev/null
    mkdir anchors; cp cert.pem anchors
    pkgrepo create repo; pkgrepo set -s repo publisher/prefix=test repository/trust-anchor-directory=$PWD/anchors
    for name in one two; do
      printf 'set name=pkg.fmri value=%s@1.0,5.11-1:20250101T000000Z\\ndir path=usr owner=root group=sys mode=0755\\n' $name |
        pkgsend -D allow-timestamp -s repo publish > /dev/null
    done
    set +e

    """

  private func run(_ script: String) throws -> CommandRun {
    try CommandRun.withFolder { try CommandRun.shell(Self.setting + script, in: $0) }
  }

  @Test func signsWhatPatternsName() throws {
    let done = try run(
      """
      pkgsign -s repo -k key.pem -c cert.pem '*'; echo $?
      pkgsign -s repo -k key.pem -c cert.pem -a rsa-sha512 -n one; echo $?
      PKG_REPO=file://$PWD/repo pkgsign one@1.0; echo $?
      grep -c '^signature' repo/publisher/test/pkg/one/* repo/publisher/test/pkg/two/* | sed 's/.*://'
      pkgrepo verify -s repo --disable dependency | grep -v -A5 WARNING; pkgrepo verify -s repo > /dev/null; echo $?
      pkgwright repo signatures repo one
      """)
    #expect(
      done.output == """
        Signed pkg://test/one@1.0-1:20250101T000000Z
        Signed pkg://test/two@1.0-1:20250101T000000Z
        0
        Signed pkg://test/one@1.0-1:20250101T000000Z
        0
        Signed pkg://test/one@1.0-1:20250101T000000Z
        0
        2
        1
        Initiating repository verification.
        0
        pkg://test/one@1.0,5.11-1:20250101T000000Z
            valid: rsa-sha256 by CN=Signer
            valid: sha256

        """)
  }

  @Test func aSignatureThatIsThereIsEnough() throws {
    let done = try run(
      """
      pkgsign -s repo one > /dev/null; cp repo/publisher/test/pkg/one/* before
      pkgsign -s repo one; echo $?; cmp before repo/publisher/test/pkg/one/*
      sed -i 's/mode=0755/mode=0700/' repo/publisher/test/pkg/one/*
      pkgsign -s repo one two 2>&1 > /dev/null | wc -l; pkgsign -s repo one two > /dev/null 2>&1; echo $?
      """)
    #expect(done.output == "0\n1\n1\n")
  }

  @Test(arguments: [
    ("-s repo", 2), ("one", 2), ("-s repo -k key.pem one", 2), ("-s repo -c cert.pem one", 2),
    ("-s repo -i cert.pem one", 2), ("-s repo -k missing -c cert.pem one", 2), ("-s repo -a md5 one", 2),
    ("-s repo -a rsa-sha256 one", 2), ("-s repo -a sha256 -k key.pem -c cert.pem one", 2), ("-s repo -z one", 2),
    ("--help", 0), ("-s repo three", 1), ("-s repo one three", 1), ("-s repo 'x y'", 1), ("-s nowhere one", 1),
    ("-s repo -k cert.pem -c cert.pem one", 1), ("-s repo -k key.pem -c key.pem one", 1),
    ("-s repo/pkg5.repository one", 1), ("-s ftp://repo one", 1),
  ])
  func mistakesAreToldAndChangeNothing(_ arguments: String, _ status: Int32) throws {
    let done = try run(
      "pkgsign \(arguments); echo $?; grep -h '^signature' repo/publisher/test/pkg/*/* | wc -l")
    #expect(done.output == "\(status)\n0\n")
    #expect(!done.complaints.isEmpty)
  }

  @Test func verifyAndFixTellDamageFromDistrust() throws {
    let done = try run(
      """
      pkgsign -s repo -k key.pem -c cert.pem one two > /dev/null
      mv anchors/cert.pem kept
      pkgrepo verify -s repo --disable dependency | grep -c 'Bad signature'
      pkgrepo fix -s repo > /dev/null; echo $?; pkgrepo list -H -s repo | wc -l
      pkgwright repo fix repo > /dev/null 2>&1; echo $?; pkgrepo list -H -s repo | wc -l
      mv kept anchors/cert.pem
      sed -i 's/mode=0755/mode=0700/' repo/publisher/test/pkg/one/*
      pkgrepo verify -s repo > out; echo $?; grep -A2 'Bad signature' out | sed "s|$PWD|.|"
      pkgwright repo signatures repo --format json one | grep '"state"'
      pkgrepo fix -s repo > /dev/null; echo $?; pkgrepo list -H -s repo | wc -l
      pkgrepo verify -s repo > /dev/null; echo $?
      """)
    #expect(
      done.output == """
        2
        1
        2
        1
        2
        1
                   ERROR: Bad signature.
                 Package: pkg://test/one@1.0,5.11-1:20250101T000000Z
         Repository path: ./repo/publisher/test/pkg/one/1.0%2C5.11-1%3A20250101T000000Z
                "state" : "wrong"
        0
        1
        0

        """)
  }

  @Test func theNativeCommandSigns() throws {
    let done = try run(
      """
      pkgwright sign --repository repo --key key.pem --certificate cert.pem --dry-run one
      pkgwright sign --repository repo --key key.pem --certificate cert.pem one
      pkgwright sign --repository repo --key key.pem --certificate cert.pem --format json one | grep state
      pkgwright sign --repository repo --key key.pem one; echo $?
      pkgwright sign --repository repo --algorithm rsa-sha256 one; echo $?
      pkgwright sign --repository repo nothing; echo $?
      """)
    #expect(
      done.output == """
        would be signed: pkg://test/one@1.0,5.11-1:20250101T000000Z
        signed: pkg://test/one@1.0,5.11-1:20250101T000000Z
            "state" : "signed already"
        2
        2
        1

        """)
  }

  @Test func packagesOfADepotAreSigned() throws {
    let done = try run(
      """
      pkgwright depot serve --repository repo --listen 127.0.0.1:0 --writable > ready 2> log & depot=$!
      for attempt in $(seq 600); do grep -q http: ready && break; sleep 0.1; done
      address=$(grep -o 'http://[^ ]*' ready)
      pkgsign -s $address -k key.pem -c cert.pem one; echo $?
      pkgsign -s $address -k key.pem -c cert.pem one; echo $?
      pkgwright repo signatures $address --trust-anchors anchors one
      kill $depot; wait $depot 2> /dev/null
      pkgwright repo signatures repo one
      """)
    let report = """
      pkg://test/one@1.0,5.11-1:20250101T000000Z
          valid: rsa-sha256 by CN=Signer

      """
    #expect(
      done.output == "Signed pkg://test/one@1.0-1:20250101T000000Z\n0\n0\n" + report + report, "\(done.complaints)")
  }
}
