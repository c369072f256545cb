// SPDX-License-Identifier: GPL-3.0-or-later
// Part of tsan builds alone. librdkafka uses the threads and locks of C11, which ThreadSanitizer of GCC 12 does not
// know: it has no state for such a thread and crashes at its first report. Here they are what glibc makes them of:
// POSIX ones.
#include <pthread.h>
#include <threads.h>

#include <cerrno>
#include <cstdint>
#include <ctime>
#include <memory>

namespace {

struct Work {
    thrd_start_t run;
    void *argument;
};

void *begin(void *given)
{
    const std::unique_ptr<Work> work(static_cast<Work *>(given));
    return reinterpret_cast<void *>(static_cast<intptr_t>(work->run(work->argument)));
}

int said(int error)
{
    switch (error) {
    case 0: return thrd_success;
    case EBUSY: return thrd_busy;
    case ETIMEDOUT: return thrd_timedout;
    case ENOMEM: return thrd_nomem;
    default: return thrd_error;
    }
}

pthread_mutex_t *posix(mtx_t *mutex)
{
    return reinterpret_cast<pthread_mutex_t *>(mutex);
}

pthread_cond_t *posix(cnd_t *condition)
{
    return reinterpret_cast<pthread_cond_t *>(condition);
}

} // namespace

static_assert(sizeof(mtx_t) == sizeof(pthread_mutex_t) && sizeof(cnd_t) == sizeof(pthread_cond_t));

extern "C" {

int thrd_create(thrd_t *thread, thrd_start_t run, void *argument)
{
    auto work = std::make_unique<Work>(Work{run, argument});
    const int error = pthread_create(thread, nullptr, &begin, work.get());
    if (error == 0)
        static_cast<void>(work.release());
    return said(error);
}

int thrd_join(thrd_t thread, int *result)
{
    void *returned = nullptr;
    const int error = pthread_join(thread, &returned);
    if (result)
        *result = static_cast<int>(reinterpret_cast<intptr_t>(returned));
    return said(error);
}

int thrd_detach(thrd_t thread)
{
    return said(pthread_detach(thread));
}

int mtx_init(mtx_t *mutex, int kind)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    if ((kind & mtx_recursive) != 0)
        pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    const int error = pthread_mutex_init(posix(mutex), &attributes);
    pthread_mutexattr_destroy(&attributes);
    return said(error);
}

int mtx_lock(mtx_t *mutex)
{
    return said(pthread_mutex_lock(posix(mutex)));
}

int mtx_trylock(mtx_t *mutex)
{
    return said(pthread_mutex_trylock(posix(mutex)));
}

int mtx_unlock(mtx_t *mutex)
{
    return said(pthread_mutex_unlock(posix(mutex)));
}

void mtx_destroy(mtx_t *mutex)
{
    pthread_mutex_destroy(posix(mutex));
}

int cnd_init(cnd_t *condition)
{
    return said(pthread_cond_init(posix(condition), nullptr));
}

int cnd_signal(cnd_t *condition)
{
    return said(pthread_cond_signal(posix(condition)));
}

int cnd_broadcast(cnd_t *condition)
{
    return said(pthread_cond_broadcast(posix(condition)));
}

int cnd_wait(cnd_t *condition, mtx_t *mutex)
{
    return said(pthread_cond_wait(posix(condition), posix(mutex)));
}

int cnd_timedwait(cnd_t *condition, mtx_t *mutex, const timespec *until)
{
    return said(pthread_cond_timedwait(posix(condition), posix(mutex), until));
}

void cnd_destroy(cnd_t *condition)
{
    pthread_cond_destroy(posix(condition));
}
}
