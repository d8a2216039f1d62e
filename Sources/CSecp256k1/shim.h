// libsecp256k1 with its recovery module: public keys out of signatures of EVM and FISCO BCOS chains.
#pragma once

#include <secp256k1.h>
#include <secp256k1_recovery.h>

// The library's context for verification: constant, shared by all threads. A function, because the library declares
// it as a variable.
static inline const secp256k1_context *csecp256k1_context(void) {
    return secp256k1_context_static;
}
