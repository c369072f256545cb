// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/notification/NotificationModule.h"

#include "core/config/Settings.h"
#include "server/infra/metrics/ServiceMetrics.h"
#include "server/infra/smtp/SmtpMailer.h"
#include "server/notification/MailSender.h"
#include "server/notification/NotificationRoutes.h"

#include <mutex>

namespace pos::notification {

namespace {

constexpr Duration kSendEvery = std::chrono::seconds(2);
constexpr auto kFailed = "pos_mail_failed_total";
constexpr auto kFailedHelp = "Tries to send a mail that failed: postponed, it is tried again; failed, it is given up.";

QByteArray senderOf(const config::Settings &settings)
{
    return settings.smtpFrom.isEmpty() ? QByteArrayLiteral("pos-backoffice@localhost") : settings.smtpFrom.toUtf8();
}

smtp::SmtpMailer::Options smtpOptions(const config::Settings &settings)
{
    return {settings.smtpHost, settings.smtpPort, settings.smtpUsername, settings.smtpPassword.clone(),
            senderOf(settings)};
}

std::unique_ptr<smtp::Mailer> mailerOf(const config::Settings &settings)
{
    if (settings.smtpHost.isEmpty())
        return std::make_unique<smtp::KeepingMailer>(senderOf(settings));
    return std::make_unique<smtp::SmtpMailer>(smtpOptions(settings));
}

// Of the mail server, for /ready: asked for at most every half minute, since monitors ask /ready far more often.
class MailCheck {
public:
    MailCheck(const config::Settings &settings, const Clock &clock)
        : m_mailer(smtpOptions(settings)), m_clock(clock) { }

    Result<void> check()
    {
        const std::lock_guard lock(m_mutex);
        if (!m_outcome || m_clock.now() >= m_at + kAskAgain) {
            m_outcome = m_mailer.check();
            m_at = m_clock.now();
        }
        return *m_outcome;
    }

private:
    static constexpr Duration kAskAgain = std::chrono::seconds(30);
    std::mutex m_mutex;
    smtp::SmtpMailer m_mailer;
    const Clock &m_clock;
    std::optional<Result<void>> m_outcome;
    Instant m_at;
};

struct NotificationService {
    explicit NotificationService(const runtime::ServerContext &context)
        : mailer(mailerOf(context.settings)),
          writer(context.clock, keyring::PersonalData(context.keys, context.subjectKeys, context.cipher), *mailer),
          sender(context.database, context.clock, writer, *mailer,
                 [&metrics = context.metrics,
                  postponed = context.metrics.counter(kFailed, kFailedHelp, {{"outcome", "postponed"}}),
                  failed = context.metrics.counter(kFailed, kFailedHelp, {{"outcome", "failed"}})](
                     MailSender::Outcome outcome) mutable {
                     switch (outcome) {
                     case MailSender::Outcome::Sent: metrics.emailSent(); break;
                     case MailSender::Outcome::Postponed: postponed.add(); break;
                     case MailSender::Outcome::Failed: failed.add(); break;
                     }
                 }),
          routes(context.database, context.clock, writer, *mailer)
    {
    }
    std::unique_ptr<smtp::Mailer> mailer;
    MailWriter writer;
    MailSender sender;
    NotificationRoutes routes;
};

} // namespace

Result<runtime::ServiceModule> makeModule(const runtime::ServerContext &context)
{
    const auto service = std::make_shared<NotificationService>(context);
    runtime::ServiceModule module{contract::Service::Notification,
                                  [service](http::Endpoints &endpoints) { service->routes.bind(endpoints); }};
    module.consumers = {
        {"notification-service",
         {contract::MailRequest::kTopic},
         [service](pg::Transaction &tx, const outbox::Event &event) { return service->writer.handle(tx, event); }}};
    if (service->mailer->sends()) {
        module.jobs = {{"mail-send", kSendEvery, {}, [service](const std::atomic<bool> &stop) -> Result<void> {
                            POS_CHECK(service->sender.sendDue(stop));
                            return {};
                        }}};
    }
    if (service->mailer->sends()) {
        const auto mails = std::make_shared<MailCheck>(context.settings, context.clock);
        module.checks = {{"smtp", [mails] { return mails->check(); }}};
    }
    module.owner = service;
    return module;
}

} // namespace pos::notification
