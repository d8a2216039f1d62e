// Digests and signatures of the observed chains: OpenSSL's where it has them, Keccak-f of our own.
//
// SHA-256 and RIPEMD-160 use OpenSSL's low-level calls. These are deprecated in OpenSSL 3 but cost a third less than a reused EVP context for inputs of one
// or two SHA-256 blocks, and blocks of transactions are made of little else. They are named in CDigests.c and
// nowhere else. Nothing here allocates, except cdigests_scrypt and what is named after a curve.

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

// Keccak-256 with the padding of the original submission, as Ethereum and Monero use it (not SHA3-256); writes 32 bytes.
void cdigests_keccak256(const void *bytes, size_t length, void *out);

// SM3 (GB/T 32905-2016); writes 32 bytes to `out`; returns 1, or 0 when OpenSSL has no SM3.
int cdigests_sm3(const void *bytes, size_t length, void *out);

// Whether `signature` (r and s, 32 bytes each, big-endian) of `message` is that of `key` (x and y, 32 bytes each,
// big-endian) under SM2 with SM3 and the signer's `identity` (GB/T 32918.2-2016); returns 1 or 0. Wrong keys are 0.
int cdigests_sm2_verify(const void *key, const void *identity, size_t identity_length, const void *message,
                        size_t message_length, const void *signature);

// Whether `signature` (r and s, 32 bytes each, big-endian) of `message` is that of `key` (x and y, 32 bytes each,
// big-endian) under ECDSA over P-256 with SHA-256 (FIPS 186-4); returns 1 or 0. Wrong keys are 0.
int cdigests_p256_verify(const void *key, const void *message, size_t message_length, const void *signature);

#endif
