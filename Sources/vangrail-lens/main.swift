import Glibc
import LensWorker

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "--prove": exit(LensWorker.prove())
case "--text": exit(LensWorker.run(textLanguages: arguments.dropFirst().first ?? ""))
default: exit(LensWorker.run())
}
