// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/StopSignal.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <csignal>
#include <sys/eventfd.h>
#include <unistd.h>

namespace pos::app {

namespace {

int stopEvent = -1;
volatile std::sig_atomic_t raised = 0;

// Only what a signal handler may do.
void onSignal(int number)
{
    raised = 1;
    const quint64 one = 1;
    [[maybe_unused]] const auto written = ::write(stopEvent, &one, sizeof one);
    std::signal(number, SIG_DFL);
}

} // namespace

StopSignal::StopSignal(QObject *parent) : QObject(parent)
{
    stopEvent = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    auto *notifier = new QSocketNotifier(stopEvent, QSocketNotifier::Read, this);
    // quit() would close the windows first, and a window asks; whoever sends a signal waits for no answer.
    connect(notifier, &QSocketNotifier::activated, qApp, [notifier] {
        notifier->setEnabled(false);
        QCoreApplication::exit(0);
    });
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        std::signal(number, onSignal);
}

bool StopSignal::isRaised()
{
    return raised != 0;
}

} // namespace pos::app
