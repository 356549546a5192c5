// Pango's drawing of text for CVipsShim only. Swift code never sees these types.
#include <pango/pangoft2.h>
