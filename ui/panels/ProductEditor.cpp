// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ProductEditor.h"

#include "ui/api/ErrorWords.h"
#include "ui/panels/ConflictCard.h"
#include "ui/products/PhotoBox.h"
#include "ui/products/ProductFields.h"
#include "ui/products/ProductHead.h"
#include "ui/products/VariantsTab.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"

#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

constexpr int kSide = 20;

bool isArchived(const QJsonObject &product)
{
    return product[u"status"] == QStringLiteral("archived");
}

QScrollArea *scrolled(QWidget *content)
{
    auto *scroll = new QScrollArea;
    content->setObjectName(QStringLiteral("plain"));
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return scroll;
}

} // namespace

ProductEditor::ProductEditor(ApiClient &client, QWidget *parent)
    : Page(parent), m_client(client), m_head(new ProductHead), m_stack(new QStackedWidget),
      m_banner(new Banner(Tone::Danger)), m_conflict(new ConflictCard(QStringLiteral("product"))), m_photo(new PhotoBox(client)),
      m_form(new ProductForm), m_variants(new VariantsTab(client)), m_scroll(nullptr), m_foot(nullptr),
      m_save(new Button(Button::Kind::Primary)), m_discard(new Button(Button::Kind::Secondary)),
      m_archive(new Button(Button::Kind::Danger))
{
    build();
    connectParts();
    retranslate();
}

void ProductEditor::build()
{
    auto *frame = new QFrame;
    frame->setProperty("box", QStringLiteral("pane"));
    boxOn<QVBoxLayout>(this)->addWidget(frame);
    auto *column = boxOn<QVBoxLayout>(frame);
    column->addWidget(m_head);
    column->addWidget(makeHairline());

    auto *details = new QWidget;
    auto *parts = boxOn<QVBoxLayout>(details, 0, tok::s3 - 1);
    parts->setContentsMargins(kSide, tok::s4 - 2, kSide, tok::s4);
    parts->addWidget(m_banner);
    parts->addWidget(m_conflict);
    parts->addWidget(m_photo);
    parts->addWidget(m_form, 1);
    m_scroll = scrolled(details);
    m_stack->addWidget(m_scroll);
    auto *variants = new QWidget;
    auto *inVariants = boxOn<QVBoxLayout>(variants);
    inVariants->setContentsMargins(kSide, tok::s4 - 2, kSide, tok::s4);
    inVariants->addWidget(m_variants);
    m_stack->addWidget(scrolled(variants));
    column->addWidget(m_stack, 1);
    column->addWidget(m_foot = makeFoot());
    m_banner->setObjectName(QStringLiteral("product.banner"));
    m_banner->hide();
    m_conflict->hide();
}

QWidget *ProductEditor::makeFoot()
{
    auto *foot = new QWidget;
    auto *column = boxOn<QVBoxLayout>(foot);
    column->addWidget(makeHairline());
    auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    row->setContentsMargins(kSide, tok::s3, kSide, tok::s3);
    m_save->setObjectName(QStringLiteral("product.save"));
    m_discard->setObjectName(QStringLiteral("product.discard"));
    m_archive->setObjectName(QStringLiteral("product.archive"));
    m_save->setKeys(QKeySequence::Save);
    row->addWidget(m_save);
    row->addWidget(m_discard);
    row->addStretch();
    row->addWidget(m_archive);
    column->addLayout(row);
    return foot;
}

void ProductEditor::connectParts()
{
    connect(m_head, &ProductHead::closeRequested, this, &ProductEditor::closeRequested);
    connect(m_save, &QPushButton::clicked, this, &ProductEditor::save);
    connect(m_discard, &QPushButton::clicked, this, &ProductEditor::discard);
    connect(m_archive, &QPushButton::clicked, this, [this] { setArchived(!isArchived(m_stored)); });
    connect(m_conflict, &ConflictCard::mineChosen, this, &ProductEditor::saveChosen);
    connect(m_conflict, &ConflictCard::theirsChosen, this, &ProductEditor::discard);
    connect(m_form, &ProductForm::edited, this, [this] {
        showState();
        Q_EMIT typed();
    });
    connect(m_variants, &VariantsTab::dirtyChanged, this, &ProductEditor::showState);
    connect(m_variants, &VariantsTab::saved, this, &ProductEditor::loadVersion);
    connect(m_photo, &PhotoBox::stored, this, &ProductEditor::loadVersion);
    connect(m_head, &ProductHead::tabChosen, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        m_foot->setVisible(tab == ProductHead::Details);
    });
    const auto ask = [this](const char *what) {
        return [this, what] { Q_EMIT stockAsked(QLatin1String(what) + variantId()); };
    };
    connect(m_form, &ProductForm::whyAsked, this, ask("card:"));
    connect(m_form, &ProductForm::receiveAsked, this, ask("receive:"));
    connect(m_form, &ProductForm::adjustAsked, this, ask("adjust:"));
    connect(m_variants, &VariantsTab::whyAsked, this,
            [this](const QString &variant) { Q_EMIT stockAsked(QStringLiteral("card:") + variant); });
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &ProductEditor::closeRequested);
}

