import Glibc
import LensWorker

exit(CommandLine.arguments.dropFirst().first == "--prove" ? LensWorker.prove() : LensWorker.run())
