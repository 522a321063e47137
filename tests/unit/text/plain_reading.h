/* The readings of a romanised name, made in the plain way. */
#ifndef ITD_TESTS_UNIT_TEXT_PLAIN_READING_H
#define ITD_TESTS_UNIT_TEXT_PLAIN_READING_H

#include "text/skeleton.h"

size_t plain_read_sounds(itd_str text, uint8_t origin,
                         struct itd_sounds ret_sounds[ITD_READINGS_MAX]);

#endif
