/* A reader of lists over one input. A target is one line: the reader and its corpus. */
#ifndef ITD_FUZZ_READER_H
#define ITD_FUZZ_READER_H

#include "fuzz/target.h"
#include "lists/reader.h"

/* Reads the input as one version, whole and again in small chunks, and checks that both give the
 * same entities and the same status, and that no text of an entity is invalid. Parts of a set
 * stand one after the other, with a line "====" between them. map_path is for the reader of mapped
 * CSV, or NULL. */
void fuzz_reader(const itd_reader *reader, const char *map_path, const uint8_t *data, size_t size);

#endif