void ProductEditor::setProfile(const Profile &profile)
{
    m_profile = profile;
    m_form->setProfile(profile);
    m_variants->setProfile(profile);
    m_photo->setReadOnly(!profile.may(contract::Permission::ProductsWrite));
    showState();
}

void ProductEditor::open(const QJsonObject &product)
{
    m_new = false;
    m_stored = product;
    m_etag.clear();
    m_head->setTab(ProductHead::Details);
    m_variants->open(productId());
    fill();
    load();
}

void ProductEditor::openNew()
{
    m_load.reset();
    m_new = true;
    m_stored = {};
    m_etag.clear();
    m_head->setTab(ProductHead::Details);
    m_variants->open({});
    fill();
    m_form->takeFocus();
}

void ProductEditor::refresh()
{
    if (!hasVersion())
        load();
}

void ProductEditor::load()
{
    m_load = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/products/") + productId();
    m_client.call(request, m_load.get(), [this](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        if (!answer) {
            refused(answer.error());
            return;
        }
        const bool untouched = changes().isEmpty();
        m_banner->hide();
        m_stored = answer->document;
        m_etag = answer->etag;
        if (untouched)
            fill();
        showState();
    });
}

// The photo or a variant was saved: the product has a new version. Where anything else is another too,
// the old version is kept, and saving shows both.
void ProductEditor::loadVersion()
{
    m_load = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/products/") + productId();
    m_client.call(request, m_load.get(), [this](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        if (!answer)
            return; // saving says so, should it matter
        const bool untouched = changes().isEmpty();
        const bool same =
            std::all_of(productfields::names().begin(), productfields::names().end(), [&](const QString &name) {
                return productfields::valueIn(m_stored, name) == productfields::valueIn(answer->document, name);
            });
        if (!untouched && !same)
            return;
        m_stored = answer->document;
        m_etag = answer->etag;
        if (untouched)
            fill();
        showState();
        Q_EMIT saved(m_stored, false);
    });
}

void ProductEditor::fill()
{
    m_form->fill(m_stored);
    m_photo->open(productId(), m_stored[u"name"].toString(), !m_stored[u"photo"].toString().isEmpty());
    m_banner->hide();
    m_conflict->hide();
    showState();
}

bool ProductEditor::isDirty() const
{
    return !changes().isEmpty() || m_variants->isDirty();
}

void ProductEditor::discard()
{
    m_variants->discard();
    fill();
    if (m_new)
        Q_EMIT closeRequested();
}

QJsonObject ProductEditor::draft() const
{
    const QJsonObject typedFields = changes();
    if (typedFields.isEmpty())
        return {};
    return {{QStringLiteral("stored"), m_stored},
            {QStringLiteral("etag"), QString::fromLatin1(m_etag)},
            {QStringLiteral("typed"), typedFields}};
}

// Saved under the version it was typed into: when somebody changed the product since, both are shown.
void ProductEditor::restore(const QJsonObject &draft)
{
    m_load.reset();
    m_stored = draft[u"stored"].toObject();
    m_new = m_stored.isEmpty();
    m_etag = draft[u"etag"].toString().toLatin1();
    m_head->setTab(ProductHead::Details);
    m_variants->open(productId());
    fill();
    QJsonObject fields = m_stored;
    const QJsonObject typedFields = draft[u"typed"].toObject();
    for (auto field = typedFields.begin(); field != typedFields.end(); ++field)
        fields[field.key()] = field.value();
    m_form->fill(fields);
    showState();
    refresh();
}

void ProductEditor::save()
{
    const QJsonObject body = changes();
    if (m_working || !hasVersion() || body.isEmpty() || !m_form->check())
        return;
    m_banner->hide();
    send(body);
}

void ProductEditor::send(const QJsonObject &body)
{
    ApiRequest request;
    request.method = m_new ? "POST" : "PATCH";
    request.path = QStringLiteral("/api/v1/products") + (m_new ? QString() : u'/' + productId());
    request.body = body;
    request.ifMatch = m_etag;
    setWorking(true);
    m_client.call(request, this, [this, isNew = m_new](const Result<ApiReply> &answer) { answered(answer, isNew); });
}

