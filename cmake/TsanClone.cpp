// SPDX-License-Identifier: GPL-3.0-or-later
// Part of tsan builds alone. QProcess starts its children by clone() in the parent's own memory, as vfork() does.
// ThreadSanitizer of GCC 12 takes every clone() for a fork(): what it notes down in the child, that all other threads
// have gone, it then believes of the parent. Here the child gets a copy of the memory.
#include <dlfcn.h>
#include <sched.h>

#include <cstdarg>
#include <sys/types.h>

extern "C" int clone(int (*child)(void *), void *stack, int flags, void *argument, ...)
{
    using Clone = int (*)(int (*)(void *), void *, int, void *, ...);
    static const auto real = reinterpret_cast<Clone>(::dlsym(RTLD_NEXT, "clone"));
    va_list more;
    va_start(more, argument);
    auto *parentId = va_arg(more, pid_t *);
    void *storage = va_arg(more, void *);
    auto *childId = va_arg(more, pid_t *);
    va_end(more);
    if ((flags & CLONE_VFORK) != 0)
        flags &= ~CLONE_VM;
    return real(child, stack, flags, argument, parentId, storage, childId);
}
