/* Files: whole reads with a limit, writes that are whole or absent, read-only maps, one lock.
 * Paths are NUL-terminated. One thread at a time per object. */
#ifndef ITD_BASE_FILE_H
#define ITD_BASE_FILE_H

#include <stdint.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

#define ITD_PATH_MAX 4096 /* bytes, NUL included */

/* Joins with '/' into ret_path; ITD_E_LIMIT when longer than ITD_PATH_MAX. b may be NULL. */
ITD_MUST_CHECK itd_status itd_path_join(char ret_path[static ITD_PATH_MAX], const char *dir,
                                        const char *a, const char *b, itd_error *err);

bool itd_file_exists(const char *path);
bool itd_dir_exists(const char *path);

/* Appends the whole file to buf; its maximum is the limit. */
ITD_MUST_CHECK itd_status itd_file_read(const char *path, itd_buf *buf, itd_error *err);

/* Writes a temporary file beside path, syncs it, renames it over path and syncs the directory:
 * after a crash the old or the new content is there, whole. */
ITD_MUST_CHECK itd_status itd_file_write_atomic(const char *path, itd_str bytes, itd_error *err);
/* Appends and syncs; a crash may leave a partial last line, which readers of logs must expect. */
ITD_MUST_CHECK itd_status itd_file_append(const char *path, itd_str bytes, itd_error *err);

/* The same in pieces, for files that are written as they are made. Open, any number of appends,
 * then commit or abort; abort after a commit does nothing, so that clean-up needs no cases. */
typedef struct itd_file_writer {
    int  fd; /* -1 when not open */
    char path[ITD_PATH_MAX];
    char temporary[ITD_PATH_MAX];
} itd_file_writer;
/* Part of the name of every temporary file: a directory's owner removes left-overs by it. */
#define ITD_FILE_TEMPORARY ".tmp-"
ITD_MUST_CHECK itd_status itd_file_writer_open(itd_file_writer *writer, const char *path,
                                               itd_error *err);
ITD_MUST_CHECK itd_status itd_file_writer_append(itd_file_writer *writer, itd_str bytes,
                                                 itd_error *err);
/* Syncs, renames into place, syncs the directory. After an error the file is not there. */
ITD_MUST_CHECK itd_status itd_file_writer_commit(itd_file_writer *writer, itd_error *err);
/* NULL-like (fd -1) writers are allowed. */
void itd_file_writer_abort(itd_file_writer *writer);

/* Cuts a file to a length and syncs it. */
ITD_MUST_CHECK itd_status itd_file_truncate(const char *path, uint64_t bytes, itd_error *err);
/* Makes a new name in the directory of path durable. */
ITD_MUST_CHECK itd_status itd_dir_sync_parent(const char *path, itd_error *err);

/* The directory and its parents. */
ITD_MUST_CHECK itd_status itd_dir_create(const char *path, itd_error *err);
/* Removes a file, or a directory with all below it; nothing there is fine. */
ITD_MUST_CHECK itd_status itd_path_remove(const char *path, itd_error *err);
/* Names in a directory ("." and ".." left out), sorted by bytes, one per line in ret_names. */
ITD_MUST_CHECK itd_status itd_dir_list(const char *path, itd_buf *ret_names, itd_error *err);
/* Bytes of all files below a directory. */
ITD_MUST_CHECK itd_status itd_dir_size(const char *path, uint64_t *ret_bytes, itd_error *err);

/* A read-only map of a whole file; shared between threads once open. */
typedef struct itd_file_map {
    itd_str bytes; /* valid until close; not checked for UTF-8 */
} itd_file_map;
ITD_MUST_CHECK itd_status itd_file_map_open(const char *path, itd_file_map *ret_map,
                                            itd_error *err);
void                      itd_file_map_close(itd_file_map *map);

/* An exclusive advisory lock on path (created if absent), kept until close or process end.
 * Waits up to wait_ms, then ITD_E_BUSY. */
typedef struct itd_file_lock {
    int fd; /* -1 when not held */
} itd_file_lock;
ITD_MUST_CHECK itd_status itd_file_lock_open(const char *path, int64_t wait_ms,
                                             itd_file_lock *ret_lock, itd_error *err);
void                      itd_file_lock_close(itd_file_lock *lock);

#endif
