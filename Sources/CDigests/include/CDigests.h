// Digests of the Bitcoin family over OpenSSL's low-level calls.
//
// The low-level calls are deprecated in OpenSSL 3 but cost a third less than a reused EVP context for inputs of one
// or two SHA-256 blocks, and blocks of transactions are made of little else. They are named in CDigests.c and
// nowhere else. Nothing here allocates, except cdigests_scrypt.

#ifndef CDIGESTS_H
#define CDIGESTS_H

#include <stddef.h>
#include <stdint.h>

// SHA-256 of `length` bytes; writes 32 bytes to `out`.
void cdigests_sha256(const void *bytes, size_t length, void *out);

// SHA-256 of the SHA-256 of `length` bytes; writes 32 bytes to `out`, which may overlap the input.
void cdigests_sha256d(const void *bytes, size_t length, void *out);

// SHA-256d of up to four pieces one after the other, as if they were contiguous; writes 32 bytes to `out`.
void cdigests_sha256d_pieces(const void *const pieces[4], const size_t lengths[4], size_t count, void *out);

// SHA-256d of each of `count` consecutive 64-byte nodes; writes `count` × 32 bytes to `out`, which may be `nodes`
// itself: node k is read whole before digest k is written.
void cdigests_sha256d_nodes(const void *nodes, size_t count, void *out);

// RIPEMD-160 of `length` bytes; writes 20 bytes to `out`.
void cdigests_ripemd160(const void *bytes, size_t length, void *out);

// RIPEMD-160 of the SHA-256 of `length` bytes; writes 20 bytes to `out`.
void cdigests_hash160(const void *bytes, size_t length, void *out);

// scrypt (RFC 7914) of `password` and `salt` into 32 bytes; returns 1, or 0 when OpenSSL refuses or memory is short.
int cdigests_scrypt(const void *password, size_t password_length, const void *salt, size_t salt_length,
                    uint64_t n, uint64_t r, uint64_t p, void *out);

#endif
