import PackageModel
@testable import Recipes
import Testing

@Suite struct ScriptTemplateTests {
  private func rendered(_ text: String) throws -> String {
    let bytes = try ScriptTemplate(Array(text.utf8), fileName: "post").rendered { placeholder in
      switch placeholder {
      case .name("name"): "app"
      case .name("empty"): ""
      case .attribute("prefix"): "/opt"
      default: nil
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("", ""), ("plain % > <", "plain % > <"), ("<%= name %>", "app"), ("<%=name%>-<%= empty %>.", "app-."),
    ("a <%= name -%>\nb", "a appb"), ("a <%= name %>\nb", "a app\nb"), ("<%# note %>x", "x"),
    ("  <%-# note -%>\nx", "x"), ("<%% name %>", "<% name %>"),
    ("<%= attributes[:prefix] %> <%= attributes['prefix'] %> <%= attributes[\"prefix\"] %>", "/opt /opt /opt"),
    ("ünï <%= name %> ☃", "ünï app ☃"),
  ])
  func replaces(_ text: String, _ expected: String) throws {
    #expect(try rendered(text) == expected)
  }

  @Test(arguments: [
    ("x\n <%= other %>", 2, 2), ("<% if true %>", 1, 1), ("<%= name.upcase %>", 1, 1), ("a\nb\n<%= name", 3, 1),
    ("<%= attributes[:other] %>", 1, 1), ("<%= 1 + 1 %>", 1, 1), ("<%= %>", 1, 1), ("<%>", 1, 1),
  ])
  func refusesWithThePlace(_ text: String, _ line: Int, _ column: Int) {
    #expect { try rendered(text) } throws: {
      ($0 as? Diagnostic)?.location == SourceLocation(file: "post", line: line, column: column)
    }
  }
}
