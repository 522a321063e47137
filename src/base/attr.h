/* Compiler attributes under names of our own, so that no other file needs a GNU spelling. */
#ifndef ITD_BASE_ATTR_H
#define ITD_BASE_ATTR_H

#if defined(__GNUC__)
#define ITD_MUST_CHECK __attribute__((warn_unused_result))
#define ITD_PRINTF(fmt_index, first_arg) __attribute__((format(printf, fmt_index, first_arg)))
#define ITD_PUBLIC __attribute__((visibility("default")))
#else
#define ITD_MUST_CHECK
#define ITD_PRINTF(fmt_index, first_arg)
#define ITD_PUBLIC
#endif

/* Number of elements of an array (never of a pointer). */
#define ITD_ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

#endif
