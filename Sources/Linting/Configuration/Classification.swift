import PackageModel

/// The classes of software that `info.classification` may name.
package struct Classification: Sendable, Hashable {
  /// A section with its categories.
  package struct Section: Sendable, Hashable {
    package var name: String
    /// The categories with commas between them; `nil` where none are given.
    package var categories: String?
  }

  /// Where the list comes from, as messages show it.
  package var path: String
  package var sections: [Section]
  /// Why there is no list.
  package var problem: String?

  /// The place where the IPS tools have the list, which is built in here.
  package static let usualPath = "/usr/share/lib/pkg/opensolaris.org.sections"

  /// The classes of the scheme `org.opensolaris.category.2008`.
  package static let builtIn = Classification(
    path: usualPath,
    sections: [
      Section(name: "Meta Packages", categories: "Group Packages,Incorporations"),
      Section(
        name: "Applications",
        categories: "Accessories,Configuration and Preferences,Games,Graphics and Imaging,Internet,Office,"
          + "Panels and Applets,Plug-ins and Run-times,Sound and Video,System Utilities,Universal Access"),
      Section(
        name: "Desktop (GNOME)",
        categories: "Documentation,File Managers,Libraries,Localizations,Scripts,Sessions,Theming,"
          + "Trusted Extensions,Window Managers"),
      Section(
        name: "Development",
        categories: "C,C++,Databases,Distribution Tools,Editors,Fortran,GNOME and GTK+,GNU,"
          + "High Performance Computing,Integrated Development Environments,Java,Objective C,Other Languages,PHP,Perl,"
          + "Python,Ruby,Source Code Management,Suites,System,X11"),
      Section(name: "Drivers", categories: "Display,Media,Networking,Other Peripherals,Ports,Storage"),
      Section(
        name: "System",
        categories: "Administration and Configuration,Core,Databases,Enterprise Management,File System,Fonts,Hardware,"
          + "Internationalization,Libraries,Localizations,Media,Multimedia Libraries,Packaging,Printing,Security,"
          + "Services,Shells,Software Management,Text Tools,Trusted,Virtualization,X11"),
      Section(name: "Web Services", categories: "Application and Web Servers,Communications"),
    ])

  package init(path: String, sections: [Section], problem: String? = nil) {
    self.path = path
    self.sections = sections
    self.problem = problem
  }

  /// Reads the list from the text of a file; `nil` is a file that is missing.
  package init(path: String, text: [UInt8]?) {
    self.init(path: path, sections: [])
    guard let text else {
      problem = "missing file \(path)"
      return
    }
    do throws(INIError) {
      let file = try INIFile(text, name: path)
      sections = file.sections.filter { $0.name != INIFile.defaultSection }.map { section in
        Section(name: section.name, categories: section.value("category") ?? file.defaults.value("category"))
      }
      if sections.isEmpty { problem = "no sections found in data file \(path)" }
    } catch {
      problem = "unable to parse data file \(path): \(error.description)"
    }
  }
}
