#include "cre2.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <string>

struct cre2_program {
    RE2 regex;

    cre2_program(const re2::StringPiece &pattern, const RE2::Options &options) : regex(pattern, options) {}
};

namespace {

constexpr int kMaximumRanges = 10;

void copy_error(const std::string &text, char *error, size_t capacity) {
    if (error == nullptr || capacity == 0) return;
    size_t length = std::min(text.size(), capacity - 1);
    std::memcpy(error, text.data(), length);
    error[length] = '\0';
}

}  // namespace

cre2_status cre2_compile(
    const char *pattern, size_t pattern_length, int64_t max_memory, int max_program_size, cre2_program **program,
    char *error, size_t error_capacity) {
    *program = nullptr;
    try {
        RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(max_memory);
        auto *compiled = new cre2_program(re2::StringPiece(pattern, pattern_length), options);
        if (!compiled->regex.ok()) {
            // RE2 reports repetitions that are too large or too deeply nested as syntax, and a full memory budget
            // apart.
            bool too_large = compiled->regex.error_code() == RE2::ErrorPatternTooLarge;
            copy_error(compiled->regex.error(), error, error_capacity);
            delete compiled;
            return too_large ? CRE2_TOO_LARGE : CRE2_MALFORMED;
        }
        if (max_program_size > 0 && compiled->regex.ProgramSize() > max_program_size) {
            copy_error(
                "program of " + std::to_string(compiled->regex.ProgramSize()) + " instructions, more than "
                    + std::to_string(max_program_size),
                error, error_capacity);
            delete compiled;
            return CRE2_TOO_LARGE;
        }
        *program = compiled;
        return CRE2_OK;
    } catch (const std::bad_alloc &) {
        copy_error("out of memory", error, error_capacity);
        return CRE2_NO_MEMORY;
    }
}

void cre2_free(cre2_program *program) {
    delete program;
}

int cre2_group_count(const cre2_program *program) {
    return program->regex.NumberOfCapturingGroups();
}

int cre2_program_size(const cre2_program *program) {
    return program->regex.ProgramSize();
}

int cre2_matches(const cre2_program *program, const char *text, size_t length) {
    return program->regex.Match(re2::StringPiece(text, length), 0, length, RE2::UNANCHORED, nullptr, 0) ? 1 : 0;
}

int cre2_find(
    const cre2_program *program, const char *text, size_t length, size_t start, cre2_range *ranges, int count) {
    if (start > length || count < 0 || count > kMaximumRanges) return 0;
    re2::StringPiece groups[kMaximumRanges];
    // A null text would make an empty match indistinguishable from a group that took no part.
    if (text == nullptr) text = "";
    if (!program->regex.Match(re2::StringPiece(text, length), start, length, RE2::UNANCHORED, groups, count)) return 0;
    for (int index = 0; index < count; index++) {
        if (groups[index].data() == nullptr) {
            ranges[index] = {-1, -1};
        } else {
            ptrdiff_t first = groups[index].data() - text;
            ranges[index] = {first, first + static_cast<ptrdiff_t>(groups[index].size())};
        }
    }
    return 1;
}
