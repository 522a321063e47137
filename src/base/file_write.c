/* Writing files whole or not at all. The order write, fsync, rename, fsync of the directory is what
 * makes it so; see "All File Systems Are Not Created Equal" (Pillai and others, OSDI 2014) for why
 * each step is there. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FILE_MODE 0666 /* less the umask */

static itd_status write_all(int fd, itd_str bytes, const char *path, itd_error *err)
{
    while (bytes.len > 0) {
        const ssize_t n = write(fd, bytes.ptr, bytes.len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return itd_error_io(err, errno, "write", path);
        bytes = itd_str_from(bytes, (size_t)n);
    }
    return ITD_OK;
}

static itd_status sync_fd(int fd, const char *path, itd_error *err)
{
    return fsync(fd) == 0 ? ITD_OK : itd_error_io(err, errno, "sync", path);
}

itd_status itd_dir_sync_parent(const char *path, itd_error *err)
{
    char        dir[ITD_PATH_MAX];
    const char *slash = strrchr(path, '/');
    itd_status  st;
    int         fd;

    if (strlen(path) >= sizeof dir)
        return itd_error_set(err, ITD_E_LIMIT, "path longer than %d bytes", ITD_PATH_MAX - 1);
    if (!slash)
        snprintf(dir, sizeof dir, ".");
    else
        snprintf(dir, sizeof dir, "%.*s", slash == path ? 1 : (int)(slash - path), path);
    fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return itd_error_io(err, errno, "open directory", dir);
    st = sync_fd(fd, dir, err);
    close(fd);
    return st;
}

itd_status itd_file_writer_open(itd_file_writer *writer, const char *path, itd_error *err)
{
    writer->fd = -1;
    if (strlen(path) >= sizeof writer->path ||
        snprintf(writer->temporary, sizeof writer->temporary, "%s" ITD_FILE_TEMPORARY "%ld", path,
                 (long)getpid()) >= (int)sizeof writer->temporary)
        return itd_error_set(err, ITD_E_LIMIT, "path longer than %d bytes", ITD_PATH_MAX - 1);
    memcpy(writer->path, path, strlen(path) + 1);
    writer->fd = open(writer->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE);
    if (writer->fd < 0)
        return itd_error_io(err, errno, "create", writer->temporary);
    return ITD_OK;
}

itd_status itd_file_writer_append(itd_file_writer *writer, itd_str bytes, itd_error *err)
{
    return write_all(writer->fd, bytes, writer->temporary, err);
}

itd_status itd_file_writer_commit(itd_file_writer *writer, itd_error *err)
{
    itd_status st = sync_fd(writer->fd, writer->temporary, err);

    if (close(writer->fd) != 0 && st == ITD_OK)
        st = itd_error_io(err, errno, "close", writer->temporary);
    writer->fd = -1;
    if (st == ITD_OK && rename(writer->temporary, writer->path) != 0)
        st = itd_error_io(err, errno, "rename into place", writer->path);
    if (st != ITD_OK) {
        unlink(writer->temporary);
        return st;
    }
    return itd_dir_sync_parent(writer->path, err);
}

void itd_file_writer_abort(itd_file_writer *writer)
{
    if (writer->fd < 0)
        return;
    close(writer->fd);
    writer->fd = -1;
    unlink(writer->temporary);
}

itd_status itd_file_write_atomic(const char *path, itd_str bytes, itd_error *err)
{
    itd_file_writer writer;
    itd_status      st = itd_file_writer_open(&writer, path, err);

    if (st == ITD_OK)
        st = itd_file_writer_append(&writer, bytes, err);
    if (st == ITD_OK)
        st = itd_file_writer_commit(&writer, err);
    itd_file_writer_abort(&writer);
    return st;
}

itd_status itd_file_append(const char *path, itd_str bytes, itd_error *err)
{
    const int  fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, FILE_MODE);
    itd_status st;

    if (fd < 0)
        return itd_error_io(err, errno, "open", path);
    st = write_all(fd, bytes, path, err);
    if (st == ITD_OK)
        st = sync_fd(fd, path, err);
    close(fd);
    return st;
}

itd_status itd_file_truncate(const char *path, uint64_t bytes, itd_error *err)
{
    const int  fd = open(path, O_WRONLY | O_CLOEXEC);
    itd_status st;

    if (fd < 0)
        return itd_error_io(err, errno, "open", path);
    st = ftruncate(fd, (off_t)bytes) == 0 ? sync_fd(fd, path, err)
                                          : itd_error_io(err, errno, "cut", path);
    close(fd);
    return st;
}
