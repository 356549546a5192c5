import Glibc
import LensWorker

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "--prove" { exit(LensWorker.prove()) }
guard let errand = LensErrand(arguments: arguments) else { exit(64) }
exit(LensWorker.run(errand))
