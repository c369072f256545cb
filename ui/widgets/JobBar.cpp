// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/JobBar.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Layouts.h"

#include <QProgressBar>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kScale = 1000; // a progress bar counts in int
constexpr qint64 kEarly = 2000;
}// namespace

JobBar::JobBar(const QString &name, QWidget *parent)
    : Page(parent), m_what(new Label(tok::Type::Strong)), m_bar(new QProgressBar),
      m_detail(new ElidedLabel(tok::Type::Small, "muted")), m_cancel(new Button(Button::Kind::Secondary))
{
    setObjectName(name);
    m_cancel->setObjectName(name + QStringLiteral(".cancel"));
    m_detail->setObjectName(name + QStringLiteral(".detail"));
    m_bar->setObjectName(name + QStringLiteral(".progress"));
    m_bar->setTextVisible(false);
    auto *row = boxOn<QHBoxLayout>(this, 0, tok::s4);
    auto *column = boxOn<QVBoxLayout>(nullptr, 0, tok::s1 + 2);
    column->addWidget(m_what);
    column->addWidget(m_bar);
    column->addWidget(m_detail);
    row->addLayout(column, 1);
    row->addWidget(m_cancel, 0, Qt::AlignVCenter);
    connect(m_cancel, &QPushButton::clicked, this, &JobBar::cancelAsked);
    retranslate();
}

void JobBar::begin(const QString &what)
{
    m_since.start();
    m_from = -1;
    setWhat(what);
    setProgress(0, 0, {});
}

void JobBar::setWhat(const QString &what)
{
    m_what->setText(what);
    m_bar->setAccessibleName(what);
}

void JobBar::setProgress(qint64 done, qint64 total, const QString &detail)
{
    m_bar->setRange(0, total > 0 ? kScale : 0);
    m_bar->setValue(total > 0 ? static_cast<int>(qBound<qint64>(0, done, total) * kScale / total) : -1);
    if (m_from < 0 && done > 0) { // work that went on before this was opened does not speed the estimate up
        m_from = done;
        m_since.start();
    }
    const qint64 left = m_from < 0 ? -1 : leftOf(m_since.elapsed(), done - m_from, total - m_from);
    const QString estimate = left < 0 ? QString() : wordsFor(left);
    m_detail->setLine(estimate.isEmpty() ? detail : tr("%1 · %2").arg(detail, estimate));
}

qint64 JobBar::leftOf(qint64 elapsed, qint64 done, qint64 total)
{
    if (elapsed < kEarly || done <= 0 || total <= done)
        return -1;
    return elapsed * (total - done) / done;
}

QString JobBar::wordsFor(qint64 milliseconds) const
{
    const int seconds = static_cast<int>((milliseconds + 999) / 1000);
    if (seconds < 10)
        return tr("a few seconds left");
    if (seconds < 90)
        return tr("about %n seconds left", nullptr, (seconds + 9) / 10 * 10);
    return tr("about %n minutes left", nullptr, (seconds + 30) / 60);
}

void JobBar::setCancelShown(bool shown)
{
    m_cancel->setVisible(shown);
}

void JobBar::setCancelling(bool cancelling)
{
    m_cancelling = cancelling;
    retranslate();
}

void JobBar::retranslate()
{
    m_cancel->setLabel(tr("Cancel"));
    m_cancel->setBlocked(m_cancelling ? tr("It stops after what it is at") : QString());
}

} // namespace pos::ui
