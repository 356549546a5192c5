import Testing

/// Everything here starts real programs. One test at a time: two cores carry one server and one browser well.
@Suite(.serialized, .timeLimit(.minutes(10))) enum EndToEnd {}
