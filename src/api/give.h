/* What the files of the public interface share: an error of ours as one of theirs. */
#ifndef ITD_API_GIVE_H
#define ITD_API_GIVE_H

#include "base/error.h"
#include "interdict/interdict.h"

/* Fills err (if any) unless status is ITD_OK; returns status. */
interdict_status itd_api_give(itd_status status, const itd_error *from, interdict_error *err);

#endif
