/* Words of the enumerations, as tables, JSON and CSV have them. */
#include "comply/comply.h"

static const char *const report_states[] = {"in-time", "late", "never", "not-due", "filed"};
static const char *const flow_classes[] = {"allowed",      "non-binding",    "licence", "capped",
                                           "winding-down", "cannot-be-told", "banned"};
static const char *const bases[] = {"-", "other", "customs-practice", "panel", "resolution-text"};
static const char *const labels[] = {"north-south",   "one-off",      "revised",    "withdrawn",
                                     "contradictory", "part-of-code", "livelihood", "by-heading"};
static const char *const left_names[] = {
    [ITD_LEFT_TOTAL] = "total",
    [ITD_LEFT_PART_OF_FLOW] = "part-of-flow",
    [ITD_LEFT_BREAKDOWN] = "breakdown",
    [ITD_LEFT_NOT_HS] = "not-hs",
    [ITD_LEFT_NO_STATE] = "no-state",
    [ITD_LEFT_REPEATED] = "repeated",
    [ITD_LEFT_SUPERSEDED] = "superseded",
    [ITD_LEFT_TOTAL_OF_LONGER] = "total-of-longer",
    [ITD_LEFT_UNKNOWN_CODE] = "unknown-code",
    [ITD_LEFT_NOT_LISTED] = "vessel-not-listed",
    [ITD_LEFT_AFTER_DAY] = "after-day",
    [ITD_LEFT_OWN_PORT] = "own-port",
    [ITD_LEFT_BEFORE_REGIME] = "before-regime",
};

static const char *const flag_findings[] = {"no-duty", "own-flag", "de-flagged", "delisted",
                                            "still-flagged"};
static const char *const call_findings[] = {"before-listing", "after-listing", "no-ban", "excepted",
                                            "prohibited"};

const char *itd_flag_finding_name(itd_flag_finding finding)
{
    return flag_findings[finding];
}

const char *itd_call_finding_name(itd_call_finding finding)
{
    return call_findings[finding];
}

const char *itd_report_state_name(itd_report_state state)
{
    return report_states[state];
}

const char *itd_flow_class_name(itd_flow_class class_)
{
    return flow_classes[class_];
}

const char *itd_code_basis_name(itd_code_basis basis)
{
    return bases[basis];
}

const char *itd_label_name(unsigned index)
{
    return labels[index];
}

const char *itd_comply_left_name(itd_comply_left why)
{
    return left_names[why];
}
