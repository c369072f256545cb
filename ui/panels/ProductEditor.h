// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/api/Profile.h"
#include "ui/products/ProductForm.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QScrollArea)
QT_FORWARD_DECLARE_CLASS(QStackedWidget)

namespace pos::ui {

class Banner;
class Button;
class ConflictCard;
class PhotoBox;
class ProductHead;
class VariantsTab;

// One product, beside its list: read, changed and saved under its version, made new, archived. What
// the server refuses stands at its field; a change by somebody else is shown next to one's own.
class ProductEditor final : public Page {
    Q_OBJECT
public:
    using Choices = ProductForm::Choices;

    explicit ProductEditor(ApiClient &client, QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    void setCategories(const Choices &categories) { m_form->setCategories(categories); }
    void setTaxClasses(const QStringList &classes) { m_form->setTaxClasses(classes); }

    void open(const QJsonObject &product); // as the list knows it; asked for anew, with its version
    void openNew();
    void refresh(); // asks again for a version that did not come
    bool isDirty() const;
    QString productId() const { return m_stored[QStringLiteral("id")].toString(); }
    void save();
    void discard();
    // What was typed and is not saved, and the version it was typed into; empty when nothing was.
    QJsonObject draft() const;
    void restore(const QJsonObject &draft);

Q_SIGNALS:
    void typed();
    void saved(const QJsonObject &product, bool isNew);
    void closeRequested();
    void dirtyChanged(bool dirty);
    void stockAsked(const QString &what); // what the page Stock opens: "card:…", "receive:…", "adjust:…"

protected:
    void retranslate() override;

private:
    void build();
    QWidget *makeFoot();
    void connectParts();
    void load();
    void loadVersion();
    void fill();
    void showState();
    QJsonObject changes() const { return m_form->changesFrom(m_stored); }
    void send(const QJsonObject &body);
    void answered(const Result<ApiReply> &answer, bool isNew);
    void refused(const Error &error);
    void conflicted(const QJsonObject &mine);
    void showConflict(const QJsonObject &mine, const QJsonObject &before);
    void saveChosen();
    void setArchived(bool archived);
    void setWorking(bool working);
    bool hasVersion() const { return m_new || !m_etag.isEmpty(); }
    QString variantId() const { return m_stored[QStringLiteral("variant_id")].toString(); }

    ApiClient &m_client;
    Profile m_profile;
    QJsonObject m_stored; // as the server has it; empty = new
    QJsonObject m_mine;   // of a conflict: each field as this window has it
    QByteArray m_etag;
    std::unique_ptr<QObject> m_load; // the running read; dropping it gives it up
    bool m_new = false;
    bool m_working = false;
    bool m_wasDirty = false;

    ProductHead *m_head;
    QStackedWidget *m_stack;
    Banner *m_banner;
    ConflictCard *m_conflict;
    PhotoBox *m_photo;
    ProductForm *m_form;
    VariantsTab *m_variants;
    QScrollArea *m_scroll;
    QWidget *m_foot;
    Button *m_save;
    Button *m_discard;
    Button *m_archive;
};

} // namespace pos::ui
