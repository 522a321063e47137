/* Stands in for libFuzzer where a target is built without it: gives every file of the named
 * folders to the target, in the order of their names. An input that once crashed therefore stays a
 * test. */
#include <stdio.h>

#include "base/file.h"
#include "fuzz/target.h"

/* Returns how many files were replayed; 0 when the folder cannot be read. */
static size_t replay_folder(const char *folder)
{
    size_t    count = 0;
    itd_buf   names;
    itd_str   rest, name;
    itd_error err;

    itd_buf_init(&names, FUZZ_INPUT_MAX);
    if (itd_dir_list(folder, &names, &err) != ITD_OK) {
        fprintf(stderr, "%s: %s\n", folder, err.message);
        itd_buf_done(&names);
        return 0;
    }
    rest = itd_buf_text(&names);
    while (itd_str_next_part(&rest, ITD_STR("\n"), &name)) {
        char    path[ITD_PATH_MAX];
        itd_buf bytes;

        if (name.len == 0)
            continue;
        snprintf(path, sizeof path, "%s/%.*s", folder, ITD_STR_ARGS(name));
        itd_buf_init(&bytes, FUZZ_INPUT_MAX);
        if (itd_file_read(path, &bytes, &err) != ITD_OK) {
            fprintf(stderr, "%s: %s\n", path, err.message);
            itd_buf_done(&bytes);
            count = 0;
            break;
        }
        fprintf(stderr, "%s\n", path); /* the last one named is the one that crashed */
        LLVMFuzzerTestOneInput((const uint8_t *)bytes.ptr, bytes.len);
        itd_buf_done(&bytes);
        count++;
    }
    itd_buf_done(&names);
    return count;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: %s FOLDER…\n", argv[0]);
        return 64;
    }
    LLVMFuzzerTestOneInput(NULL, 0);
    for (int i = 1; i < argc; i++) {
        const size_t count = replay_folder(argv[i]);

        if (count == 0)
            return 1;
        printf("%zu inputs of %s\n", count, argv[i]);
    }
    return 0;
}
