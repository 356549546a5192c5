import FoundationEssentials

/// The memory of a process, read from `/proc`.
struct ProcessMemory {
    /// Kilobytes in memory now.
    let residentKilobytes: Int
    /// The most kilobytes ever in memory.
    let peakKilobytes: Int

    /// The memory of a running process; `nil` when it is gone.
    init?(of pid: Int) {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8) else { return nil }
        func kilobytes(_ field: String) -> Int? {
            let line = status.split(separator: "\n").first { $0.hasPrefix(field + ":") }
            return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }
        }
        guard let resident = kilobytes("VmRSS"), let peak = kilobytes("VmHWM") else { return nil }
        residentKilobytes = resident
        peakKilobytes = peak
    }
}
