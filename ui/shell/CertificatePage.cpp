// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CertificatePage.h"

#include "ui/theme/Fonts.h"
#include "ui/theme/TextSize.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QEvent>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

constexpr int kCardWidth = 520;
constexpr int kBytesALine = 16;

QLabel *makeFingerprint(const QString &name)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setFont(Fonts::mono());
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

CertificatePage::CertificatePage(QWidget *parent)
    : Page(parent), m_title(new Label(tok::Type::Heading)), m_text(new Label(tok::Type::Body, "muted")),
      m_beforeTitle(new Label(tok::Type::Small, "muted")),
      m_before(makeFingerprint(QStringLiteral("certificate.confirmed"))),
      m_nowTitle(new Label(tok::Type::Small, "muted")), m_now(makeFingerprint(QStringLiteral("certificate.shown"))),
      m_accept(new Button(Button::Kind::Danger)), m_other(new Button(Button::Kind::Secondary))
{
    setObjectName(QStringLiteral("canvas"));
    setAttribute(Qt::WA_StyledBackground);
    m_title->setObjectName(QStringLiteral("certificate.title"));
    m_accept->setObjectName(QStringLiteral("certificate.accept"));
    m_other->setObjectName(QStringLiteral("certificate.other"));
    QFrame *card = makeCard();
    card->setFixedWidth(kCardWidth);
    auto *column = boxOn<QVBoxLayout>(card, tok::s5, tok::s2);
    m_title->setWrapped();
    m_text->setWrapped();
    for (QWidget *part :
         {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_beforeTitle),
          static_cast<QWidget *>(m_before), static_cast<QWidget *>(m_nowTitle), static_cast<QWidget *>(m_now)})
        column->addWidget(part);
    column->addSpacing(tok::s2);
    auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    row->addWidget(m_other);
    row->addStretch();
    row->addWidget(m_accept);
    column->addLayout(row);
    auto *page = boxOn<QVBoxLayout>(this, tok::s4);
    page->addStretch(2);
    page->addWidget(card, 0, Qt::AlignHCenter);
    page->addStretch(3);
    connect(m_accept, &QPushButton::clicked, this, [this] { Q_EMIT accepted(m_shown); });
    connect(m_other, &QPushButton::clicked, this, &CertificatePage::connectionsAsked);
    retranslate();
}

void CertificatePage::ask(const QString &server, const QByteArray &shown, const QByteArray &confirmed)
{
    m_server = server;
    m_shown = shown;
    m_confirmed = confirmed;
    retranslate();
    m_other->setFocus(Qt::OtherFocusReason); // never the button that accepts
}

QString CertificatePage::words(const QByteArray &sha256)
{
    QString text;
    for (qsizetype i = 0; i < sha256.size(); ++i) {
        text += QString::fromLatin1(sha256.mid(i, 1).toHex().toUpper());
        text += (i + 1) % kBytesALine == 0 ? u'\n' : u' ';
    }
    return text.trimmed();
}

void CertificatePage::retranslate()
{
    const bool changed = !m_confirmed.isEmpty();
    m_title->setText(changed ? tr("The certificate of %1 has changed").arg(m_server)
                             : tr("The certificate of %1 is not confirmed").arg(m_server));
    m_text->setText(
        changed ? tr("This may be a renewed certificate, or somebody between this computer and the server. Nothing was "
                     "sent. Accept it only if whoever runs the server tells you the same fingerprint.")
                : tr("This computer does not trust who issued it. Nothing was sent. Accept it only if whoever runs the "
                     "server tells you the same fingerprint."));
    m_beforeTitle->setText(tr("Confirmed before (SHA-256)"));
    m_nowTitle->setText(tr("Shown now (SHA-256)"));
    m_before->setText(words(m_confirmed));
    m_now->setText(words(m_shown));
    m_before->setAccessibleName(m_beforeTitle->text());
    m_now->setAccessibleName(m_nowTitle->text());
    m_beforeTitle->setVisible(changed);
    m_before->setVisible(changed);
    m_accept->setLabel(tr("Accept this certificate"));
    m_other->setLabel(tr("Another server"));
    fitTexts();
}

// Wrapped labels in an aligned card are cut otherwise.
void CertificatePage::fitTexts()
{
    const int room = TextSize::px(kCardWidth) - 2 * tok::s5 - 2;
    for (Label *label : {m_title, m_text}) {
        label->setMinimumHeight(0);
        label->setMinimumHeight(qMax(0, label->heightForWidth(room)));
    }
}

void CertificatePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) // the text has another size
        fitTexts();
    Page::changeEvent(event);
}

} // namespace pos::ui
