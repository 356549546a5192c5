/// The memory of a server and of its children after the loads.
public struct RunMemory: Codable, Sendable, Equatable {
    /// One process.
    public struct Process: Codable, Sendable, Equatable {
        /// The program's name.
        public var program: String
        /// Kilobytes in memory when it was looked at.
        public var residentKilobytes: Int
        /// The most kilobytes it ever had.
        public var peakKilobytes: Int

        /// A process from its parts.
        public init(program: String, residentKilobytes: Int, peakKilobytes: Int) {
            self.program = program
            self.residentKilobytes = residentKilobytes
            self.peakKilobytes = peakKilobytes
        }
    }

    /// Whose memory it is, and after what, such as `vangrail-text`.
    public var name: String
    /// The server itself.
    public var server: Process
    /// Its child processes.
    public var children: [Process]

    /// A memory from its parts.
    public init(name: String, server: Process, children: [Process]) {
        self.name = name
        self.server = server
        self.children = children
    }
}
