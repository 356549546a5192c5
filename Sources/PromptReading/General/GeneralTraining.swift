/// What `vangrail-train` needs of the general decider besides reading.
package enum GeneralTraining {
    /// The buckets of all features of a text, in order; the same that `GeneralModel` looks up.
    package static func features(of text: String, bits: Int) -> [UInt32] {
        let text = GeneralText(text)
        let features = NgramFeatures(bits: UInt64(bits))
        var buckets: [UInt32] = []
        var before: (UInt64, UInt64) = (0, 0)
        text.bytes.withUnsafeBufferPointer { bytes in
            for token in text.tokens where !token.isMark {
                let word = UnsafeBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)])
                let hash = NgramFeatures.hash(word)
                _ = features.forEach(word, hash: hash, before: before) { buckets.append(UInt32($0)) }
                before = (hash, before.0)
            }
        }
        return buckets
    }

    /// The bytes of an n-gram file. `weights` holds eight a bucket.
    package static func ngramFile(bits: Int, calibration: GeneralCalibration, weights: [Int8]) -> [UInt8] {
        NgramTable.file(bits: bits, calibration: calibration, weights: weights)
    }

    /// The word pieces of a text's first window, with begin and end.
    package static func pieces(of text: String, encoder path: String) throws(GeneralModelError) -> [Int32] {
        try GeneralEncoder(path: path).pieces(GeneralText(text))
    }
}
