// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/ProblemMapper.h"

#include "server/http/ProblemTexts.h"
#include "server/http/Request.h"

#include <QJsonDocument>
#include <QTest>

using namespace pos;
using namespace pos::http;

class ProblemMapperTest : public QObject {
    Q_OBJECT

    static Request request(const QByteArray &language)
    {
        Request made;
        made.path = "/api/v1/orders";
        made.requestId = "r-1";
        made.headers = {{"Accept-Language", language}};
        return made;
    }

    static QJsonObject bodyOf(const Response &response) { return QJsonDocument::fromJson(response.body).object(); }

    static constexpr std::array kCodes{ErrorCode::Invalid,
                                       ErrorCode::BadRequest,
                                       ErrorCode::Unauthenticated,
                                       ErrorCode::Forbidden,
                                       ErrorCode::NotFound,
                                       ErrorCode::Conflict,
                                       ErrorCode::PreconditionFailed,
                                       ErrorCode::PreconditionRequired,
                                       ErrorCode::TooLarge,
                                       ErrorCode::UnsupportedMedia,
                                       ErrorCode::KeyReused,
                                       ErrorCode::RateLimited,
                                       ErrorCode::Unavailable,
                                       ErrorCode::Timeout,
                                       ErrorCode::Cancelled,
                                       ErrorCode::Corrupt,
                                       ErrorCode::Internal};

private Q_SLOTS:
    void aProblemHasTheFieldsOfTheApi()
    {
        const Response response = toProblem(
            Error::conflict(QStringLiteral("price_changed"), QStringLiteral("the price is now 500")), request("en"));
        QCOMPARE(response.status, 409);
        QCOMPARE(response.header("Content-Type"), "application/problem+json");
        const QJsonObject body = bodyOf(response);
        QCOMPARE(body[u"type"].toString(), QStringLiteral("urn:pos:problem:price_changed"));
        QCOMPARE(body[u"title"].toString(), QStringLiteral("Conflict"));
        QCOMPARE(body[u"status"].toInt(), 409);
        QCOMPARE(body[u"detail"].toString(), QStringLiteral("the price is now 500"));
        QCOMPARE(body[u"instance"].toString(), QStringLiteral("/api/v1/orders"));
        QCOMPARE(body[u"code"].toString(), QStringLiteral("price_changed"));
        QCOMPARE(body[u"request_id"].toString(), QStringLiteral("r-1"));
    }

    void everyCodeHasAStatusAndAnIndonesianSentence()
    {
        for (const ErrorCode code : kCodes) {
            const QString word = codeWord(code);
            QVERIFY2(!problemtexts::reason(word).isEmpty(), qPrintable(word));
            QVERIFY2(!problemtexts::title(statusOf(code)).isEmpty(), qPrintable(word));
            const QJsonObject body = bodyOf(toProblem({code, {}, QStringLiteral("english")}, request("id")));
            QCOMPARE(body[u"detail"].toString(), problemtexts::reason(word));
            QCOMPARE(body[u"title"].toString(), problemtexts::title(statusOf(code)));
        }
    }

    void aReasonWithoutASentenceOfItsOwnFallsBackToItsCode()
    {
        const QJsonObject body = bodyOf(
            toProblem(Error::conflict(QStringLiteral("of_a_service"), QStringLiteral("english")), request("id")));
        QCOMPARE(body[u"code"].toString(), QStringLiteral("of_a_service"));
        QCOMPARE(body[u"detail"].toString(), problemtexts::reason(QStringLiteral("conflict")));
        QCOMPARE(bodyOf(toProblem(Error::conflict(QStringLiteral("price_changed"), {}), request("id")))[u"detail"]
                     .toString(),
                 problemtexts::reason(QStringLiteral("price_changed")));
    }

    void fieldErrorsAreTranslatedWithTheirNumbers()
    {
        const Error error = Error::invalid(
            {{QStringLiteral("lines[0].quantity"), QStringLiteral("too_small"), QStringLiteral("must be at least 3")},
             {QStringLiteral("name"), QStringLiteral("too_long"), QStringLiteral("must have at most 500 characters")},
             {QStringLiteral("x"), QStringLiteral("unknown_field"), QStringLiteral("is not a field of this document")},
             {QStringLiteral("y"), QStringLiteral("of_a_service"), QStringLiteral("as the service says")}});
        const QJsonArray errors = bodyOf(toProblem(error, request("id")))[u"errors"].toArray();
        QCOMPARE(errors[0][u"field"].toString(), QStringLiteral("lines[0].quantity"));
        QCOMPARE(errors[0][u"message"].toString(), QStringLiteral("minimal 3"));
        QCOMPARE(errors[1][u"message"].toString(), QStringLiteral("maksimal 500 karakter"));
        QCOMPARE(errors[2][u"message"].toString(), QStringLiteral("bukan bagian dari dokumen ini"));
        QCOMPARE(errors[3][u"message"].toString(), QStringLiteral("as the service says"));
        const QJsonArray english = bodyOf(toProblem(error, request("en")))[u"errors"].toArray();
        QCOMPARE(english[0][u"message"].toString(), QStringLiteral("must be at least 3"));
    }

    void whatHappenedInsideTheServerStaysInTheLog()
    {
        for (const ErrorCode code :
             {ErrorCode::Internal, ErrorCode::Unavailable, ErrorCode::Timeout, ErrorCode::Corrupt}) {
            const Response response =
                toProblem({code, {}, QStringLiteral("relation \"secret\" does not exist")}, request("en"));
            QVERIFY(!response.body.contains("secret"));
            QVERIFY(response.note.contains(QStringLiteral("secret")));
            QVERIFY(!response.toWire(Response::Connection::Close, Response::Body::Send).contains("secret"));
        }
    }

    void theClientIsToldWhenToComeBack()
    {
        QCOMPARE(toProblem(Error::unavailable({}, {}, 7), request("en")).header("Retry-After"), "7");
        QCOMPARE(toProblem({ErrorCode::RateLimited, {}, {}}, request("en")).header("Retry-After"), "1");
        QCOMPARE(toProblem(Error::unauthenticated({}, {}), request("en")).header("WWW-Authenticate"), "Bearer");
        QCOMPARE(refusal(503, "full").header("Retry-After"), "5");
    }

    void theCurrentDocumentComesWithAFailedPrecondition()
    {
        Error error{ErrorCode::PreconditionFailed, {}, QStringLiteral("changed")};
        error.state = {{QStringLiteral("version"), 4}};
        QCOMPARE(bodyOf(toProblem(error, request("en")))[u"state"][u"version"].toInt(), 4);
    }

    void aHeaderCannotBeSplit()
    {
        const QByteArray wire = Response::noContent()
                                    .with("Location", "/a\r\nSet-Cookie: x=1")
                                    .toWire(Response::Connection::Close, Response::Body::Send);
        QVERIFY(!wire.contains("Set-Cookie"));
    }
};

QTEST_APPLESS_MAIN(ProblemMapperTest)
#include "ProblemMapperTest.moc"
