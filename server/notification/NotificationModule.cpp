// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/notification/NotificationModule.h"

#include "core/config/Settings.h"
#include "server/infra/metrics/ServiceMetrics.h"
#include "server/infra/smtp/SmtpMailer.h"
#include "server/notification/MailSender.h"
#include "server/notification/NotificationRoutes.h"

namespace pos::notification {

namespace {

constexpr Duration kSendEvery = std::chrono::seconds(2);

QByteArray senderOf(const config::Settings &settings)
{
    return settings.smtpFrom.isEmpty() ? QByteArrayLiteral("pos-backoffice@localhost") : settings.smtpFrom.toUtf8();
}

std::unique_ptr<smtp::Mailer> mailerOf(const config::Settings &settings)
{
    if (settings.smtpHost.isEmpty())
        return std::make_unique<smtp::KeepingMailer>(senderOf(settings));
    return std::make_unique<smtp::SmtpMailer>(
        smtp::SmtpMailer::Options{settings.smtpHost, settings.smtpPort, settings.smtpUsername,
                                  settings.smtpPassword.clone(), senderOf(settings)});
}

struct NotificationService {
    explicit NotificationService(const runtime::ServerContext &context)
        : mailer(mailerOf(context.settings)),
          writer(context.clock, keyring::PersonalData(context.keys, context.subjectKeys, context.cipher), *mailer),
          sender(context.database, context.clock, writer, *mailer,
                 [&metrics = context.metrics] { metrics.emailSent(); }),
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
    module.owner = service;
    return module;
}

} // namespace pos::notification
