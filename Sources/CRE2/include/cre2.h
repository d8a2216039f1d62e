// A C face of RE2 (https://github.com/google/re2): compiling, searching, and nothing that allocates per match.

#ifndef CRE2_H
#define CRE2_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern. Immutable; any number of threads may search with it at the same time.
typedef struct cre2_program cre2_program;

/// A half-open byte range of the searched text; both ends are -1 for a group that took no part in the match.
typedef struct cre2_range {
    ptrdiff_t start;
    ptrdiff_t end;
} cre2_range;

/// The outcome of cre2_compile.
typedef enum cre2_status {
    CRE2_OK = 0,
    /// The pattern is not RE2 syntax; the error text says where.
    CRE2_MALFORMED = 1,
    /// The pattern needs more memory or more instructions than allowed.
    CRE2_TOO_LARGE = 2,
    /// The machine has no memory left.
    CRE2_NO_MEMORY = 3,
} cre2_status;

/// Compiles a UTF-8 pattern.
///
/// max_memory bounds, in bytes, the compiled program and the caches that searches build up in it. max_program_size
/// bounds the number of instructions; 0 means no bound of its own. On failure *program is NULL and error, if it has
/// room, receives a NUL-terminated text of at most error_capacity - 1 bytes.
cre2_status cre2_compile(
    const char *pattern, size_t pattern_length, int64_t max_memory, int max_program_size, cre2_program **program,
    char *error, size_t error_capacity);

/// Frees a program; NULL is allowed.
void cre2_free(cre2_program *program);

/// The number of capturing groups.
int cre2_group_count(const cre2_program *program);

/// The number of instructions of the compiled program.
int cre2_program_size(const cre2_program *program);

/// Whether the pattern matches anywhere in the text. Time is linear in the length of the text.
int cre2_matches(const cre2_program *program, const char *text, size_t length);

/// Searches from byte `start` on, with text before it still visible to ^ and \b. Fills `count` ranges, the first with
/// the whole match, the others with the groups. count is at most 10. Returns 1 when found.
int cre2_find(
    const cre2_program *program, const char *text, size_t length, size_t start, cre2_range *ranges, int count);

#ifdef __cplusplus
}
#endif

#endif
