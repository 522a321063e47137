/* What every fuzz target shares: the entry that libFuzzer (or replay.c) calls, a check that ends
 * the program, and an input as a source in small chunks. */
#ifndef ITD_FUZZ_TARGET_H
#define ITD_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/str.h"
#include "codec/source.h"

/* libFuzzer's name and contract: any bytes, always 0. data may be NULL when size is 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property that must hold for every input. Not assert(): it must also stand in release builds. */
#define FUZZ_CHECK(condition)                                                                      \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

/* Longest input looked at; libFuzzer's default maximum is smaller. */
#define FUZZ_INPUT_MAX ((size_t)1 << 20)

itd_str fuzz_text(const uint8_t *data, size_t size);

/* How much of a damaged archive comes out before the damage is met follows from the chunks: targets
 * that compare chunks leave packed bytes to the target "source". */
bool fuzz_is_packed(itd_str bytes);

/* The input over memory, standing in its first member; chunk 0 hands it out whole, else at most
 * chunk bytes a read. NULL when the source refuses it, and for packed bytes. */
itd_source *fuzz_source(itd_str bytes, size_t chunk);

/* A chunk size of 1..7 that follows from the input, so that a crash can be replayed. */
size_t fuzz_chunk(itd_str bytes);

/* Remembers what one way of reading gave, to be compared with another. A length goes before each
 * text: "ab" + "c" differs from "a" + "bc". */
void fuzz_note(itd_buf *notes, itd_str text);
void fuzz_note_number(itd_buf *notes, uint64_t number);

#endif
