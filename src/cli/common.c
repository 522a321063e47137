/* Settings that every command has, and the places where things lie on this machine. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"

static bool is_set(const char *value)
{
    return value && value[0] != '\0';
}

/* The user's data directory by the XDG base directory specification; empty when there is no
 * home. */
static void find_user_store(char ret_path[static ITD_PATH_MAX])
{
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    itd_status  st;

    ret_path[0] = '\0';
    /* The specification lets relative paths be ignored. */
    if (is_set(data) && data[0] == '/')
        st = itd_path_join(ret_path, data, "interdict", NULL, NULL);
    else if (is_set(home))
        st = itd_path_join(ret_path, home, ".local/share/interdict", NULL, NULL);
    else
        return;
    if (st != ITD_OK)
        ret_path[0] = '\0';
}

void itd_cli_common_init(itd_cli_common *common)
{
    const char *store = getenv("INTERDICT_STORE");
    const char *term = getenv("TERM");

    *common = (itd_cli_common){.format = ITD_FORMAT_TABLE};
    find_user_store(common->store_default);
    common->store_named = is_set(store);
    common->store_dir = common->store_named ? store : common->store_default;
    common->color = isatty(STDOUT_FILENO) == 1 && !is_set(getenv("NO_COLOR")) && is_set(term) &&
                    strcmp(term, "dumb") != 0;
}

static const char *const format_names[] = {
    [ITD_FORMAT_TABLE] = "table",
    [ITD_FORMAT_JSON] = "json",
    [ITD_FORMAT_JSONL] = "jsonl",
    [ITD_FORMAT_CSV] = "csv",
};

static itd_status take_format(itd_cli_common *common, const char *value, itd_error *err)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(format_names); i++) {
        if (strcmp(value, format_names[i]) == 0) {
            common->format = (itd_cli_format)i;
            return ITD_OK;
        }
    }
    (void)itd_error_set(err, ITD_E_USAGE, "\"%s\" is not one of table, json, jsonl, csv", value);
    itd_error_in_field(err, ITD_STR("--format"));
    return ITD_E_USAGE;
}

bool itd_cli_common_take(itd_cli_common *common, const itd_cli_option *option, const char *value,
                         itd_status *ret_status, itd_error *err)
{
    *ret_status = ITD_OK;
    if (strcmp(option->name, "store") == 0) {
        if (!is_set(value)) {
            *ret_status = itd_error_set(err, ITD_E_USAGE, "needs the name of a directory");
            itd_error_in_field(err, ITD_STR("--store"));
            return true;
        }
        common->store_dir = value;
        common->store_named = true;
    } else if (strcmp(option->name, "format") == 0) {
        *ret_status = take_format(common, value, err);
    } else if (strcmp(option->name, "quiet") == 0) {
        common->quiet = true;
    } else {
        return false;
    }
    return true;
}

itd_status itd_cli_parse_day(const char *text, const char *field, int64_t *ret_ms, itd_error *err)
{
    itd_date date;

    if (!itd_date_parse_iso(itd_str_of(text), &date) || date.day == 0) {
        (void)itd_error_set(err, ITD_E_USAGE, "\"%s\" is not a day (YYYY-MM-DD)", text);
        itd_error_in_field(err, itd_str_of(field));
        return ITD_E_USAGE;
    }
    *ret_ms = (itd_date_to_days(date) + 1) * ITD_MS_PER_DAY - 1;
    return ITD_OK;
}

/* Is DIR/UP/data the data directory? Then ret_path gets it. */
static bool has_data(char ret_path[static ITD_PATH_MAX], const char *dir, const char *below)
{
    char probe[ITD_PATH_MAX];

    return itd_path_join(ret_path, dir, below, NULL, NULL) == ITD_OK &&
           itd_path_join(probe, ret_path, "un-1718", NULL, NULL) == ITD_OK && itd_dir_exists(probe);
}

const char *itd_cli_data_dir(char ret_path[static 4096])
{
    const char *named = getenv("INTERDICT_DATA");
    char        self[ITD_PATH_MAX];
    ssize_t     len;
    char       *slash;

    if (is_set(named))
        return named;
    len = readlink("/proc/self/exe", self, sizeof self - 1);
    if (len > 0) {
        self[len] = '\0';
        slash = strrchr(self, '/');
        if (slash) {
            *slash = '\0';
            if (has_data(ret_path, self, "../data") ||
                has_data(ret_path, self, "../share/interdict"))
                return ret_path;
        }
    }
    return ITD_DATA_DIR;
}
