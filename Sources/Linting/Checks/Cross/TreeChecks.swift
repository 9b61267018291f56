import PackageModel

/// Manifests against the tree that they are published from.
enum TreeChecks {
  static let all = [missing, undelivered, kind, mode, target]

  static let missing = Check(
    "tree.missing", method: "missing", family: .tree, summary: "What a manifest delivers should be in the tree.",
    messages: [
      .init(
        "", .error, "a manifest delivers a path that the tree does not have",
        remedy: "build the file, or remove the action")
    ],
    explanation: """
      Publication ends at the first file that it cannot find. With `--tree` every path of every manifest is looked for in \
      the tree before that; a file that is delivered under another name is found by its payload.
      """,
    wrong: "file path=usr/bin/demo owner=root group=bin mode=0555      # the tree has usr/bin/demo2 only",
    right: "file usr/bin/demo2 path=usr/bin/demo owner=root group=bin mode=0555",
    body: body(.missing, attribute: "path") { "the \(word($0.manifest)) \($0.path) is not in the tree" })

  static let undelivered = Check(
    "tree.undelivered", method: "undelivered", family: .tree, summary: "What is in the tree should be delivered.",
    messages: [
      .init(
        "", .warning, "no manifest of the run delivers something that the tree has",
        remedy: "add an action, or do not install it into the tree; pkgwright generate writes actions")
    ],
    explanation: """
      A new version of a program installs new files, and nobody notices that no manifest mentions them until a user misses \
      them. All manifests of a run are taken together. Directories that are only there for what is delivered below them \
      need no action of their own.
      """,
    wrong:
      "# the tree has usr/bin/demo and usr/share/man/man1/demo.1\nfile path=usr/bin/demo owner=root group=bin mode=0555",
    right: """
      file path=usr/bin/demo owner=root group=bin mode=0555
      file path=usr/share/man/man1/demo.1 owner=root group=bin mode=0444
      """,
    body: .manifest { session in
      // All packages together leave it out, so the first one says it.
      guard session.number == 0 else { return }
      for difference in session.model.undelivered {
        session.report(
          "", "the \(word(difference.tree)) \(difference.path) of the tree is delivered by no manifest",
          file: difference.file, ignoresSuppression: true)
      }
    })

  static let kind = Check(
    "tree.kind", method: "kind", family: .tree, summary: "Manifest and tree should agree on what a path is.",
    messages: [
      .init(
        "", .error, "a path is one thing in the manifest and another one in the tree",
        remedy: "change the type of the action, or what the build installs")
    ],
    explanation: """
      A link where the manifest says file is followed on publication, so that a copy is delivered; a directory cannot be \
      published as a file at all.
      """,
    wrong: "file path=usr/lib/libdemo.so owner=root group=bin mode=0555      # a symbolic link in the tree",
    right: "link path=usr/lib/libdemo.so target=libdemo.so.1",
    body: body(.kind, attribute: "path") {
      "\($0.path) is a \(word($0.manifest)) in the manifest and a \(word($0.tree)) in the tree"
    })

  static let mode = Check(
    "tree.mode", method: "mode", family: .tree, summary: "Manifest and tree should agree on permissions.",
    messages: [
      .init(
        "", .warning, "the mode of a path is another one in the tree",
        remedy: "write the mode that is right; the manifest's is what users get")
    ],
    explanation: """
      What is installed has the mode of the manifest. Where the build installs a file with another mode, one of them is \
      wrong, and most often it is the manifest: a program without execute permission, a secret that all may read.
      """,
    wrong: "file path=usr/bin/demo owner=root group=bin mode=0444      # 0755 in the tree",
    right: "file path=usr/bin/demo owner=root group=bin mode=0755",
    body: body(.mode, attribute: "mode") {
      "\($0.path) has mode \(word($0.manifest)) in the manifest and \(word($0.tree)) in the tree"
    })

  static let target = Check(
    "tree.target", method: "target", family: .tree, summary: "Manifest and tree should agree on targets of links.",
    messages: [
      .init(
        "", .warning, "a link leads somewhere else in the tree",
        remedy: "write the target that is right; the manifest's is what users get")
    ],
    explanation: """
      Targets of links change with the version of a library. A manifest that is not changed with them delivers links that \
      lead nowhere.
      """,
    wrong: "link path=usr/lib/libdemo.so target=libdemo.so.1      # libdemo.so.2 in the tree",
    right: "link path=usr/lib/libdemo.so target=libdemo.so.2",
    body: body(.target, attribute: "target") {
      "\($0.path) leads to \(word($0.manifest)) in the manifest and to \(word($0.tree)) in the tree"
    })

  private static func word(_ text: ByteString?) -> String { text?.text ?? "nothing" }

  /// Reports the differences of one reason at the actions that make them.
  private static func body(
    _ reason: TreeDifference.Reason, attribute: ByteString, _ text: @escaping @Sendable (TreeDifference) -> String
  ) -> Check.Body {
    .manifest { session in
      for difference in session.model.treeDifferences(of: session.package) where difference.reason == reason {
        guard let index = difference.place?.action, index < session.package.manifest.actionCount else { continue }
        session.look(at: LintAction(package: session.package, index: index))
        session.report("", text(difference), attribute: attribute)
      }
    }
  }
}

extension CheckFamily {
  /// Manifests against a tree.
  package static let tree = CheckFamily("tree", title: "Manifests and their tree (`--tree`)")
}
