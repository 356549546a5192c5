// libvips for CVipsShim only. Swift code never sees these types.
#include <vips/vips.h>
