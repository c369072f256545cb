// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Profile.h"
#include "ui/stock/CodeLookup.h"
#include "ui/stock/EntryPoster.h"
#include "ui/widgets/Page.h"

#include <functional>

QT_FORWARD_DECLARE_CLASS(QStackedWidget)
QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace pos::ui {

class Banner;
class Button;
class EmptyState;
class ItemPicker;

// A stock document while it is being written: items come by scanner or search, it is entered once, and a
// summary follows. What a scan or the server says stands in one banner.
class EntryPage : public Page {
    Q_OBJECT
public:
    EntryPage(ApiClient &client, const Profile &profile, const QString &name, QWidget *parent = nullptr);

    virtual void takeFocus();
    virtual bool isUnsaved() const = 0;
    virtual void discard() = 0;
    virtual void take(const StockItem &item) = 0; // picked, scanned, or sent from another page
    void takeVariant(const QString &variant); // as of now, from the server, then as take()
    // Goes on with `then` once nothing unsaved would be lost, or never.
    void leave(std::function<void()> then);

Q_SIGNALS:
    void entered(); // the stock has moved
    void documentAsked(const QString &id);

protected:
    enum class Notice { None, UnknownCode, Stuck, Refused, Unanswered };

    void retranslate() override;
    virtual void showWork() = 0; // what may be done now
    virtual void refused(const Error &error) = 0;
    virtual void summarize(const QJsonObject &document) = 0; // into done()
    virtual QString unsavedWords() const = 0;

    QVBoxLayout *work() const { return m_work; }
    ItemPicker *picker() const { return m_picker; }
    EmptyState *done() const { return m_done; }
    Button *again() const { return m_again; }
    ApiClient &client() const { return m_client; }
    const Profile &profile() const { return m_profile; }
    EntryPoster &poster() { return m_poster; }
    const EntryPoster &poster() const { return m_poster; }
    CodeLookup &lookup() { return m_lookup; }
    bool isDone() const;
    void setDone(bool done);
    void notify(Notice notice, const QString &strong, const QString &more = {});
    void clearNotice() { notify(Notice::None, {}); }
    QString objectNameOf(const char *part) const;
    void offerDiscard(bool offered); // beside the search
    void startOver(); // what was asked of the server is given up

private:
    void connectParts();
    void scanned(const QString &code);

    ApiClient &m_client;
    Profile m_profile;
    QString m_name;
    CodeLookup m_lookup;
    EntryPoster m_poster;
    std::unique_ptr<QObject> m_load;
    QStackedWidget *m_stack;
    QVBoxLayout *m_work;
    ItemPicker *m_picker;
    Button *m_discard;
    Banner *m_banner;
    Button *m_retry;
    EmptyState *m_done;
    Button *m_again;
    Button *m_open;
    Notice m_notice = Notice::None;
    QString m_document; // the one entered last
};

} // namespace pos::ui
