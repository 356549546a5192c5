import Glibc
import LensWorker

exit(LensWorker.run())
