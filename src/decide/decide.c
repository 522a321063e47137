/* The policy. One function on purpose: a compliance officer should be able to read it
 * beside the table in decide.h. */
#include "decide/decide.h"

#include "match/score.h"

const char *itd_outcome_name(itd_outcome outcome)
{
    static const char *const names[] = {
        [ITD_OUTCOME_CLEAR] = "clear",
        [ITD_OUTCOME_REVIEW] = "review",
        [ITD_OUTCOME_BLOCK] = "block",
        [ITD_OUTCOME_ERROR] = "error",
    };

    return names[outcome];
}

static itd_outcome outcome_of_hit(const itd_hit *hit, const itd_profile *profile)
{
    const bool agrees = itd_evidence_agrees(&hit->evidence);

    if (hit->evidence.identifier_decides)
        return ITD_OUTCOME_BLOCK;
    if (hit->strong_score == ITD_SCORE_ONE && agrees)
        return ITD_OUTCOME_BLOCK;
    if (agrees || hit->basis == ITD_BASIS_IDENTIFIER)
        return ITD_OUTCOME_REVIEW;
    if (profile->conflict_clears && hit->evidence.conflict > 0 && hit->score < ITD_SCORE_ONE)
        return ITD_OUTCOME_CLEAR;
    /* else: a weak alias and nothing else */
    return hit->strong_score > 0 || profile->weak_alerts ? ITD_OUTCOME_REVIEW : ITD_OUTCOME_CLEAR;
}

itd_outcome itd_decide(const itd_hit *hits, size_t count, bool complete, const itd_profile *profile)
{
    itd_outcome worst = complete ? ITD_OUTCOME_CLEAR : ITD_OUTCOME_REVIEW;

    for (size_t i = 0; i < count; i++) {
        const itd_outcome outcome = outcome_of_hit(&hits[i], profile);

        if (outcome > worst)
            worst = outcome;
    }
    return worst;
}
