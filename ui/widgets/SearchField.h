// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>

namespace pos::ui {

// Says searched() a moment after the last key, or at once on Enter.
class SearchField final : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(QWidget *parent = nullptr);

    void setWords(const QString &placeholder);

Q_SIGNALS:
    void searched(const QString &text);

private:
    void tell();

    QTimer m_pause;
    QString m_told;
};

} // namespace pos::ui
