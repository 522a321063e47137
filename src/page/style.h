/* The style sheet of every page, and the names of its classes that C writes. */
#ifndef ITD_PAGE_STYLE_H
#define ITD_PAGE_STYLE_H

#include "page/page.h"

/* Lines of lines-charts that can be told apart by colour and dashes: classes "c0" to "c7". */
#define ITD_STYLE_LINES 8

extern const char *const itd_page_style;

/* "t-bad" and so on. */
const char *itd_page_tone_class(itd_page_tone tone);

#endif
