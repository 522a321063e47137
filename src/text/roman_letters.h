/* The Latin letters that a romanised form is made of, and who makes them. Inside text only. */
#ifndef ITD_TEXT_ROMAN_LETTERS_H
#define ITD_TEXT_ROMAN_LETTERS_H

#include "text/folder.h"

struct itd_letters {
    itd_folded *folded; /* ITD_FOLDED_MAX of them */
    size_t      count;
};

/* Appends a character with the place it was made from. ITD_E_LIMIT when there is no room. */
ITD_MUST_CHECK itd_status itd_letters_put(struct itd_letters *letters, uint32_t code,
                                          const itd_folded *place, itd_error *err);
ITD_MUST_CHECK itd_status itd_letters_put_text(struct itd_letters *letters, const char *text,
                                               const itd_folded *place, itd_error *err);

/* ---- roman_table.c ---- */
/* Is the script romanised by our table alone? */
bool itd_roman_table_has(uint8_t origin);
/* The letters of one piece; a character without a row is left out. */
ITD_MUST_CHECK itd_status itd_roman_table_put(struct itd_letters *letters, const itd_folded *chars,
                                              size_t count, bool second, itd_error *err);
/* The characters at the beginning of a piece that have a reading of their own there, 0: none. */
size_t itd_roman_table_prefix(const itd_folded *chars, size_t count, const char **ret_text);

/* ---- abugida.c ---- */
/* Is it a script of syllables with a table of their parts? */
bool itd_abugida_has(uint8_t origin);
/* A piece of it, a blank between syllables when apart. */
ITD_MUST_CHECK itd_status itd_abugida_put(struct itd_letters *letters, const itd_folded *chars,
                                          size_t count, uint8_t origin, bool apart, bool second,
                                          itd_error *err);

/* ---- hangul.c ---- */
/* A piece of Hangul, a blank between syllables when apart. */
ITD_MUST_CHECK itd_status itd_hangul_put(struct itd_letters *letters, const itd_folded *chars,
                                         size_t count, bool apart, bool second, itd_error *err);

#endif
