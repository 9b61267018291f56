/// A script handed in by the packager, byte for byte.
package struct HookScript: Sendable, Equatable {
  /// Where it was read from; used in messages only.
  package var fileName: String
  /// Its bytes.
  package var bytes: [UInt8]

  /// A hook.
  package init(fileName: String, bytes: [UInt8]) {
    self.fileName = fileName
    self.bytes = bytes
  }

  /// The interpreter of a `#!` line.
  struct Interpreter: Equatable {
    /// The program.
    var path: String
    /// The rest of the line: the kernel hands it over as one argument (execve(2)).
    var argument: String?

    /// The program that reads the script: `python3` for `/usr/bin/env python3` too.
    var program: Substring {
      let name = path.split(separator: "/").last ?? ""
      guard name == "env" else { return name }
      let words = (argument ?? "").split(separator: " ").filter { !$0.hasPrefix("-") && !$0.contains("=") }
      return words.first?.split(separator: "/").last ?? name
    }

    /// It understands the POSIX shell language, so lines can be put into the script and `-e` be added.
    var isShell: Bool {
      ["sh", "dash", "bash", "ash", "ksh", "mksh", "posh", "yash"].contains(program)
    }
  }

  /// A compiled program needs no interpreter.
  var isExecutableImage: Bool { bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) }

  /// The interpreter of the `#!` line, if there is one.
  var interpreter: Interpreter? {
    guard bytes.starts(with: Array("#!".utf8)) else { return nil }
    let line = bytes.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") }
    let words = line.split(maxSplits: 1) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let path = words.first else { return nil }
    var argument = String(decoding: words.dropFirst().first ?? [], as: UTF8.self)[...]
    while let last = argument.last, last == " " || last == "\t" { argument.removeLast() }
    argument = argument.drop { $0 == " " || $0 == "\t" }
    return Interpreter(
      path: String(decoding: path, as: UTF8.self), argument: argument.isEmpty ? nil : String(argument))
  }

  /// The offsets of lines that hold the token `#DEBHELPER#` and nothing else.
  var tokenLines: [Range<Int>] {
    let token = Array("#DEBHELPER#".utf8)
    var found: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
      var line = bytes[start..<end].drop(while: isBlank)
      while let last = line.last, isBlank(last) || last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
        line.removeLast()
      }
      if line.elementsEqual(token) { found.append(start..<end) }
      start = end
    }
    return found
  }

  /// Whether a word occurs in a line that is not a comment.
  func mentions(_ word: String) -> Bool {
    let word = Array(word.utf8)
    let isNameByte = { (byte: UInt8?) in
      guard let byte else { return false }
      return UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let code = Array(line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
      guard code.count >= word.count, code.first != UInt8(ascii: "#") else { continue }
      for start in 0...(code.count - word.count) where code[start..<start + word.count].elementsEqual(word) {
        let before = start > 0 ? code[start - 1] : nil
        let after = start + word.count < code.count ? code[start + word.count] : nil
        if !isNameByte(before), !isNameByte(after) { return true }
      }
    }
    return false
  }
}
