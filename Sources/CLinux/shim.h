/* Calls of the GNU C library that are hidden without _GNU_SOURCE, which Swift's Glibc module does not define. */
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

extern int renameat2(int, const char *, int, const char *, unsigned int);
extern ssize_t copy_file_range(int, int64_t *, int, int64_t *, size_t, unsigned int);
extern ssize_t getrandom(void *, size_t, unsigned int);
extern int sync_file_range(int, int64_t, int64_t, unsigned int);
extern int syncfs(int);
extern int fallocate(int, int, int64_t, int64_t);

/* asm-generic/fcntl.h */
static const int LINUX_O_PATH = 010000000;
/* linux/falloc.h: a hole in a file whose size stays */
static const int LINUX_PUNCH_HOLE = 3;
/* linux/fs.h */
static const unsigned int LINUX_RENAME_NOREPLACE = 1;
static const unsigned int LINUX_RENAME_EXCHANGE = 2;

/* fcntl.h: locks that belong to the open file */
static const int LINUX_F_OFD_SETLK = 37;
static const int LINUX_F_OFD_SETLKW = 38;
static const unsigned int LINUX_SYNC_FILE_RANGE_WRITE = 2;
