import PackageModel
@testable import Recipes
import Testing

@Suite struct RecipePartsTests {
  @Test(arguments: [
    ("1.0", nil, "1.0", nil), ("2:1.5-3", "2", "1.5", "3"), ("1.2-3-4", nil, "1.2-3", "4"), ("0:1", "0", "1", nil),
  ])
  func versionsAreTakenApart(_ text: String, _ epoch: String?, _ upstream: String, _ revision: String?) {
    let version = RecipeVersion(splitting: text)
    #expect(version == RecipeVersion(epoch: epoch, upstream: upstream, revision: revision))
  }

  @Test(arguments: [
    (nil, "1.0", nil, "1.0", "1.0"), ("2", "1.5", "3", "2:1.5-3", "1.5-3"), ("0", "1", "1", "1-1", "1-1"),
    ("00", "1", nil, "1", "1"), (nil, "1:2", nil, "1:2", "1:2"),
  ])
  func versionsArePutTogether(
    _ epoch: String?, _ upstream: String, _ revision: String?, _ text: String, _ withoutEpoch: String
  ) {
    let version = RecipeVersion(epoch: epoch, upstream: upstream, revision: revision)
    #expect(version.text == text && version.withoutEpoch == withoutEpoch)
  }

  @Test(arguments: [
    ("x86_64", "amd64"), ("aarch64", "arm64"), ("noarch", "all"), ("ppc64le", "ppc64el"), ("i686", "i386"),
    ("armv7l", "armhf"), ("all", "all"), ("riscv64", "riscv64"), ("loong64", "loong64"),
    ("native", DebianArchitecture.native),
  ])
  func architectures(_ name: String, _ debian: String) {
    #expect(DebianArchitecture.named(name) == debian)
  }

  private func output(_ format: ByteString?, directories: Set<ByteString> = []) -> String {
    var recipe = PackageRecipe(
      name: "my-app", version: RecipeVersion(epoch: "4", upstream: "1.0", revision: "2"), architecture: "arm64",
      maintainer: "m", description: "d")
    recipe.section = nil
    return OutputName(recipe).path(format: format) { directories.contains($0) }.text
  }

  @Test(arguments: [
    (nil, "my-app_1.0-2_arm64.deb"), ("x.deb", "x.deb"), ("NAME-FULLVERSION.ARCH.EXTENSION", "my-app-1.0-2.arm64.deb"),
    ("NAME_VERSION_ITERATION_EPOCH_TYPE", "my-app_1.0_2_4_deb"), ("NAMENAME.deb", "my-appmy-app.deb"),
    ("out", "out/my-app_1.0-2_arm64.deb"), ("out/", "out/my-app_1.0-2_arm64.deb"),
    ("ARCHIVE/x.deb", "arm64IVE/x.deb"), ("VERSION/NAME.deb", "1.0/my-app.deb"), ("TYPES/NAME.deb", "TYPES/my-app.deb"),
  ])
  func outputNames(_ format: ByteString?, _ expected: String) {
    #expect(output(format, directories: ["out", "out/", "1.0", "TYPES/", "/"]) == expected)
  }
}
