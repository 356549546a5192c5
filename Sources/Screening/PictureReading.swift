import Crypto
import SafetyModel

/// Reads the pictures of a request, or of a generator's answer, through the lens and looks them up.
struct PictureReading: Sendable {
    let lens: any PictureLens
    let store: any GateStore
    let clock: Timepiece
    let texts: TextMemory

    init(_ parts: ScreeningParts) {
        lens = parts.lens
        store = parts.store
        clock = parts.clock
        texts = parts.texts
    }

    /// One picture with the name it has in coverage and faults.
    struct Input: Sendable {
        var name: String
        var picture: Picture
        var role: PictureRole
    }

    /// What became of one input.
    struct Outcome: Sendable {
        var input: Input
        var read: Result<ReadPicture, LensError>
        var matches: Result<Matches, StoreError>
        /// What is written in it; nil inside where nobody reads text.
        var text: Result<PictureText?, LensError>
    }

    /// Known pictures that a picture matches.
    struct Matches: Sendable {
        /// Outputs that were stopped, confirmed ones first, then the nearest.
        var stopped: [OutputMatch] = []
        /// Entries of banks, the same bytes first.
        var banked: [BankMatch] = []
    }

    /// Reads all inputs at once (the lens bounds how many really run), in order.
    func read(_ inputs: [Input]) async -> [Outcome] {
        await withTaskGroup(of: (Int, Outcome).self) { group in
            for (index, input) in inputs.enumerated() {
                group.addTask { (index, await readOne(input)) }
            }
            var outcomes: [(Int, Outcome)] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func readOne(_ input: Input) async -> Outcome {
        do throws(LensError) {
            let picture = try await lens.read(input.picture, as: input.role)
            return Outcome(
                input: input, read: .success(picture), matches: await matches(picture, bytes: input.picture),
                text: await DrawnText.read(picture, through: lens, remembering: texts))
        } catch {
            return Outcome(input: input, read: .failure(error), matches: .success(Matches()), text: .failure(error))
        }
    }

    /// Entries of banks and stopped outputs that lie within the distance at which PDQ calls pictures equal, for everything
    /// the picture shows (every frame, what alpha hides, what stood there before a label, parts and turns of it), or that
    /// have the same bytes.
    func matches(_ picture: ReadPicture, bytes: Picture) async -> Result<Matches, StoreError> {
        let query = BankQuery(picture, bytes: bytes)
        do throws(StoreError) {
            return .success(
                Matches(
                    stopped: try await store.judgedStopped(query),
                    banked: try await store.judgedMatches(query, at: clock.now())))
        } catch { return .failure(error) }
    }

    /// Notes outcomes in coverage, unknowns and faults, and returns the signals that matches give to that account's request.
    static func note(
        _ outcomes: [Outcome], of account: AccountID?, coverage: inout Coverage, unknowns: inout Unknowns,
        faults: inout [PictureFault]
    ) -> [Signal] {
        var signals: [Signal] = []
        for outcome in outcomes {
            let name = outcome.input.name
            switch outcome.read {
            case .success: coverage.record(name, .lens, .read)
            case .failure(let error):
                coverage.record(name, .lens, .failed)
                unknowns.note(error, on: name)
                faults.append(PictureFault(input: name, error: error))
                continue
            }
            switch outcome.matches {
            case .success(let matches):
                coverage.record(name, .banks, .read)
                signals += Self.signals(matches, input: name) + Self.protection(matches, from: account, input: name)
            case .failure(let error):
                coverage.record(name, .banks, .failed)
                unknowns.note(error)
            }
            DrawnText.note(outcome.text, of: name, coverage: &coverage, unknowns: &unknowns)
        }
        return signals
    }

    /// What matches say. A perceptual match cannot tell an edit from its source, so it is `suspected` and holds at most;
    /// where the bytes or the local signatures say that it is that picture, it is `clear`, and `severe` where a bank's
    /// entry is confirmed. The notes name no bank to the caller.
    static func signals(_ matches: Matches, input: String) -> [Signal] {
        var signals: [Signal] = []
        if let first = matches.stopped.first {
            let note = "\(input) lies \(first.distance) bits from a picture that was stopped"
            signals.append(
                Signal(
                    .bankMatch, first.likeness.isConfirmed ? .clear : .suspected,
                    evidence: Evidence(reader: .banks, note: note)))
        }
        for match in matches.banked where match.entry.bank != .protected {
            let how = match.distance.map { "(\(match.likeness.rawValue)) lies \($0) bits from" } ?? "has the bytes of"
            signals.append(
                Signal(
                    .bankMatch, match.level,
                    evidence: Evidence(
                        reader: .banks, note: "\(input) \(how) an entry of a bank", word: match.entry.id.text)))
        }
        return signals
    }

    /// A picture that its owner protected is `clear` in anybody else's hands. Looking alike is enough here: an edit or the
    /// source of a protected photo shows the same person.
    private static func protection(_ matches: Matches, from account: AccountID?, input: String) -> [Signal] {
        matches.banked.filter { $0.entry.bank == .protected && ($0.entry.owner == nil || $0.entry.owner != account) }
            .map { match in
                Signal(
                    .protected, .clear,
                    evidence: Evidence(
                        reader: .banks, note: "\(input) is a picture that its owner protected",
                        word: match.entry.id.text))
            }
    }

    /// SHA-256 of encoded bytes, lower-case hex.
    static func sha256(_ picture: Picture) -> String { hex(SHA256.hash(data: picture.bytes)) }

    /// MD5 of encoded bytes, lower-case hex: only to recognise what exchanges list that way.
    static func md5(_ picture: Picture) -> String { hex(Insecure.MD5.hash(data: picture.bytes)) }

    private static func hex(_ digest: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
