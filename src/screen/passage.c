/* A running text: every window of some successive pieces is compared as if it were a name, so that
 * what stands outside the window costs nothing, and the best window of each entry is kept. Short
 * windows come first: of equal scores the shortest and then the first stays. Whether a window is
 * compared through the index or with every listed name is the business of compare.c, and the two
 * ways are equal here because they are equal for every name. */
#include "base/map.h"
#include "base/memory.h"
#include "screen/screener.h"
#include "text/passage.h"

struct windows {
    itd_str            text;
    itd_passage_piece *pieces; /* heap */
    size_t             count, cap;
};

static itd_status cut(struct windows *windows, itd_error *err)
{
    itd_passage_piece piece;
    size_t            at = 0;

    while (itd_passage_next(windows->text, &at, &piece)) {
        if (windows->count == windows->cap) {
            const size_t cap = windows->cap > 0 ? 2 * windows->cap : 256;
            void        *more = itd_mem_resize(windows->pieces, cap, sizeof *windows->pieces);

            if (!more)
                return itd_error_no_memory(err);
            windows->pieces = more;
            windows->cap = cap;
        }
        windows->pieces[windows->count++] = piece;
    }
    return ITD_OK;
}

/* A window as one number: it begins at piece / WINDOW_MAX and goes on for the rest of pieces. */
static uint32_t number_of(size_t first, size_t length)
{
    return (uint32_t)(first * ITD_TEXT_WINDOW_MAX + (length - 1));
}

static itd_str window_text(const struct windows *windows, uint32_t number)
{
    const size_t first = number / ITD_TEXT_WINDOW_MAX;
    const size_t last = first + number % ITD_TEXT_WINDOW_MAX;

    return itd_str_slice(windows->text, windows->pieces[first].from, windows->pieces[last].to);
}

static itd_status compare_window(itd_screener *screener, const struct windows *windows,
                                 const itd_request *facts, uint32_t number, itd_answer *answer,
                                 itd_error *err)
{
    const itd_str     name = window_text(windows, number);
    itd_request       req = *facts;
    struct itd_query *queries;
    itd_status        st;

    if (name.len > ITD_ENTITY_NAME_MAX)
        return ITD_OK;
    itd_arena_reset(screener->arena);
    req.names = &name;
    req.name_count = 1;
    screener->window = number;
    st = itd_screener_tokenise(screener, &req, &queries, err);
    return st == ITD_OK ? itd_screener_compare(screener, &req, queries, answer, err) : st;
}

/* All windows of one length. One that stood there before says nothing new: the same text gives the
 * same scores, and the earlier place stays. */
static itd_status compare_length(itd_screener *screener, const struct windows *windows,
                                 const itd_request *facts, size_t length, itd_answer *answer,
                                 itd_error *err)
{
    itd_map    seen;
    itd_status st = ITD_OK;

    itd_map_init(&seen);
    for (size_t first = 0; st == ITD_OK && first + length <= windows->count; first++) {
        const uint32_t number = number_of(first, length);
        uint64_t      *unused;
        bool           is_new;

        if (!itd_map_add(&seen, window_text(windows, number), &unused, &is_new))
            st = itd_error_no_memory(err);
        else if (is_new)
            st = compare_window(screener, windows, facts, number, answer, err);
    }
    itd_map_done(&seen);
    return st;
}

static itd_status compare_windows(itd_screener *screener, const struct windows *windows,
                                  const itd_request *facts, itd_answer *answer, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t length = 1; st == ITD_OK && length <= ITD_TEXT_WINDOW_MAX; length++)
        st = compare_length(screener, windows, facts, length, answer, err);
    return st;
}

/* From the number of a window to its place among the names of the last request. */
static void name_window(const struct windows *windows, struct itd_best_pair *pair, itd_str *names,
                        size_t *count)
{
    if (pair->score == 0)
        return;
    names[*count] = window_text(windows, pair->query);
    pair->query = (uint32_t)(*count)++;
}

/* The windows that were kept are the names of a request that gets its answer as any other. */
static itd_status finish(itd_screener *screener, const struct windows *windows,
                         const itd_request *facts, itd_answer *answer, itd_error *err)
{
    itd_request       req = *facts;
    struct itd_query *queries = NULL;
    itd_str          *names;
    itd_status        st;

    itd_arena_reset(screener->arena);
    names = itd_arena_new_array(screener->arena, 2 * screener->touched_count + 1, sizeof *names);
    if (!names)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < screener->touched_count; i++) {
        struct itd_best *best = &screener->best[screener->touched[i]];

        name_window(windows, &best->strong, names, &req.name_count);
        name_window(windows, &best->weak, names, &req.name_count);
    }
    req.names = names;
    st = itd_screener_tokenise(screener, &req, &queries, err);
    return st == ITD_OK ? itd_screener_finish(screener, &req, queries, answer, err) : st;
}

static itd_status screen_text(itd_screener *screener, struct windows *windows,
                              const itd_request *facts, itd_answer *answer, itd_error *err)
{
    itd_status st = cut(windows, err);

    if (st == ITD_OK && windows->count == 0)
        itd_screener_not_complete(screener, "nothing comparable in the text", windows->text);
    if (st == ITD_OK)
        st = compare_windows(screener, windows, facts, answer, err);
    return st == ITD_OK ? finish(screener, windows, facts, answer, err) : st;
}

itd_status itd_screen_text(itd_screener *screener, itd_str text, const itd_request *req,
                           itd_answer *ret_answer, itd_error *err)
{
    struct windows windows = {.text = text};
    itd_answer     answer = {.complete = true};
    itd_status     st = itd_screener_check(req, err);

    if (st == ITD_OK && req->name_count > 0)
        st = itd_error_set(err, ITD_E_USAGE, "a text is screened without names beside it");
    if (st == ITD_OK && screener->options.profile->sls)
        st = itd_error_set(err, ITD_E_USAGE, "the profile %s has no rule for texts",
                           screener->options.profile->name);
    if (st != ITD_OK)
        return st;
    itd_buf_reset(&screener->why);
    if (text.len > ITD_TEXT_BYTES_MAX) {
        windows.text.len = ITD_TEXT_BYTES_MAX;
        while ((windows.text.ptr[windows.text.len] & 0xC0) == 0x80)
            windows.text.len--;
        itd_screener_not_complete(screener, "only the first 256 KiB were compared of the text",
                                  text);
    }
    screener->in_text = true;
    st = screen_text(screener, &windows, req, &answer, err);
    screener->in_text = false;
    itd_screener_forget(screener);
    itd_mem_free(windows.pieces);
    if (st == ITD_OK)
        *ret_answer = answer;
    return st;
}
