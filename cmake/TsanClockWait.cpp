// SPDX-License-Identifier: GPL-3.0-or-later
// ThreadSanitizer of GCC 12 does not know pthread_cond_clockwait, by which every wait_for() and wait_until() of the standard
// library sleeps: it believes the mutex held meanwhile, and calls each use of what it guards a race. Part of tsan builds alone,
// this says the same by a call it knows.
#include <pthread.h>

#include <ctime>

namespace {

constexpr long kSecond = 1'000'000'000;

timespec moved(const timespec &until, clockid_t from)
{
    timespec there{};
    timespec here{};
    ::clock_gettime(from, &there);
    ::clock_gettime(CLOCK_REALTIME, &here);
    timespec moved{until.tv_sec - there.tv_sec + here.tv_sec, until.tv_nsec - there.tv_nsec + here.tv_nsec};
    while (moved.tv_nsec < 0) {
        moved.tv_nsec += kSecond;
        --moved.tv_sec;
    }
    while (moved.tv_nsec >= kSecond) {
        moved.tv_nsec -= kSecond;
        ++moved.tv_sec;
    }
    return moved;
}

} // namespace

extern "C" int pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock,
                                      const timespec *until)
{
    const timespec time = clock == CLOCK_REALTIME ? *until : moved(*until, clock);
    return ::pthread_cond_timedwait(condition, mutex, &time);
}
