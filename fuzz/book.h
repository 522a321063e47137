/* A reader of workbooks over one input of text, in the form of tests/unit/codec/book_writer.h. The
 * package around it is ours. */
#ifndef ITD_FUZZ_BOOK_H
#define ITD_FUZZ_BOOK_H

#include "fuzz/target.h"
#include "lists/reader.h"

/* Reads the workbook whole and in small chunks; both give the same entities and the same status. */
void fuzz_book(const itd_reader *reader, const uint8_t *data, size_t size);

#endif
