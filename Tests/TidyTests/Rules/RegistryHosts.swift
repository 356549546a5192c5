/// Packages are asked for by name through their ordinary clients; no file names a registry's host.
enum RegistryHosts {
    // Written in parts so that this file does not find itself.
    private static let hosts = [
        "py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "npm" + "js.org", "npm" + "js.com",
        "crates" + ".io", "deb.debian" + ".org", "security.debian" + ".org", "proxy.golang" + ".org",
        "ruby" + "gems.org", "repo.maven" + ".apache", "repo1" + ".maven", "swift" + "packageregistry",
    ]

    static func findings(file: String, text: String) -> [Finding] {
        let lower = text.lowercased()
        guard hosts.contains(where: lower.contains) else { return [] }
        var found: [Finding] = []
        for (index, line) in lower.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            for host in hosts where line.contains(host) {
                found.append(Finding(file: file, line: index + 1, problem: "names the host of a package registry"))
            }
        }
        return found
    }
}
