/// The languages that labels come in: those of the pages for people.
public enum LabelLanguage: String, CaseIterable, Hashable, Sendable {
    case en, nl, de, fr, es, pl, ar, tr, uk

    /// The letters for AI, the words beside them, and the whole line.
    func texts(_ kind: PictureLabel.Kind) -> (sign: String, words: String, line: String) {
        switch self {
        case .en:
            switch kind {
            case .generated: ("AI", "generated", "Made with AI")
            case .edited: ("AI", "edited", "Edited with AI")
            case .deepFake: ("AI", "deep fake", "Deep fake: made or edited with AI, it never happened like this")
            }
        case .nl:
            switch kind {
            case .generated: ("AI", "gemaakt", "Gemaakt met AI")
            case .edited: ("AI", "bewerkt", "Bewerkt met AI")
            case .deepFake: ("AI", "deepfake", "Deepfake: gemaakt of bewerkt met AI, zo is het nooit gebeurd")
            }
        case .de:
            switch kind {
            case .generated: ("KI", "erzeugt", "Mit KI erzeugt")
            case .edited: ("KI", "bearbeitet", "Mit KI bearbeitet")
            case .deepFake: ("KI", "Deepfake", "Deepfake: mit KI erzeugt oder bearbeitet, so ist es nie geschehen")
            }
        case .fr:
            switch kind {
            case .generated: ("IA", "généré", "Généré par IA")
            case .edited: ("IA", "modifié", "Modifié par IA")
            case .deepFake: ("IA", "hypertrucage", "Hypertrucage : généré ou modifié par IA, cela n’a jamais eu lieu")
            }
        case .es:
            switch kind {
            case .generated: ("IA", "generado", "Generado con IA")
            case .edited: ("IA", "editado", "Editado con IA")
            case .deepFake: ("IA", "deepfake", "Deepfake: generado o editado con IA, nunca ocurrió así")
            }
        case .pl:
            switch kind {
            case .generated: ("AI", "wygenerowane", "Wygenerowane przez AI")
            case .edited: ("AI", "zmienione", "Zmienione przez AI")
            case .deepFake: ("AI", "deepfake", "Deepfake: wygenerowane lub zmienione przez AI, to się nie wydarzyło")
            }
        case .ar:
            switch kind {
            case .generated: ("AI", "مُولَّدة", "صورة مولَّدة بالذكاء الاصطناعي")
            case .edited: ("AI", "معدَّلة", "صورة معدَّلة بالذكاء الاصطناعي")
            case .deepFake: ("AI", "تزييف عميق", "تزييف عميق: صُنعت أو عُدّلت بالذكاء الاصطناعي ولم يحدث ذلك")
            }
        case .tr:
            switch kind {
            case .generated: ("YZ", "üretildi", "Yapay zekâ ile üretildi")
            case .edited: ("YZ", "düzenlendi", "Yapay zekâ ile düzenlendi")
            case .deepFake:
                ("YZ", "deepfake", "Deepfake: yapay zekâ ile üretildi veya düzenlendi, böyle bir şey olmadı")
            }
        case .uk:
            switch kind {
            case .generated: ("ШІ", "створено", "Створено ШІ")
            case .edited: ("ШІ", "змінено", "Змінено ШІ")
            case .deepFake: ("ШІ", "діпфейк", "Діпфейк: створено або змінено ШІ, такого не було")
            }
        }
    }
}
