// SPDX-License-Identifier: GPL-3.0-or-later
// A real window on a running server: how soon a panel has rows, how soon a search has found, how long
// scrolling keeps the window from its events, and what it takes of memory. Prints JSON.
#include "ui/models/CursorTableModel.h"
#include "ui/panels/ListSection.h"
#include "ui/panels/Panel.h"
#include "ui/shell/DesktopApplication.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/DataTable.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>

using namespace pos;
using namespace pos::ui;

namespace {

constexpr int kRounds = 7;
constexpr int kPatience = 30'000;
constexpr int kKeyPause = 40; // a quick typist
constexpr int kScrollTime = 4000;

bool waitFor(const std::function<bool()> &holds, int patience = kPatience)
{
    QElapsedTimer since;
    since.start();
    while (!holds()) {
        if (since.hasExpired(patience))
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 1);
    }
    return true;
}

void pass(int milliseconds)
{
    QElapsedTimer since;
    since.start();
    while (!since.hasExpired(milliseconds))
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
}

double median(QList<qint64> values)
{
    std::sort(values.begin(), values.end());
    return static_cast<double>(values[values.size() / 2]);
}

class Bench {
public:
    explicit Bench(const QUrl &server)
        : m_desktop({.server = server, .language = Language::English, .look = Look::Light})
    {
    }

    bool signIn(const QString &email, const QString &password)
    {
        m_desktop.window().resize(1440, 900);
        m_desktop.show();
        bool answered = false;
        m_desktop.session().signIn(email, password, &m_desktop.window(),
                                   [&](const Result<void> &) { answered = true; });
        return waitFor([&] { return answered && m_desktop.window().workspace(); });
    }

    // From the choice of the page to its first rows painted; then again with what the server has warm.
    bool rows(const char *key)
    {
        Workspace *workspace = m_desktop.window().workspace();
        QList<qint64> times;
        for (int round = 0; round < kRounds; ++round) {
            QElapsedTimer since;
            since.start();
            if (round == 0)
                workspace->openPanel(QLatin1String(key));
            else
                workspace->currentPanel()->reload();
            CursorTableModel *list = model();
            if (!waitFor([&] { return !list->isBusy() && list->rowCount() > 0; }))
                return false;
            table()->viewport()->repaint();
            times.append(since.elapsed());
        }
        const QString name = QLatin1String(key);
        m_result[name + QStringLiteral("_first_ms")] = times.first();
        m_result[name + QStringLiteral("_rows_ms")] = median(times);
        return true;
    }

    // From the last key to what it found, painted.
    bool search(const QStringList &words)
    {
        auto *field = m_desktop.window().findChild<QLineEdit *>(QStringLiteral("products.search"));
        QList<qint64> times;
        for (const QString &word : words) {
            field->clear();
            if (!waitFor([&] { return !model()->isBusy(); }))
                return false;
            pass(500);
            bool replaced = false;
            for (qsizetype i = 0; i < word.size(); ++i) {
                QKeyEvent key(QEvent::KeyPress, 0, Qt::NoModifier, word.mid(i, 1));
                QCoreApplication::sendEvent(field, &key);
                if (i + 1 < word.size())
                    pass(kKeyPause);
            }
            QElapsedTimer since;
            since.start();
            // The answer to the whole word: what an earlier letter asked for was given up.
            const auto watch = QObject::connect(model(), &QAbstractItemModel::modelReset, model(), [&] {
                replaced =
                    model()->pageRequest({}, 1).query.queryItemValue(QStringLiteral("q"), QUrl::FullyDecoded) == word;
            });
            const bool found = waitFor([&] { return replaced && !model()->isBusy(); });
            QObject::disconnect(watch);
            if (!found)
                return false;
            table()->viewport()->repaint();
            times.append(since.elapsed());
        }
        m_result[QStringLiteral("search_ms")] = median(times);
        m_result[QStringLiteral("search_worst_ms")] = *std::max_element(times.begin(), times.end());
        return true;
    }

    // To the end of what is loaded, again and again, while more comes.
    void scroll(const char *key)
    {
        m_desktop.window().workspace()->openPanel(QLatin1String(key));
        pass(500);
        qint64 longest = 0;
        QElapsedTimer tick;
        QTimer watchdog;
        watchdog.setInterval(0);
        QObject::connect(&watchdog, &QTimer::timeout, &watchdog, [&] { longest = qMax(longest, tick.restart()); });
        QElapsedTimer since;
        since.start();
        tick.start();
        watchdog.start();
        while (!since.hasExpired(kScrollTime)) {
            QScrollBar *bar = table()->verticalScrollBar();
            bar->setValue(qMin(bar->value() + table()->viewport()->height() / 2, bar->maximum()));
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 10);
        }
        const QString name = QLatin1String(key);
        m_result[name + QStringLiteral("_scroll_block_ms")] = longest;
        m_result[name + QStringLiteral("_scrolled_rows")] = model()->rowCount();
    }

    QJsonObject result()
    {
        QFile status(QStringLiteral("/proc/self/status"));
        if (status.open(QIODevice::ReadOnly)) {
            for (const QByteArray &line : status.readAll().split('\n')) {
                if (line.startsWith("VmHWM:"))
                    m_result[QStringLiteral("memory_kib")] = line.mid(6).trimmed().split(' ').first().toInt();
            }
        }
        return m_result;
    }

private:
    DataTable *table() { return m_desktop.window().workspace()->currentPanel()->findChild<ListSection *>()->table(); }
    CursorTableModel *model() { return qobject_cast<CursorTableModel *>(table()->model()); }

    DesktopApplication m_desktop;
    QJsonObject m_result;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3) {
        std::fputs("usage: POS_PASSWORD=… WindowBench URL EMAIL\n", stderr);
        return 2;
    }
    Bench bench{QUrl(arguments[1])};
    const QStringList words{QStringLiteral("kopi"),        QStringLiteral("melati"), QStringLiteral("SKU-1234"),
                            QStringLiteral("roti goreng"), QStringLiteral("susu"),   QStringLiteral("misundo"),
                            QStringLiteral("goreng 99")};
    if (!bench.signIn(arguments[2], qEnvironmentVariable("POS_PASSWORD")) || !bench.rows("orders")
        || !bench.rows("products") || !bench.search(words)) {
        std::fputs("the window did not get as far as it should\n", stderr);
        return 1;
    }
    bench.scroll("products");
    bench.scroll("orders");
    std::puts(QJsonDocument(bench.result()).toJson(QJsonDocument::Compact).constData());
    return 0;
}
