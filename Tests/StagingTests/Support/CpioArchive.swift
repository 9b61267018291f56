/// A cpio archive in one of the forms with text headers.
struct CpioArchive {
  enum Form { case portable, newer }

  private(set) var bytes: [UInt8] = []
  private let form: Form

  init(_ form: Form, _ members: [(name: String, text: String)]) {
    self.form = form
    for member in members { append(member.name, Array(member.text.utf8)) }
    append("TRAILER!!!", [])
  }

  private mutating func append(_ name: String, _ content: [UInt8]) {
    func octal(_ number: Int, _ width: Int) -> String { pad(String(number, radix: 8), width) }
    func hex(_ number: Int) -> String { pad(String(number, radix: 16), 8) }
    func pad(_ digits: String, _ width: Int) -> String { String(repeating: "0", count: width - digits.count) + digits }
    let nameSize = name.utf8.count + 1
    switch form {
    case .portable:
      let fields = [octal(0, 6), octal(0, 6), octal(0o100644, 6), octal(0, 6), octal(0, 6), octal(1, 6), octal(0, 6)]
      let header = "070707" + fields.joined() + octal(0, 11) + octal(nameSize, 6) + octal(content.count, 11)
      bytes += Array(header.utf8) + Array(name.utf8) + [0] + content
    case .newer:
      let fields = [0, 0o100644, 0, 0, 1, 0, content.count, 0, 0, 0, 0, nameSize, 0].map(hex)
      bytes += Array(("070701" + fields.joined()).utf8) + Array(name.utf8) + [0]
      align(4)
      bytes += content
      align(4)
    }
  }

  private mutating func align(_ size: Int) {
    bytes += Array(repeating: 0, count: (size - bytes.count % size) % size)
  }

  /// The bytes up to a multiple of 512.
  var padded: [UInt8] { bytes + Array(repeating: 0, count: (512 - bytes.count % 512) % 512) }
}
