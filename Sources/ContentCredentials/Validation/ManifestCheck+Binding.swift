import Crypto

extension ManifestCheck {
    private var bindings: [Assertion] { assertions.filter { $0.kind.hasPrefix("c2pa.hash.") } }

    /// An update manifest has no binding; a standard one has one.
    mutating func checkBindingCount() {
        if manifest.isUpdate {
            if !bindings.isEmpty { fail(.manifestUpdateInvalid, at: manifest.address, "an update has a hard binding") }
        } else if bindings.isEmpty {
            fail(.claimHardBindingsMissing, at: manifest.address, "nothing binds the manifest to a picture")
        } else if bindings.count > 1 {
            fail(.assertionMultipleHardBindings, at: manifest.address, "several hard bindings contradict one another")
        }
    }

    /// Compares the picture with what was signed.
    mutating func checkBinding(to picture: [UInt8], storedIn span: Range<Int>) {
        guard let binding = bindings.first, bindings.count == 1 else { return }
        let place = manifest.address + "/c2pa.assertions/" + binding.label
        guard binding.kind == "c2pa.hash.data" else {
            return fail(.algorithmUnsupported, at: place, "this kind of hard binding is not supported")
        }
        guard let value = binding.value, let hash = value["hash"]?.bytes,
            let exclusions = Self.exclusions(value["exclusions"])
        else { return fail(.assertionDataHashMalformed, at: place, "the hard binding cannot be read") }
        guard let algorithm = DigestAlgorithm(rawValue: value["alg"]?.text ?? manifest.defaultAlgorithm) else {
            return fail(.algorithmUnsupported, at: place, "the digest's algorithm is not accepted")
        }
        guard exclusions.count < 2 else {
            return fail(
                .assertionDataHashAdditionalExclusions, at: place,
                "more than the manifest store is left out of the digest")
        }
        // Only the store's own carrier may be left out; its last byte may be the one that makes a RIFF chunk even.
        guard let exclusion = exclusions.first, exclusion.lowerBound == span.lowerBound,
            exclusion.upperBound == span.upperBound
                || (PictureFormat(picture) == .webp && exclusion.upperBound == span.upperBound - 1)
        else {
            return fail(
                .assertionDataHashMismatch, at: place, "the digest leaves out something else than the manifest store")
        }
        guard algorithm.digest(picture, without: exclusion) == hash else {
            return fail(.assertionDataHashMismatch, at: place, "the picture was changed after signing")
        }
        add(.assertionDataHashMatch, .success, at: place, "the picture is as it was signed")
    }

    private static func exclusions(_ value: CBORValue?) -> [Range<Int>]? {
        guard let value else { return [] }
        guard let items = value.array else { return nil }
        var ranges: [Range<Int>] = []
        for item in items {
            guard let start = item["start"]?.integer, let length = item["length"]?.integer, start >= 0, length >= 0,
                start <= Int.max / 2, length <= Int.max / 2
            else { return nil }
            ranges.append(start..<(start + length))
        }
        return ranges
    }
}

extension DigestAlgorithm {
    /// The digest of everything around a range that lies within the bytes.
    func digest(_ bytes: [UInt8], without range: Range<Int>) -> [UInt8] {
        switch self {
        case .sha256: Self.digest(SHA256(), bytes, range)
        case .sha384: Self.digest(SHA384(), bytes, range)
        case .sha512: Self.digest(SHA512(), bytes, range)
        }
    }

    private static func digest<Hash: HashFunction>(_ hash: Hash, _ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        var hash = hash
        hash.update(data: bytes[..<range.lowerBound])
        hash.update(data: bytes[range.upperBound...])
        return Array(hash.finalize())
    }
}
