/* The second look at a candidate: from the expansions of a query, every listed token knows which
 * query tokens it may pair with; what that leaves possible for a whole name is bounded without
 * comparing a single text. Inside match. */
#ifndef ITD_MATCH_MARKS_H
#define ITD_MATCH_MARKS_H

#include "match/plan.h"

typedef struct itd_marks itd_marks;

ITD_MUST_CHECK itd_marks *itd_marks_new(void); /* NULL: no memory */
void                      itd_marks_free(itd_marks *marks);
/* Forgets the query before. */
void itd_marks_clear(itd_marks *marks);
/* Enters all expansions of a plan; the plan must outlive their use. */
ITD_MUST_CHECK itd_status itd_marks_make(itd_marks *marks, const itd_index *index,
                                         const itd_plan *plan, itd_error *err);
/* Query weight that the tokens behind a posting's codes can cover at most, whatever else the name
 * holds; what initials of the query cover is not counted. */
uint32_t itd_marks_covered(const itd_marks *marks, const itd_posting *posting);
/* Can the score of this name reach cutoff? true whenever it does. */
bool itd_marks_may_reach(const itd_marks *marks, const itd_index *index, const itd_plan *plan,
                         uint32_t name, uint32_t cutoff);

#endif
