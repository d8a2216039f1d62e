// The one part of libsodium that is used: BLAKE2b with a personalisation, which OpenSSL 3.0 lacks.
#pragma once

#include <sodium/crypto_generichash_blake2b.h>
