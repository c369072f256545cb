// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace pos::app {

// SIGTERM and SIGINT end the event loop, so that everything is stopped in order. One in a program, after the
// application object; a second signal ends the process at once.
class StopSignal : public QObject {
public:
    explicit StopSignal(QObject *parent = nullptr);
    static bool isRaised(); // any thread, also before there is an event loop
};

} // namespace pos::app
