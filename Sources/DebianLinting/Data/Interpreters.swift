/// Interpreters that packages of Debian deliver.
enum Interpreters {
  /// The folder of each, and the packages one of which has to be there; none for what every system has.
  static let known: [String: (folder: String, packages: [String])] = [
    "ash": ("/bin", ["ash"]), "awk": ("/usr/bin", []), "bash": ("/bin", []),
    "csh": ("/bin", ["tcsh", "csh", "c-shell"]),
    "dash": ("/bin", []), "escript": ("/usr/bin", ["erlang-base", "erlang-base-hipe"]),
    "expect": ("/usr/bin", ["expect"]),
    "fish": ("/usr/bin", ["fish"]), "gawk": ("/usr/bin", ["gawk"]), "gjs": ("/usr/bin", ["gjs"]),
    "init-d-script": ("/lib/init", []), "jython": ("/usr/bin", ["jython"]), "julia": ("/usr/bin", ["julia"]),
    "ksh": ("/bin", ["ksh", "mksh", "pdksh", "zsh"]), "make": ("/usr/bin", ["make", "build-essential", "dpkg-dev"]),
    "mawk": ("/usr/bin", ["mawk"]), "mksh": ("/bin", ["mksh"]), "node": ("/usr/bin", ["nodejs"]),
    "ocamlrun": ("/usr/bin", ["ocaml-base-nox", "ocaml-base", "ocaml-nox", "ocaml"]), "perl": ("/usr/bin", []),
    "php": ("/usr/bin", ["php-cli"]), "python2": ("/usr/bin", ["python2", "python2-minimal"]),
    "python3": ("/usr/bin", ["python3", "python3-minimal"]), "pypy3": ("/usr/bin", ["pypy3"]),
    "rc": ("/usr/bin", ["rc"]),
    "Rscript": ("/usr/bin", ["r-base-core"]), "ruby": ("/usr/bin", ["ruby"]), "rake": ("/usr/bin", ["rake"]),
    "runhaskell": ("/usr/bin", ["ghc", "ghc6"]), "sed": ("/bin", []), "sh": ("/bin", []),
    "slsh": ("/usr/bin", ["slsh"]),
    "swipl": ("/usr/bin", ["swi-prolog", "swi-prolog-nox"]), "tcsh": ("/bin", ["tcsh"]),
    "gnuplot": ("/usr/bin", ["gnuplot"]),
    "install-menu": ("/usr/bin", []), "texlua": ("/usr/bin", ["texlive-binaries"]), "guile": ("/usr/bin", ["guile"]),
    "lua": ("/usr/bin", ["lua"]), "tclsh": ("/usr/bin", ["tclsh", "tcl"]), "wish": ("/usr/bin", ["wish", "tk"]),
    "zsh": ("/bin", ["zsh"]), "procmail": ("/usr/bin", ["procmail"]),
    "stap": ("/usr/bin", ["systemtap"]), "raku": ("/usr/bin", ["rakudo"]), "perl6": ("/usr/bin", ["rakudo"]),
    "racket": ("/usr/bin", ["racket"]), "gforth": ("/usr/bin", ["gforth"]), "clisp": ("/usr/bin", ["clisp"]),
    "hhvm": ("/usr/bin", ["hhvm"]), "newlisp": ("/usr/bin", ["newlisp"]), "icmake": ("/usr/bin", ["icmake"]),
    "liquidsoap": ("/usr/bin", ["liquidsoap"]), "regina": ("/usr/bin", ["regina-rexx"]),
    "rexx": ("/usr/bin", ["regina-rexx"]),
    "parrot": ("/usr/bin", ["parrot"]), "plackup": ("/usr/bin", ["libplack-perl"]),
    "rackup": ("/usr/bin", ["ruby-rack"]),
    "invoke-run": ("/lib/runit", []), "run": ("/lib/runit/invoke", ["runit"]), "yorick": ("/usr/bin", ["yorick"]),
  ]
}
