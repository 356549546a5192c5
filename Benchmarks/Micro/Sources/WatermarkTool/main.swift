import Glibc
import Watermark

// Commands on standard input, one a line, words apart by blanks; one line of answer each:
//   embed KEY ID STRENGTH IN OUT      -> marked|drowned|tooSmall|tooLarge CPU-ms
//   detect direct|full|N KEY,… IN     -> none CPU-ms | ID KEY-INDEX SCORE ACROSS DOWN DEGREES MIRRORED SWAPPED CPU-ms
// KEY: a number, stretched to 32 bytes. Pictures: binary PPM (P6).

while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    print(answer(words))
    fflush(nil)
}
