// The part of OpenSSL 3 (libcrypto) that this project calls: digests and MACs through EVP, curves, time stamps, errors.
#pragma once

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/core_dispatch.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/objects.h>
#include <openssl/params.h>
#include <openssl/stack.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

// Macros that Swift cannot import.
enum {
    COPENSSL_PKEY_PUBLIC_KEY = EVP_PKEY_PUBLIC_KEY,
    COPENSSL_PKEY_KEYPAIR = EVP_PKEY_KEYPAIR,
};
