/* Scratch memory of one name on its way through the steps of tokenise.c and forms.c. Inside text
 * only. */
#ifndef ITD_TEXT_FOLDER_H
#define ITD_TEXT_FOLDER_H

#include "text/fold.h"
#include "text/name.h"
#include "text/skeleton.h"

enum itd_char_class {
    ITD_CHAR_SEPARATOR,
    ITD_CHAR_LETTER,
    ITD_CHAR_DIGIT,
    ITD_CHAR_CJK,
    ITD_CHAR_AMPERSAND,
};

struct itd_piece {
    uint16_t first; /* packed character */
    uint16_t count;
    uint8_t class;   /* itd_char_class */
    uint8_t origin;  /* itd_origin of its first letter */
    bool    glued;   /* no separator before it */
    bool    slashed; /* only a slash between it and the piece before: A/S */
};

struct itd_romaniser;

struct itd_folder {
    itd_folded            folded[ITD_FOLDED_MAX];
    struct itd_piece      pieces[ITD_FOLDED_MAX];
    size_t                piece_count;
    itd_token             tokens[ITD_NAME_TOKENS_MAX];
    char                  bytes[4 * ITD_FOLDED_MAX];
    struct itd_kept       kept;      /* skeletons of the tokens before */
    struct itd_romaniser *romaniser; /* made when the first foreign letter comes */
    /* The pieces of the name as it is written, while its romanised forms are made. */
    itd_folded       native[ITD_FOLDED_MAX];
    struct itd_piece native_pieces[ITD_FOLDED_MAX];
    size_t           native_count;
};

/* Steps 1 to 5 over count characters of folder->folded: the name's tokens, in arena. */
ITD_MUST_CHECK itd_status itd_tokenise_folded(itd_folder *folder, size_t count, itd_arena *arena,
                                              itd_name *ret_name, itd_error *err);

/* The script of a folded character, an itd_origin. */
uint8_t itd_origin_of(uint32_t code);

#endif
