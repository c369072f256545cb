// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/products/PhotoBox.h"

#include "ui/api/ErrorWords.h"
#include "ui/theme/Tokens.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/NameTile.h"

#include <QBuffer>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QImageReader>
#include <QMimeData>
#include <QPainter>
#include <QPainterPath>
#include <QtConcurrent>

namespace pos::ui {

namespace {

constexpr int kShown = 84;
constexpr int kLongest = 1200; // pixels that are kept
constexpr int kQuality = 85;
constexpr qint64 kMostBytes = 40 * 1024 * 1024; // of a file somebody chooses

QImage fitted(const QImage &image)
{
    return qMax(image.width(), image.height()) > kLongest
               ? image.scaled(kLongest, kLongest, Qt::KeepAspectRatio, Qt::SmoothTransformation)
               : image;
}

// A picture of any size and kind, as it may lie on a computer: turned upright, scaled while it is read.
QImage read(const QByteArray &content)
{
    QBuffer buffer;
    buffer.setData(content);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.isValid() && qMax(size.width(), size.height()) > kLongest)
        reader.setScaledSize(size.scaled(kLongest, kLongest, Qt::KeepAspectRatio));
    return reader.read();
}

// Without what a camera writes beside the picture, such as where it was taken.
QByteArray jpegOf(const QImage &image)
{
    QImage opaque(image.size(), QImage::Format_RGB32);
    opaque.fill(QColor(tok::paper));
    QPainter(&opaque).drawImage(0, 0, image);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return opaque.save(&buffer, "JPEG", kQuality) ? bytes : QByteArray();
}

} // namespace

PhotoBox::PhotoBox(ApiClient &client, QWidget *parent)
    : Page(parent), m_client(client), m_frame(new QWidget), m_choose(new Button(Button::Kind::Link)),
      m_paste(new Button(Button::Kind::Link)), m_remove(new Button(Button::Kind::Link)),
      m_words(new Label(tok::Type::Small, "faint"))
{
    setAcceptDrops(true);
    m_frame->setFixedSize(kShown, kShown);
    auto *row = boxOn<QHBoxLayout>(this, 0, tok::s3);
    row->addWidget(m_frame, 0, Qt::AlignTop);
    auto *column = boxOn<QVBoxLayout>(nullptr, 0, 2);
    m_words->setWrapped();
    column->addWidget(m_words);
    auto *links = boxOn<QHBoxLayout>(nullptr);
    for (Button *link : {m_choose, m_paste, m_remove}) {
        link->setFlush();
        links->addWidget(link);
    }
    links->addStretch();
    column->addLayout(links);
    column->addStretch();
    row->addLayout(column, 1);
    m_choose->setObjectName(QStringLiteral("photo.choose"));
    m_paste->setObjectName(QStringLiteral("photo.paste"));
    m_remove->setObjectName(QStringLiteral("photo.remove"));
    m_words->setObjectName(QStringLiteral("photo.words"));
    connect(m_choose, &QPushButton::clicked, this, &PhotoBox::choose);
    connect(m_paste, &QPushButton::clicked, this, &PhotoBox::paste);
    connect(m_remove, &QPushButton::clicked, this, &PhotoBox::remove);
    connect(&m_making, &QFutureWatcherBase::finished, this, &PhotoBox::made);
    retranslate();
}

void PhotoBox::open(const QString &product, const QString &name, bool hasPhoto)
{
    const bool other = product != m_product;
    m_product = product;
    m_name = name;
    if (other || !hasPhoto) {
        m_call.reset();
        m_picture = {};
        say({});
    }
    if (hasPhoto && !product.isEmpty() && (other || m_picture.isNull()))
        load();
    showState();
}

void PhotoBox::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    setAcceptDrops(!readOnly);
    showState();
}

void PhotoBox::load()
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/products/%1/photo").arg(m_product);
    request.accept = "image/*";
    m_call = std::make_unique<QObject>();
    m_client.call(request, m_call.get(), [this](const Result<ApiReply> &answer) {
        m_call.release()->deleteLater();
        if (answer)
            m_making.setFuture(QtConcurrent::run([bytes = answer->bytes] { return Made{fitted(read(bytes)), {}}; }));
        else if (answer.error().code != ErrorCode::NotFound)
            say(ErrorWords::sentence(answer.error()));
    });
}

void PhotoBox::make(const QImage &image, const QByteArray &content)
{
    say({});
    m_making.setFuture(QtConcurrent::run([image, content] {
        const QImage picture = fitted(image.isNull() ? read(content) : image);
        return Made{picture, picture.isNull() ? QByteArray() : jpegOf(picture)};
    }));
    showState();
}

