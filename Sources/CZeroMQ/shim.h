// The whole of libzmq 4.3's stable C API; nothing is added here.
#ifndef CZEROMQ_SHIM_H
#define CZEROMQ_SHIM_H

#include <zmq.h>

#endif
