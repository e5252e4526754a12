// libedit's el_set, el_get and history are variadic, which Swift cannot call: one inline wrapper per use of them.
#include <histedit.h>
