extension TemplateVariable {
  // MARK: What is packaged

  static let name = TemplateVariable("name", "the name of the service and of its files", .name, example: "echo_server")
  static let package = TemplateVariable("package", "the name of the package", .name, default: "{{name}}")
  static let description = TemplateVariable(
    "description", "what the service is, in a few words", .text, default: "the service {{name}}")
  static let documentation = TemplateVariable(
    "documentation", "URIs of the documentation", .documentation, default: "")

  // MARK: The program

  static let kind = TemplateVariable(
    "kind", "release: an Erlang or Elixir release with a start script; daemon: a program that stays in the foreground",
    .choice(["release", "daemon"]), default: "daemon")
  static let program = TemplateVariable(
    "program", "the program, for a release its start script", .path,
    default: "{{#is-release}}/opt/{{name}}/bin/{{name}}{{/is-release}}{{#is-daemon}}/usr/bin/{{name}}{{/is-daemon}}")
  static let arguments = TemplateVariable("arguments", "the arguments of a daemon", .arguments, default: "")
  static let foregroundCommand = TemplateVariable(
    "foreground-command", "the release's command that runs it in the foreground (start for Elixir)", .word,
    default: "foreground")
  static let startCommand = TemplateVariable(
    "start-command", "the release's command that starts it in the background (start before relx 4)", .word,
    default: "daemon")
  static let readyCommand = TemplateVariable(
    "ready-command", "a command of the program that succeeds once it serves, such as ping", .optionalWord, default: "")
  static let stopCommand = TemplateVariable(
    "stop-command", "a command of the program that is to stop it, before it gets the signal TERM", .optionalWord,
    default: "")
  static let reloadSignal = TemplateVariable(
    "reload-signal", "the signal on which a daemon reads its configuration again", .optionalSignal, default: "")

  // MARK: Whom it runs as and where

  static let user = TemplateVariable("user", "the account it runs as", .account, default: "{{name}}")
  static let group = TemplateVariable("group", "the primary group of the account", .account, default: "{{user}}")
  static let comment = TemplateVariable(
    "comment", "the comment field of the account", .comment, default: "{{name}} service")
  static let home = TemplateVariable("home", "the directory of its data", .path, default: "/var/lib/{{name}}")
  static let logDirectory = TemplateVariable(
    "log-directory", "the directory of its logs", .path, default: "/var/log/{{name}}")

  // MARK: Limits

  static let openFiles = TemplateVariable(
    "open-files", "how many files it may have open", .number(16...1_048_576), default: "65536")
  static let startSeconds = TemplateVariable(
    "start-seconds", "how long it has to run to count as started, or may take until it is ready", .number(1...3600),
    default: "{{#has-ready-command}}60{{/has-ready-command}}{{^has-ready-command}}"
      + "{{#is-release}}3{{/is-release}}{{#is-daemon}}1{{/is-daemon}}{{/has-ready-command}}")
  static let stopSeconds = TemplateVariable(
    "stop-seconds", "how long it may take to stop", .number(1...3600), default: "30")

  // MARK: Web servers

  /// What a web server is told in any case.
  static let webServer: [TemplateVariable] = [
    TemplateVariable("server-name", "the name that clients reach it under", .name, example: "pkg.example.org"),
    TemplateVariable("port", "the port for clients", .number(1...65535), default: "443"),
    TemplateVariable(
      "certificate", "the certificate of the server with its chain", .path, default: "/etc/ssl/{{server-name}}.pem"),
    TemplateVariable(
      "certificate-key", "the private key of the certificate", .path, default: "/etc/ssl/private/{{server-name}}.key"),
  ]

  /// The program's side, as most templates of services need it.
  static let service: [TemplateVariable] = [
    name, description, kind, program, arguments, user, group, home, logDirectory, openFiles,
  ]
}
