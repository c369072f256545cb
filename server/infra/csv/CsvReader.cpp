// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/csv/CsvReader.h"

#include <csv.h>

namespace pos::csv {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kPieceBytes = 16 * 1024;
constexpr int kInsideField = 2; // libcsv's own name for it, FIELD_BEGUN, is private

} // namespace

CsvReader::CsvReader(const CsvFormat &format, OnRecord onRecord) : CsvReader(format, std::move(onRecord), Limits{})
{
}

CsvReader::CsvReader(const CsvFormat &format, OnRecord onRecord, Limits limits)
    : m_parser(std::make_unique<csv_parser>()), m_decoder(format.encoding.constData()), m_onRecord(std::move(onRecord)),
      m_limits(limits)
{
    csv_init(m_parser.get(), 0);
    csv_set_delim(m_parser.get(), static_cast<unsigned char>(format.separator));
    // libcsv takes a tab for white space around fields unless told otherwise.
    if (format.separator == '\t')
        csv_set_space_func(m_parser.get(), [](unsigned char c) { return c == ' ' ? 1 : 0; });
    if (!m_decoder.isValid())
        breakOff(u"bad_file"_s, u"this system cannot read %1"_s.arg(QString::fromLatin1(format.encoding)));
}

CsvReader::~CsvReader()
{
    csv_free(m_parser.get());
}

void CsvReader::onField(void *bytes, size_t length, void *self)
{
    auto *reader = static_cast<CsvReader *>(self);
    if (reader->m_fields.size() >= reader->m_limits.columns)
        reader->breakOff(
            u"too_many_columns"_s,
            u"record %1 has more than %2 columns"_s.arg(reader->m_number + 1).arg(reader->m_limits.columns));
    else
        reader->m_fields.append(QString::fromUtf8(static_cast<const char *>(bytes), static_cast<qsizetype>(length)));
}

void CsvReader::onRecordEnd(int, void *self)
{
    auto *reader = static_cast<CsvReader *>(self);
    ++reader->m_number;
    reader->m_sinceRecord = 0;
    if (reader->m_broken.isEmpty())
        reader->m_onRecord(reader->m_number, reader->m_fields);
    reader->m_fields.clear();
}

void CsvReader::breakOff(const QString &code, const QString &sentence)
{
    m_code = code;
    m_broken = sentence;
}

Result<void> CsvReader::stopIfBroken() const
{
    if (m_broken.isEmpty())
        return {};
    return fail({ErrorCode::Invalid, m_code, m_broken});
}

Result<void> CsvReader::feed(const QByteArray &bytes)
{
    POS_CHECK(stopIfBroken());
    const QString decoded = m_decoder.decode(bytes);
    if (m_decoder.hasError()) {
        breakOff(u"wrong_encoding"_s,
                 u"the file is not written in the encoding that was chosen (after record %1)"_s.arg(m_number));
        return stopIfBroken();
    }
    const QByteArray text = decoded.toUtf8();
    for (qsizetype at = 0; at < text.size(); at += kPieceBytes) {
        const qsizetype length = std::min(kPieceBytes, text.size() - at);
        m_sinceRecord += length;
        const size_t taken =
            csv_parse(m_parser.get(), text.constData() + at, static_cast<size_t>(length), onField, onRecordEnd, this);
        if (taken != static_cast<size_t>(length))
            breakOff(u"bad_file"_s, u"record %1 cannot be read: %2"_s.arg(m_number + 1)
                                        .arg(QString::fromLatin1(csv_strerror(csv_error(m_parser.get())))));
        else if (m_sinceRecord > m_limits.fieldBytes + kPieceBytes)
            breakOff(u"unclosed_quote"_s,
                     u"record %1 does not end: a quotation mark is not closed"_s.arg(m_number + 1));
        POS_CHECK(stopIfBroken());
    }
    return {};
}

Result<void> CsvReader::finish()
{
    POS_CHECK(stopIfBroken());
    // csv_fini looks at this in strict mode alone, and strict mode refuses the inch signs that real files hold.
    if (m_parser->quoted && m_parser->pstate == kInsideField)
        breakOff(u"unclosed_quote"_s, u"record %1 does not end: a quotation mark is not closed"_s.arg(m_number + 1));
    POS_CHECK(stopIfBroken());
    csv_fini(m_parser.get(), onField, onRecordEnd, this);
    return stopIfBroken();
}

} // namespace pos::csv
