/* Foreign letters → Latin letters, by scheme. A romaniser belongs to one thread at a time. */
#ifndef ITD_TEXT_ROMANISE_H
#define ITD_TEXT_ROMANISE_H

#include "text/fold.h"
#include "text/folder.h"

ITD_MUST_CHECK itd_status itd_romaniser_new(struct itd_romaniser **ret_romaniser, itd_error *err);
void                      itd_romaniser_free(struct itd_romaniser *romaniser);

/* Appends the letters a-z, digits and blanks that the characters of one piece become to ret_folded,
 * which holds ITD_FOLDED_MAX and *count of them, each with the bytes it was made from.
 * ITD_E_LIMIT when it would hold more. */
ITD_MUST_CHECK itd_status itd_romanise(struct itd_romaniser *romaniser, const itd_folded *chars,
                                       size_t char_count, itd_scheme scheme, itd_folded *ret_folded,
                                       size_t *count, itd_error *err);

#endif
