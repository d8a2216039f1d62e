// Private to this target: SHA-256d of 64-byte nodes two at a time.

#ifndef CDIGESTS_NODES_H
#define CDIGESTS_NODES_H

#include <stddef.h>

// Hashes 2 × floor(count / 2) nodes as cdigests_sha256d_nodes does and returns how many; 0 where the processor has no
// SHA instructions.
size_t cdigests_nodes_paired(const unsigned char *nodes, size_t count, unsigned char *out);

#endif
