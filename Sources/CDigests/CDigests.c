#define OPENSSL_SUPPRESS_DEPRECATED

#include "CDigests.h"
#include "nodes.h"

#include <openssl/evp.h>
#include <openssl/ripemd.h>
#include <openssl/sha.h>
#include <string.h>

static void store_state(const SHA256_CTX *context, unsigned char out[32]) {
    for (int i = 0; i < 8; i++) {
        uint32_t word = __builtin_bswap32(context->h[i]);
        memcpy(out + 4 * i, &word, 4);
    }
}

// The second hash of SHA-256d: 32 bytes, padded by hand to exactly one block (FIPS 180-4 section 5.1.1).
static void second_hash(SHA256_CTX *context, unsigned char block[64], void *out) {
    memset(block + 32, 0, 32);
    block[32] = 0x80;
    block[62] = 0x01;
    SHA256_Init(context);
    SHA256_Transform(context, block);
    store_state(context, out);
}

void cdigests_sha256(const void *bytes, size_t length, void *out) {
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, bytes, length);
    SHA256_Final(out, &context);
}

void cdigests_sha256d(const void *bytes, size_t length, void *out) {
    SHA256_CTX context;
    unsigned char block[64];
    SHA256_Init(&context);
    SHA256_Update(&context, bytes, length);
    SHA256_Final(block, &context);
    second_hash(&context, block, out);
}

void cdigests_sha256d_pieces(const void *const pieces[4], const size_t lengths[4], size_t count, void *out) {
    SHA256_CTX context;
    unsigned char block[64];
    SHA256_Init(&context);
    for (size_t i = 0; i < count && i < 4; i++) {
        SHA256_Update(&context, pieces[i], lengths[i]);
    }
    SHA256_Final(block, &context);
    second_hash(&context, block, out);
}

void cdigests_sha256d_nodes(const void *nodes, size_t count, void *out) {
    static const unsigned char padding[64] = {[0] = 0x80, [62] = 0x02};
    SHA256_CTX context;
    unsigned char block[64];
    const unsigned char *from = nodes;
    unsigned char *to = out;
    for (size_t i = cdigests_nodes_paired(from, count, to); i < count; i++) {
        SHA256_Init(&context);
        SHA256_Transform(&context, from + 64 * i);
        SHA256_Transform(&context, padding);
        store_state(&context, block);
        second_hash(&context, block, to + 32 * i);
    }
}

void cdigests_ripemd160(const void *bytes, size_t length, void *out) {
    RIPEMD160_CTX context;
    RIPEMD160_Init(&context);
    RIPEMD160_Update(&context, bytes, length);
    RIPEMD160_Final(out, &context);
}

void cdigests_hash160(const void *bytes, size_t length, void *out) {
    unsigned char inner[32];
    cdigests_sha256(bytes, length, inner);
    cdigests_ripemd160(inner, 32, out);
}

int cdigests_scrypt(const void *password, size_t password_length, const void *salt, size_t salt_length,
                    uint64_t n, uint64_t r, uint64_t p, void *out) {
    return EVP_PBE_scrypt(password, password_length, salt, salt_length, n, r, p, 0, out, 32) == 1;
}