void ProductEditor::answered(const Result<ApiReply> &answer, bool isNew)
{
    setWorking(false);
    if (!answer) {
        refused(answer.error());
        return;
    }
    m_new = false;
    m_stored = answer->document;
    m_etag = answer->etag;
    if (isNew)
        m_variants->open(productId());
    fill();
    Q_EMIT saved(m_stored, isNew);
}

void ProductEditor::refused(const Error &error)
{
    if (error.code == ErrorCode::PreconditionFailed) {
        conflicted(changes());
        return;
    }
    bool placed = !error.fields.isEmpty();
    for (const FieldError &wrong : error.fields)
        placed = m_form->setError(wrong.field, wrong.message) && placed;
    if (placed)
        return;
    const QString kept = isDirty() ? tr("Nothing was saved. What you typed is still here.") : QString();
    m_banner->setTexts(ErrorWords::sentence(error), kept);
    m_banner->show();
    m_scroll->ensureVisible(0, 0);
}

void ProductEditor::conflicted(const QJsonObject &mine)
{
    m_load = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/products/") + productId();
    m_client.call(request, m_load.get(), [this, mine](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        if (!answer) {
            refused(answer.error());
            return;
        }
        const QJsonObject before = std::exchange(m_stored, answer->document);
        m_etag = answer->etag; // from here on a save overwrites this version, and only this one
        showConflict(mine, before);
    });
}

// What only they changed starts as theirs, what I changed as mine.
void ProductEditor::showConflict(const QJsonObject &mine, const QJsonObject &before)
{
    QList<ConflictCard::Row> rows;
    QJsonObject merged = m_stored;
    m_mine = {};
    for (const QString &name : productfields::names()) {
        const QJsonValue theirs = productfields::valueIn(m_stored, name);
        const QJsonValue was = productfields::valueIn(before, name);
        const bool isMine = mine.contains(name);
        const QJsonValue ours = isMine ? mine[name] : was;
        if (isMine)
            merged[name] = ours;
        if (ours == theirs)
            continue;
        m_mine[name] = ours;
        rows.append({m_form->title(name), m_form->words(name, ours), m_form->words(name, theirs), name, isMine});
    }
    m_form->fill(merged);
    m_conflict->setRows(rows);
    m_conflict->show();
    showState();
    m_scroll->ensureVisible(0, 0);
}

void ProductEditor::saveChosen()
{
    QJsonObject chosen = m_stored;
    for (auto field = m_mine.begin(); field != m_mine.end(); ++field) {
        if (m_conflict->isMine(field.key()))
            chosen[field.key()] = field.value();
    }
    m_conflict->hide();
    m_form->fill(chosen);
    showState();
    save();
}

void ProductEditor::setArchived(bool archived)
{
    ApiRequest request;
    request.method = "POST";
    request.path = QStringLiteral("/api/v1/products/%1/%2")
                       .arg(productId(), archived ? QStringLiteral("archive") : QStringLiteral("restore"));
    request.ifMatch = m_etag;
    setWorking(true);
    m_client.call(request, this, [this](const Result<ApiReply> &answer) { answered(answer, false); });
}

void ProductEditor::setWorking(bool working)
{
    m_working = working;
    showState();
}

void ProductEditor::showState()
{
    const bool dirty = !changes().isEmpty();
    const bool may = m_profile.may(contract::Permission::ProductsWrite);
    m_head->setProduct(m_stored, m_new, isDirty());
    const bool isService = m_stored[u"kind"] == QStringLiteral("service");
    m_form->showStock(!m_new && !isService && !variantId().isEmpty());
    m_save->setVisible(may);
    m_save->setBlocked(m_working       ? tr("Being saved")
                       : !dirty        ? tr("Nothing was changed")
                       : !hasVersion() ? tr("The newest version is not here yet")
                                       : QString());
    // Never all three at once: they have one line, at any size of text.
    m_discard->setVisible(may && (dirty || m_new));
    m_archive->setVisible(!m_new && may && !dirty);
    m_archive->setLabel(isArchived(m_stored) ? tr("Restore") : tr("Archive"));
    m_archive->setIconName(isArchived(m_stored) ? QStringLiteral("archive-restore") : QStringLiteral("archive"));
    m_archive->setBlocked(m_working       ? tr("Being saved")
                          : !hasVersion() ? tr("The newest version is not here yet")
                                          : QString());
    if (isDirty() != m_wasDirty) {
        m_wasDirty = isDirty();
        Q_EMIT dirtyChanged(m_wasDirty);
    }
}

void ProductEditor::retranslate()
{
    m_save->setLabel(tr("Save"));
    m_discard->setLabel(tr("Discard"));
    showState();
}

} // namespace pos::ui
