#include "CDigests.h"

#include <string.h>

// Keccak-f[1600] (Keccak reference, version 3.0), the state as 25 little-endian lanes in registers and stack.

#define ROTATE(value, count) ((value) << (count) | (value) >> (64 - (count)))

static const uint64_t round_constants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000a, 0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};

// One row of chi: `to` from five lanes that theta, rho and pi have been through.
#define CHI(to, row, b0, b1, b2, b3, b4)   \
    to[row + 0] = (b0) ^ (~(b1) & (b2));   \
    to[row + 1] = (b1) ^ (~(b2) & (b3));   \
    to[row + 2] = (b2) ^ (~(b3) & (b4));   \
    to[row + 3] = (b3) ^ (~(b4) & (b0));   \
    to[row + 4] = (b4) ^ (~(b0) & (b1))

static inline void keccak_round(const uint64_t a[25], uint64_t e[25], uint64_t constant) {
    uint64_t c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
    uint64_t c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
    uint64_t c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
    uint64_t c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
    uint64_t c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
    uint64_t d0 = c4 ^ ROTATE(c1, 1);
    uint64_t d1 = c0 ^ ROTATE(c2, 1);
    uint64_t d2 = c1 ^ ROTATE(c3, 1);
    uint64_t d3 = c2 ^ ROTATE(c4, 1);
    uint64_t d4 = c3 ^ ROTATE(c0, 1);
    uint64_t b0, b1, b2, b3, b4;

    b0 = a[0] ^ d0;
    b1 = ROTATE(a[6] ^ d1, 44);
    b2 = ROTATE(a[12] ^ d2, 43);
    b3 = ROTATE(a[18] ^ d3, 21);
    b4 = ROTATE(a[24] ^ d4, 14);
    CHI(e, 0, b0, b1, b2, b3, b4);
    e[0] ^= constant;

    b0 = ROTATE(a[3] ^ d3, 28);
    b1 = ROTATE(a[9] ^ d4, 20);
    b2 = ROTATE(a[10] ^ d0, 3);
    b3 = ROTATE(a[16] ^ d1, 45);
    b4 = ROTATE(a[22] ^ d2, 61);
    CHI(e, 5, b0, b1, b2, b3, b4);

    b0 = ROTATE(a[1] ^ d1, 1);
    b1 = ROTATE(a[7] ^ d2, 6);
    b2 = ROTATE(a[13] ^ d3, 25);
    b3 = ROTATE(a[19] ^ d4, 8);
    b4 = ROTATE(a[20] ^ d0, 18);
    CHI(e, 10, b0, b1, b2, b3, b4);

    b0 = ROTATE(a[4] ^ d4, 27);
    b1 = ROTATE(a[5] ^ d0, 36);
    b2 = ROTATE(a[11] ^ d1, 10);
    b3 = ROTATE(a[17] ^ d2, 15);
    b4 = ROTATE(a[23] ^ d3, 56);
    CHI(e, 15, b0, b1, b2, b3, b4);

    b0 = ROTATE(a[2] ^ d2, 62);
    b1 = ROTATE(a[8] ^ d3, 55);
    b2 = ROTATE(a[14] ^ d4, 39);
    b3 = ROTATE(a[15] ^ d0, 41);
    b4 = ROTATE(a[21] ^ d1, 2);
    CHI(e, 20, b0, b1, b2, b3, b4);
}

static void keccak_f(uint64_t a[25]) {
    uint64_t e[25];
    for (int i = 0; i < 24; i += 2) {
        keccak_round(a, e, round_constants[i]);
        keccak_round(e, a, round_constants[i + 1]);
    }
}

// A sponge of capacity 512: 136 bytes a block, 32 bytes out.
#define RATE 136

static void absorb(uint64_t state[25], const unsigned char *block) {
    for (int i = 0; i < RATE / 8; i++) {
        uint64_t lane;
        memcpy(&lane, block + 8 * i, 8);
        state[i] ^= lane;
    }
    keccak_f(state);
}

void cdigests_keccak256(const void *bytes, size_t length, void *out) {
    uint64_t state[25] = {0};
    unsigned char last[RATE] = {0};
    const unsigned char *from = bytes;
    for (; length >= RATE; length -= RATE, from += RATE) {
        absorb(state, from);
    }
    if (length > 0) {
        memcpy(last, from, length);
    }
    // The padding of the original submission, pad10*1 without the domain bits of SHA-3.
    last[length] = 0x01;
    last[RATE - 1] |= 0x80;
    absorb(state, last);
    memcpy(out, state, 32);
}
