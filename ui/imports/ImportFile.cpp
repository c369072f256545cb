// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/imports/ImportFile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>

namespace pos::ui {

namespace {

Result<QByteArray> partOf(const QString &path, int part)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(ImportFile::kPart * part))
        return fail({ErrorCode::NotFound, QStringLiteral("unreadable"), file.errorString()});
    const QByteArray bytes = file.read(ImportFile::kPart);
    if (file.error() != QFileDevice::NoError)
        return fail({ErrorCode::NotFound, QStringLiteral("unreadable"), file.errorString()});
    return bytes;
}

bool isUtf16(const QByteArray &head)
{
    return head.startsWith("\xFF\xFE") || head.startsWith("\xFE\xFF");
}

} // namespace

QString ImportFile::name() const
{
    return QFileInfo(m_path).fileName();
}

qint64 ImportFile::size() const
{
    return QFileInfo(m_path).size();
}

void ImportFile::read(int part, Part answer)
{
    // The guard is looked at on this thread alone.
    QThreadPool::globalInstance()->start([path = m_path, part, answer, guard = QPointer<ImportFile>(this)] {
        Result<QByteArray> bytes = partOf(path, part);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [answer, guard, bytes] {
                if (guard)
                    answer(bytes);
            },
            Qt::QueuedConnection);
    });
}

QByteArray ImportFile::objection(qint64 size, const QByteArray &head)
{
    if (size == 0)
        return "empty";
    if (size > kMost)
        return "too_large";
    if (head.startsWith("PK\x03\x04") || head.startsWith("\xD0\xCF\x11\xE0"))
        return "workbook";
    if (!isUtf16(head) && head.contains('\0'))
        return "binary";
    return {};
}

} // namespace pos::ui
