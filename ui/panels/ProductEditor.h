// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/api/Profile.h"
#include "ui/widgets/Page.h"

#include <QHash>

QT_FORWARD_DECLARE_CLASS(QLineEdit)
QT_FORWARD_DECLARE_CLASS(QScrollArea)

namespace pos::ui {

class Banner;
class Button;
class ComboBox;
class ConflictCard;
class ElidedLabel;
class Field;
class Label;
class MoneyField;
class StatusPill;

// One product, beside its list: read, changed and saved under its version, made new, archived. What
// the server refuses stands at its field; a change by somebody else is shown next to one's own.
class ProductEditor final : public Page {
    Q_OBJECT
public:
    using Choices = QList<QPair<QString, QString>>; // id, name

    explicit ProductEditor(ApiClient &client, QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    void setCategories(const Choices &categories);

    void open(const QJsonObject &product); // as the list knows it; asked for anew, with its version
    void openNew();
    void refresh(); // asks again for a version that did not come
    bool isDirty() const;
    QString productId() const { return m_stored[QStringLiteral("id")].toString(); }
    void save();
    void discard();

Q_SIGNALS:
    void saved(const QJsonObject &product, bool isNew);
    void closeRequested();
    void dirtyChanged(bool dirty);

protected:
    void retranslate() override;

private:
    void build();
    void load();
    void fill();
    void showState();
    void edited();
    QJsonObject changes() const;
    bool check();
    void send(const QJsonObject &body);
    void answered(const Result<ApiReply> &answer, bool isNew);
    void refused(const Error &error);
    void showConflict();
    void setArchived(bool archived);
    void setWorking(bool working);
    bool hasVersion() const { return m_new || !m_etag.isEmpty(); }
    Field *fieldOf(const QString &name) const;

    ApiClient &m_client;
    Profile m_profile;
    QJsonObject m_stored; // as the server has it; empty = new
    QByteArray m_etag;
    Choices m_categories;
    std::unique_ptr<QObject> m_load; // the running read; dropping it gives it up
    bool m_new = false;
    bool m_working = false;
    bool m_wasDirty = false;

    ElidedLabel *m_heading;
    Label *m_version;
    StatusPill *m_pill;
    StatusPill *m_unsaved;
    Button *m_close;
    Banner *m_banner;
    ConflictCard *m_conflict;
    QScrollArea *m_scroll;
    QLineEdit *m_name;
    QLineEdit *m_sku;
    ComboBox *m_category;
    QLineEdit *m_barcodes;
    MoneyField *m_price;
    MoneyField *m_cost;
    QLineEdit *m_onHand;
    QHash<QString, Field *> m_fields;
    Button *m_save;
    Button *m_discard;
    Button *m_archive;
};

} // namespace pos::ui
