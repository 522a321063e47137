/* Files and directories by POSIX calls: looking, reading, mapping, locking, removing. What writes
 * is in file_write.c. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"

#define READ_STEP ((size_t)256 * 1024)
#define LOCK_POLL_MS 20
#define DIR_MODE 0777 /* less the umask */
#define FILE_MODE 0666

itd_status itd_path_join(char ret_path[static ITD_PATH_MAX], const char *dir, const char *a,
                         const char *b, itd_error *err)
{
    const int n = snprintf(ret_path, ITD_PATH_MAX, "%s/%s%s%s", dir, a, b ? "/" : "", b ? b : "");

    if (n < 0 || n >= ITD_PATH_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "path longer than %d bytes", ITD_PATH_MAX - 1);
    return ITD_OK;
}

bool itd_file_exists(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0;
}

bool itd_dir_exists(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

itd_status itd_file_read(const char *path, itd_buf *buf, itd_error *err)
{
    const int  fd = open(path, O_RDONLY | O_CLOEXEC);
    itd_status st = ITD_OK;
    char      *step;
    ssize_t    n = 1;

    if (fd < 0)
        return itd_error_io(err, errno, "open", path);
    step = itd_mem_new(READ_STEP, 1);
    if (!step)
        st = itd_error_no_memory(err);
    while (st == ITD_OK && n > 0) {
        n = read(fd, step, READ_STEP);
        if (n < 0 && errno == EINTR) {
            n = 1;
            continue;
        }
        if (n < 0) {
            st = itd_error_io(err, errno, "read", path);
        } else {
            itd_buf_append(buf, (itd_str){.ptr = step, .len = (size_t)n});
            st = itd_buf_status(buf, err);
        }
    }
    itd_mem_free(step);
    close(fd);
    itd_error_in_file(st == ITD_OK ? NULL : err, itd_str_of(path));
    return st;
}

itd_status itd_dir_create(const char *path, itd_error *err)
{
    char partial[ITD_PATH_MAX];

    if (strlen(path) >= sizeof partial)
        return itd_error_set(err, ITD_E_LIMIT, "path longer than %d bytes", ITD_PATH_MAX - 1);
    for (size_t i = 0;; i++) {
        partial[i] = path[i];
        if (i > 0 && (path[i] == '/' || path[i] == '\0')) {
            partial[i] = '\0';
            if (mkdir(partial, DIR_MODE) == 0) {
                const itd_status st = itd_dir_sync_parent(partial, err);

                if (st != ITD_OK)
                    return st;
            } else if (errno != EEXIST) {
                return itd_error_io(err, errno, "create directory", partial);
            }
            partial[i] = path[i];
        }
        if (path[i] == '\0')
            break;
    }
    return itd_dir_exists(path) ? ITD_OK : itd_error_io(err, ENOTDIR, "use", path);
}

static int remove_visited(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

itd_status itd_path_remove(const char *path, itd_error *err)
{
    struct stat info;

    if (lstat(path, &info) != 0)
        return errno == ENOENT ? ITD_OK : itd_error_io(err, errno, "look at", path);
    if (nftw(path, remove_visited, 16, FTW_DEPTH | FTW_PHYS) != 0)
        return itd_error_io(err, errno, "remove", path);
    return ITD_OK;
}

static int is_real_name(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

itd_status itd_dir_list(const char *path, itd_buf *ret_names, itd_error *err)
{
    struct dirent **names;
    const int       count = scandir(path, &names, is_real_name, by_bytes);

    if (count < 0)
        return itd_error_io(err, errno, "list directory", path);
    for (int i = 0; i < count; i++) {
        itd_buf_append_cstr(ret_names, names[i]->d_name);
        itd_buf_append_char(ret_names, '\n');
        free(names[i]);
    }
    free(names);
    return itd_buf_status(ret_names, err);
}

/* nftw hands its callback no context, so sizes are summed by a walk of our own. */
itd_status itd_dir_size(const char *path, uint64_t *ret_bytes, itd_error *err)
{
    uint64_t   sum = 0;
    itd_buf    names;
    itd_str    rest, name;
    itd_status st;

    itd_buf_init(&names, SIZE_MAX);
    st = itd_dir_list(path, &names, err);
    rest = itd_buf_text(&names);
    while (st == ITD_OK && itd_str_next_part(&rest, ITD_STR("\n"), &name)) {
        char        below[ITD_PATH_MAX], text[NAME_MAX + 1];
        struct stat info;
        uint64_t    part;

        if (name.len == 0 || name.len > NAME_MAX)
            continue;
        snprintf(text, sizeof text, "%.*s", ITD_STR_ARGS(name));
        st = itd_path_join(below, path, text, NULL, err);
        if (st != ITD_OK || lstat(below, &info) != 0)
            continue;
        if (S_ISDIR(info.st_mode)) {
            st = itd_dir_size(below, &part, err);
            sum += st == ITD_OK ? part : 0;
        } else {
            sum += (uint64_t)info.st_size;
        }
    }
    itd_buf_done(&names);
    if (st == ITD_OK)
        *ret_bytes = sum;
    return st;
}

itd_status itd_file_map_open(const char *path, itd_file_map *ret_map, itd_error *err)
{
    const int   fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    void       *ptr;

    if (fd < 0)
        return itd_error_io(err, errno, "open", path);
    if (fstat(fd, &info) != 0 || info.st_size <= 0) {
        close(fd);
        itd_error_set(err, ITD_E_CORRUPT, "the file is empty");
        itd_error_in_file(err, itd_str_of(path));
        return ITD_E_CORRUPT;
    }
    ptr = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (ptr == MAP_FAILED)
        return itd_error_io(err, errno, "map", path);
    ret_map->bytes = (itd_str){.ptr = ptr, .len = (size_t)info.st_size};
    return ITD_OK;
}

void itd_file_map_close(itd_file_map *map)
{
    if (map->bytes.ptr)
        munmap((void *)(uintptr_t)map->bytes.ptr, map->bytes.len);
    *map = (itd_file_map){0};
}

itd_status itd_file_lock_open(const char *path, int64_t wait_ms, itd_file_lock *ret_lock,
                              itd_error *err)
{
    const int     fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, FILE_MODE);
    const int64_t deadline = itd_clock_steady_ms() + wait_ms;

    if (fd < 0)
        return itd_error_io(err, errno, "open lock", path);
    while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        const struct timespec pause = {.tv_nsec = LOCK_POLL_MS * 1000000L};

        if (errno != EWOULDBLOCK && errno != EINTR) {
            const int failed = errno;

            close(fd);
            return itd_error_io(err, failed, "lock", path);
        }
        if (itd_clock_steady_ms() >= deadline) {
            close(fd);
            itd_error_set(err, ITD_E_BUSY, "another process is writing; try again when it is done");
            itd_error_in_file(err, itd_str_of(path));
            return ITD_E_BUSY;
        }
        nanosleep(&pause, NULL);
    }
    ret_lock->fd = fd;
    return ITD_OK;
}

void itd_file_lock_close(itd_file_lock *lock)
{
    if (lock->fd >= 0)
        close(lock->fd);
    lock->fd = -1;
}
