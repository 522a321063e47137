/* Bayesian online change point detection over the gaps. After each gap the probability of every run
 * length (gaps since the last change) is kept; within a run gaps are exponential and their rate has
 * a gamma posterior, so a gap's predictive is a Lomax distribution. The open silence enters by its
 * survival. Adams and MacKay (2007), algorithm 1. */
#include "chronicle/silence.h"

#include <math.h>

#define PRIOR_SHAPE 1.0 /* of the rate: as much as one gap of prior_mean */

struct run {
    double p;
    double shape, rate; /* of the gamma posterior of the event rate */
};

/* Density and survival of the next gap. */
static double density_of(const struct run *run, double gap)
{
    return exp(log(run->shape / run->rate) - (run->shape + 1) * log1p(gap / run->rate));
}

static double survival_of(const struct run *run, double gap)
{
    return exp(-run->shape * log1p(gap / run->rate));
}

/* Takes one gap in: runs[0..count) become runs[0..count]. */
static void take_gap(struct run *runs, size_t count, double gap, double hazard, double prior_rate)
{
    const struct run fresh = {.shape = PRIOR_SHAPE, .rate = prior_rate};
    double           total = 0, changed = 0;

    /* runs[i] has seen i gaps of its regime. A change before this gap starts a run with it. */
    for (size_t i = count; i-- > 0;) {
        changed += runs[i].p * hazard;
        runs[i + 1] = runs[i];
        runs[i + 1].p = runs[i].p * (1 - hazard) * density_of(&runs[i], gap);
    }
    /* The run of one gap: from the change, or from a run of none (only before the first gap). */
    runs[1].p += changed * density_of(&fresh, gap);
    runs[1].shape = fresh.shape;
    runs[1].rate = fresh.rate;
    runs[0] = (struct run){.p = 0, .shape = fresh.shape, .rate = fresh.rate};
    for (size_t i = 1; i <= count; i++) {
        runs[i].shape += 1;
        runs[i].rate += gap;
        total += runs[i].p;
    }
    for (size_t i = 1; i <= count && total > 0; i++)
        runs[i].p /= total;
}

/* The open silence: a new regime with it, or a run that goes on. */
static void take_open(const struct run *runs, size_t count, double open, itd_change *change,
                      double prior_rate)
{
    const struct run fresh = {.shape = PRIOR_SHAPE, .rate = prior_rate};
    const double     begun = change->hazard * (open > 0 ? survival_of(&fresh, open) : 1);
    double           total = begun, recent = begun, best = 0;

    for (size_t i = 1; i < count; i++) {
        const double p =
            runs[i].p * (1 - change->hazard) * (open > 0 ? survival_of(&runs[i], open) : 1);

        total += p;
        /* A run of the whole series is no change. */
        if (i < ITD_CHANGE_RECENT && i + 1 < count)
            recent += p;
        if (p > best) {
            best = p;
            change->run = i;
        }
    }
    change->changed_p = begun / total;
    change->recent_p = recent / total;
    change->run_p = best / total;
}

itd_status itd_change_find(const itd_silence_gaps *gaps, double hazard, itd_arena *arena,
                           itd_change *ret_change, itd_error *err)
{
    itd_change   change = {.hazard = hazard};
    const size_t skip = gaps->count > ITD_CHANGE_GAPS_MAX ? gaps->count - ITD_CHANGE_GAPS_MAX : 0;
    const size_t count = gaps->count - skip;
    struct run  *runs;
    double       sum = 0;

    if (gaps->count < ITD_SILENCE_GAPS_MIN_2) {
        change.why = "fewer than 3 completed gaps";
        *ret_change = change;
        return ITD_OK;
    }
    runs = itd_arena_new_array(arena, count + 2, sizeof *runs);
    if (!runs)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < count; i++)
        sum += gaps->length[skip + i];
    change.prior_mean = sum / (double)count;
    runs[0] = (struct run){.p = 1, .shape = PRIOR_SHAPE, .rate = change.prior_mean};
    for (size_t i = 0; i < count; i++)
        take_gap(runs, i + 1, gaps->length[skip + i], hazard, change.prior_mean);
    take_open(runs, count + 1, gaps->open, &change, change.prior_mean);
    *ret_change = change;
    return ITD_OK;
}
