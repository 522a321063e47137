/* Texts as Japan's ministries write them: wide and narrow forms of one character, several names in
 * one cell in two scripts, dates with 年, 月 and 日, names of countries at the start of a text. One
 * thread at a time (the record's arena is used). */
#ifndef ITD_LISTS_JP_TEXT_H
#define ITD_LISTS_JP_TEXT_H

#include "lists/record.h"

/* Wide letters, digits and signs ("Ａ", "１", "（", "；", the wide blank) as ASCII; everything else as
 * it stands. In rec's arena. */
itd_str itd_jp_narrow(itd_record *rec, itd_str text);
/* Is it one of the words for nothing: "不明", "なし"? Of narrow text. */
bool itd_jp_is_unknown(itd_str text);

/* Is there "(a)", or "a)" at the start, a letter that numbers items? Its length, else 0. */
size_t itd_jp_mark_at(itd_str text);
/* Cuts the next item off narrow text: items are numbered by letters, or stand on lines of their
 * own or between semicolons. Trimmed, never empty; false at the end. */
bool itd_jp_next_item(itd_str *rest, itd_str *ret_item);

typedef struct itd_jp_name {
    itd_str text;
    itd_str note;     /* words in brackets that are no part of the name */
    bool    previous; /* the cell says that it is a former one */
} itd_jp_name;

/* Cuts names off a cell. */
typedef struct itd_jp_names {
    itd_str rest;     /* narrow text */
    itd_str pending;  /* the second half of an item in two scripts */
    itd_str commas;   /* what is left of a line of names between commas */
    bool    numbered; /* items have letters: a comma is part of a name */
    bool    previous;
} itd_jp_names;

itd_jp_names itd_jp_names_of(itd_str narrow);
/* false when the cell holds none any more. */
bool itd_jp_next_name(itd_jp_names *names, itd_jp_name *ret_name);

typedef struct itd_jp_date {
    itd_date from;  /* year 0: none was found */
    itd_date until; /* year 0: no range */
    bool     circa;
    itd_str  note; /* words in brackets behind it */
} itd_jp_date;

/* Narrow text without its blanks: what itd_jp_next_date reads. */
itd_str itd_jp_without_blanks(itd_record *rec, itd_str narrow);
/* Cuts the text off behind the next date, with its approximation; false when there is none. last:
 * the date before, whose year a "3月4日" belongs to; year 0 for none. */
bool itd_jp_next_date(itd_str *rest, itd_date last, itd_jp_date *ret_date);

/* The country whose name narrow text begins with, the longest one; *ret_rest is what stands behind.
 * Words such as "共和国" behind a country's name belong to it. */
bool itd_jp_leading_country(itd_str narrow, itd_str *ret_code, itd_str *ret_rest);

#endif
