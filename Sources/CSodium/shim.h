// The parts of libsodium that are used: BLAKE2b with a personalisation, which OpenSSL 3.0 lacks, and Ed25519.
#pragma once

#include <sodium/crypto_generichash_blake2b.h>
#include <sodium/crypto_sign_ed25519.h>
