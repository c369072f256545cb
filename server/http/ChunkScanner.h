// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace pos::http {

// Accepts only the plainest chunked form (no extensions, no trailers, CRLF exact): every parser reads that one alike.
class ChunkScanner {
public:
    enum class Verdict { NeedMore, Complete, Malformed };

    // Sets *used to the bytes that belong to this message.
    Verdict feed(QByteArrayView bytes, qsizetype *used)
    {
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            if (m_state == State::Data) {
                const qint64 take = std::min<qint64>(m_left, bytes.size() - i);
                m_left -= take;
                m_body += take;
                i += static_cast<qsizetype>(take) - 1;
                if (m_left == 0)
                    m_state = State::DataCr;
                continue;
            }
            if (!step(bytes[i])) {
                *used = i;
                return Verdict::Malformed;
            }
            if (m_state == State::Done) {
                *used = i + 1;
                return Verdict::Complete;
            }
        }
        *used = bytes.size();
        return Verdict::NeedMore;
    }

    // Body bytes seen, with the whole of a chunk that has only been announced.
    qint64 announced() const { return m_body + m_left; }
    qint64 bodyBytes() const { return m_body; }

private:
    enum class State { FirstDigit, Digits, SizeLf, Data, DataCr, DataLf, LastCr, LastLf, Done };

    static int hexValue(char c)
    {
        if (c >= '0' && c <= '9')
            return c - '0';
        const char lower = static_cast<char>(c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    bool expect(char c, char wanted, State next)
    {
        m_state = next;
        return c == wanted;
    }

    bool step(char c)
    {
        switch (m_state) {
        case State::FirstDigit:
            m_left = 0;
            m_digits = 0;
            m_state = State::Digits;
            [[fallthrough]];
        case State::Digits: {
            if (c == '\r' && m_digits > 0)
                return expect(c, '\r', State::SizeLf);
            const int value = hexValue(c);
            if (value < 0 || ++m_digits > 8)
                return false;
            m_left = m_left * 16 + value;
            return true;
        }
        case State::SizeLf: return expect(c, '\n', m_left > 0 ? State::Data : State::LastCr);
        case State::DataCr: return expect(c, '\r', State::DataLf);
        case State::DataLf: return expect(c, '\n', State::FirstDigit);
        case State::LastCr: return expect(c, '\r', State::LastLf);
        case State::LastLf: return expect(c, '\n', State::Done);
        case State::Data:
        case State::Done: break;
        }
        return false;
    }

    State m_state = State::FirstDigit;
    qint64 m_left = 0;
    qint64 m_body = 0;
    int m_digits = 0;
};

} // namespace pos::http
