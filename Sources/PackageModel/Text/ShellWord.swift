/// Words of a POSIX shell's command line (POSIX.1-2017, Shell Command Language, section 2.2).
package enum ShellWord {
  /// The text as one word: as it is if every byte is harmless, otherwise in single quotes.
  package static func word(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "_-./:@%+=,".utf8.contains(byte)
    }
    return isPlain && !text.isEmpty ? text : quoted(text)
  }

  /// The text in single quotes.
  package static func quoted(_ text: String) -> String {
    var quoted = Array("'".utf8)
    for byte in text.utf8 {
      if byte == UInt8(ascii: "'") { quoted += Array(#"'\''"#.utf8) } else { quoted.append(byte) }
    }
    return String(decoding: quoted + [UInt8(ascii: "'")], as: UTF8.self)
  }
}
