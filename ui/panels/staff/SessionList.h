// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/models/ShopTime.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace pos::ui {

class Button;
class Label;

// Where somebody is signed in, each with its end; one's own, or those of another member of the staff.
class SessionList final : public Page {
    Q_OBJECT
public:
    explicit SessionList(ApiClient &client, QWidget *parent = nullptr);

    void setTime(const ShopTime &time) { m_time = time; }
    // "/api/v1/auth/sessions" or "/api/v1/users/ID/sessions"; empty: nobody's.
    void open(const QString &path);
    void load();
    int count() const { return static_cast<int>(m_sessions.size()); }

Q_SIGNALS:
    void ended(); // one or more

protected:
    void retranslate() override;

private:
    bool isOwn() const;
    void end(const QString &path, const QUrlQuery &query);
    void showRows();
    QWidget *makeRow(const QJsonObject &session);

    ApiClient &m_client;
    ShopTime m_time;
    QString m_path;
    QList<QJsonObject> m_sessions;
    std::optional<Error> m_error;
    bool m_loaded = false;
    std::unique_ptr<QObject> m_load;

    Label *m_title;
    Label *m_note;
    QVBoxLayout *m_rows;
    Button *m_endAll;
};

} // namespace pos::ui
