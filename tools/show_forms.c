/* Prints the forms of the names on standard input, one name a line: per form a line "scheme TAB
 * tokens", a blank line after each name. For those who work on the tables of data/text, and for
 * tools/learn_readings.py. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "text/name.h"

#define LINE_MAX_BYTES 4200

static void show(const itd_name *form)
{
    printf("%s\t", itd_scheme_name(form->scheme));
    for (size_t i = 0; i < form->count; i++)
        printf("%s%.*s", i > 0 ? " " : "", ITD_STR_ARGS(form->tokens[i].text));
    putchar('\n');
}

int main(void)
{
    static char line[LINE_MAX_BYTES];
    itd_folder *folder = NULL;
    itd_arena  *arena = itd_arena_new(SIZE_MAX);
    itd_error   err;
    itd_status  st = arena ? itd_folder_new(&folder, &err) : ITD_E_NO_MEMORY;

    while (st == ITD_OK && fgets(line, sizeof line, stdin)) {
        itd_name forms[ITD_NAME_FORMS_MAX];
        size_t   count = 0;

        itd_arena_reset(arena);
        line[strcspn(line, "\n")] = '\0';
        st = itd_name_forms(folder, itd_str_of(line), arena, forms, &count, &err);
        for (size_t i = 0; st == ITD_OK && i < count; i++)
            show(&forms[i]);
        putchar('\n');
    }
    itd_folder_free(folder);
    itd_arena_free(arena);
    return st == ITD_OK ? 0 : 1;
}