void PhotoBox::made()
{
    const Made result = m_making.result();
    if (result.picture.isNull()) {
        say(tr("This is no picture that can be read. JPEG, PNG and WebP can."));
    } else if (result.jpeg.isEmpty()) { // it came from the server
        m_picture = result.picture;
    } else {
        m_sent = result.picture;
        send(result.jpeg);
    }
    showState();
}

void PhotoBox::send(const QByteArray &jpeg)
{
    ApiRequest request;
    request.method = "PUT";
    request.path = QStringLiteral("/api/v1/products/%1/photo").arg(m_product);
    request.content = jpeg;
    request.contentType = "image/jpeg";
    m_call = std::make_unique<QObject>();
    m_client.call(request, m_call.get(), [this](const Result<ApiReply> &answer) {
        m_call.release()->deleteLater();
        if (answer) {
            m_picture = m_sent;
            Q_EMIT stored(answer->etag, true);
        } else {
            say(ErrorWords::sentence(answer.error()));
        }
        showState();
    });
}

void PhotoBox::remove()
{
    ApiRequest request;
    request.method = "DELETE";
    request.path = QStringLiteral("/api/v1/products/%1/photo").arg(m_product);
    m_call = std::make_unique<QObject>();
    m_client.call(request, m_call.get(), [this](const Result<ApiReply> &answer) {
        m_call.release()->deleteLater();
        if (answer || answer.error().code == ErrorCode::NotFound) {
            m_picture = {};
            Q_EMIT stored({}, false);
        } else {
            say(ErrorWords::sentence(answer.error()));
        }
        showState();
    });
}

void PhotoBox::choose()
{
    auto *dialog = new QFileDialog(this, tr("Choose a photo"), {}, tr("Pictures (*.jpg *.jpeg *.png *.webp)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QMimeData chosen;
        chosen.setUrls({QUrl::fromLocalFile(path)});
        take(&chosen);
    });
    dialog->open();
}

void PhotoBox::paste()
{
    if (!take(QGuiApplication::clipboard()->mimeData()))
        say(tr("There is no picture in the clipboard."));
}

bool PhotoBox::take(const QMimeData *mime)
{
    if (m_product.isEmpty() || m_readOnly || !mime)
        return false;
    if (mime->hasImage()) {
        make(qvariant_cast<QImage>(mime->imageData()), {});
        return true;
    }
    const QList<QUrl> urls = mime->urls();
    if (urls.isEmpty() || !urls.first().isLocalFile())
        return false;
    QFile file(urls.first().toLocalFile());
    if (!file.open(QIODevice::ReadOnly)) {
        say(tr("The file cannot be opened."));
        return true;
    }
    if (file.size() > kMostBytes)
        say(tr("The file is too large."));
    else
        make({}, file.readAll());
    return true;
}

void PhotoBox::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasImage() || event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void PhotoBox::dropEvent(QDropEvent *event)
{
    if (take(event->mimeData()))
        event->acceptProposedAction();
}

void PhotoBox::say(const QString &wrong)
{
    m_words->setTone(wrong.isEmpty() ? "faint" : "danger");
    m_words->setText(wrong.isEmpty() ? tr("Drop a picture here, or paste one.") : wrong);
}

void PhotoBox::showState()
{
    const bool may = !m_readOnly && !m_product.isEmpty();
    const QString busy = m_call || m_making.isRunning() ? tr("Being saved") : QString();
    m_words->setVisible(may || !m_words->property("tone").toString().contains(QLatin1String("faint")));
    m_choose->setVisible(may);
    m_paste->setVisible(may);
    m_remove->setVisible(may && hasPhoto());
    for (Button *button : {m_choose, m_paste, m_remove})
        button->setBlocked(busy);
    setVisible(!m_product.isEmpty() && (may || hasPhoto()));
    update();
}

void PhotoBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF box(m_frame->geometry());
    if (m_picture.isNull()) {
        paintNameTile(&painter, box, m_name);
        return;
    }
    QPainterPath corners;
    corners.addRoundedRect(box, tok::radiusCard, tok::radiusCard);
    painter.setClipPath(corners);
    const QSizeF full = QSizeF(m_picture.size()).scaled(box.size(), Qt::KeepAspectRatioByExpanding);
    painter.drawImage(QRectF(box.center() - QPointF(full.width() / 2, full.height() / 2), full), m_picture);
}

void PhotoBox::retranslate()
{
    m_choose->setLabel(tr("Choose a photo"));
    m_paste->setLabel(tr("Paste"));
    m_remove->setLabel(tr("Remove"));
    m_frame->setAccessibleName(tr("Photo of the product"));
    say({});
    showState();
}

} // namespace pos::ui
