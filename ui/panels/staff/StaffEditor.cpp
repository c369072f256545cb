// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/staff/StaffEditor.h"

#include "ui/dialogs/ConfirmDialog.h"
#include "ui/models/StaffModel.h"
#include "ui/panels/ConflictCard.h"
#include "ui/panels/DocumentForm.h"
#include "ui/panels/staff/RoleWords.h"
#include "ui/panels/staff/SessionList.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QGridLayout>
#include <QLineEdit>

namespace pos::ui {

namespace {

const QString kUsers = QStringLiteral("/api/v1/users/");

} // namespace

StaffEditor::StaffEditor(ApiClient &client, const Profile &profile, QWidget *parent)
    : DetailPane(QStringLiteral("person"), parent), m_client(client), m_profile(profile),
      m_mayManage(profile.may(contract::Permission::UsersManage)), m_time(profile.zone), m_name(new QLineEdit),
      m_email(new QLineEdit), m_phone(new QLineEdit), m_language(new ComboBox), m_role(new ComboBox),
      m_nameField(new Field(m_name)), m_emailField(new Field(m_email)), m_phoneField(new Field(m_phone)),
      m_languageField(new Field(m_language)), m_roleField(new Field(m_role)),
      m_rights(new Label(tok::Type::Small, "muted")), m_sessions(new SessionList(client)), m_form(nullptr),
      m_save(new Button(Button::Kind::Primary)), m_suspend(new Button(Button::Kind::Secondary)),
      m_remove(new Button(Button::Kind::Danger))
{
    build();
    connect(m_form, &DocumentForm::stateChanged, this, &StaffEditor::showState);
    connect(m_form, &DocumentForm::saved, this, [this] {
        Q_EMIT changed(m_form->stored());
        if (roleChanged())
            saveRole();
        else
            Q_EMIT said(tr("Saved."));
    });
    connect(m_role, &QComboBox::activated, this, [this] {
        m_roleField->setError({});
        showState();
    });
    connect(m_save, &QPushButton::clicked, this, &StaffEditor::save);
    connect(m_suspend, &QPushButton::clicked, this, &StaffEditor::askSuspend);
    connect(m_remove, &QPushButton::clicked, this, &StaffEditor::askRemove);
    connect(m_sessions, &SessionList::ended, this, [this] { Q_EMIT said(tr("Session ended.")); });
    retranslate();
}

void StaffEditor::build()
{
    auto *conflict = new ConflictCard(QStringLiteral("staff"));
    m_form = new DocumentForm(m_client, banner(), conflict, this);
    content()->addWidget(conflict);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(tok::s3);
    grid->setVerticalSpacing(tok::s3 - 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_nameField, 0, 0, 1, 2);
    grid->addWidget(m_emailField, 1, 0, 1, 2);
    grid->addWidget(m_phoneField, 2, 0);
    grid->addWidget(m_languageField, 2, 1);
    grid->addWidget(m_roleField, 3, 0, 1, 2);
    content()->addLayout(grid);
    m_rights->setWrapped();
    content()->addWidget(m_rights);
    content()->addWidget(makeHairline());
    content()->addWidget(m_sessions);
    content()->addStretch(1);
    foot()->addWidget(m_save);
    foot()->addWidget(m_suspend);
    foot()->addStretch();
    foot()->addWidget(m_remove);

    m_name->setObjectName(QStringLiteral("person.name"));
    m_email->setObjectName(QStringLiteral("person.email"));
    m_phone->setObjectName(QStringLiteral("person.phone"));
    m_language->setObjectName(QStringLiteral("person.language"));
    m_role->setObjectName(QStringLiteral("person.role"));
    m_rights->setObjectName(QStringLiteral("person.rights"));
    m_save->setObjectName(QStringLiteral("person.save"));
    m_suspend->setObjectName(QStringLiteral("person.suspend"));
    m_remove->setObjectName(QStringLiteral("person.remove"));
    m_save->setKeys(QKeySequence::Save);
    m_form->bindText("name", m_nameField, m_name, true);
    m_form->bindText("email", m_emailField, m_email, true);
    m_form->bindText("phone", m_phoneField, m_phone);
    m_form->bindChoice("language", m_languageField, m_language);
    for (QLineEdit *edit : {m_name, m_email, m_phone})
        edit->setReadOnly(!m_mayManage);
    m_language->setEnabled(m_mayManage);
    m_role->setEnabled(m_mayManage);
    m_save->setVisible(m_mayManage);
    m_suspend->setVisible(m_mayManage);
    m_remove->setVisible(m_mayManage);
    m_sessions->setVisible(m_mayManage);
    m_sessions->setTime(m_time);
}

void StaffEditor::open(const QJsonObject &person)
{
    hideError();
    m_roleField->setError({});
    const QString id = person[u"id"].toString();
    m_role->setValue(person[u"role"].toString());
    m_form->open(kUsers + id, person);
    const bool isMe = id == m_profile.id;
    if (m_mayManage)
        m_sessions->open(isMe ? QStringLiteral("/api/v1/auth/sessions") : kUsers + id + QStringLiteral("/sessions"));
    showState();
}

QString StaffEditor::personId() const
{
    return m_form->stored()[u"id"].toString();
}

bool StaffEditor::roleChanged() const
{
    const QString stored = m_form->stored()[u"role"].toString();
    return m_mayManage && !stored.isEmpty() && m_role->value() != stored;
}

bool StaffEditor::isDirty() const
{
    return m_form->isDirty() || roleChanged();
}

void StaffEditor::save()
{
    if (m_working || m_form->isWorking())
        return;
    hideError();
    if (m_form->isDirty())
        m_form->save(); // the role follows
    else if (roleChanged())
        saveRole();
}

void StaffEditor::discard()
{
    m_form->discard();
    m_role->setValue(m_form->stored()[u"role"].toString());
    m_roleField->setError({});
    showState();
}

void StaffEditor::refresh()
{
    m_form->load();
    if (m_mayManage && !personId().isEmpty())
        m_sessions->load();
}

void StaffEditor::saveRole()
{
    act("PUT", QStringLiteral("/role"), Then::SayRole, QJsonObject{{QStringLiteral("role"), m_role->value()}});
}

void StaffEditor::act(const QByteArray &method, const QString &path, Then then, const std::optional<QJsonObject> &body)
{
    ApiRequest request;
    request.method = method;
    request.path = kUsers + personId() + path;
    request.body = body;
    m_working = true;
    hideError();
    showState();
    m_client.call(request, this, [this, then](const Result<ApiReply> &answer) {
        m_working = false;
        if (answer)
            took(*answer, then);
        else if (!m_form->refused(answer.error()))
            scrollToTop();
        showState();
    });
}

void StaffEditor::took(const ApiReply &reply, Then then)
{
    m_form->take(reply.document, reply.etag);
    m_role->setValue(reply.document[u"role"].toString());
    Q_EMIT changed(reply.document);
    if (m_mayManage)
        m_sessions->load();
    const QString name = StaffModel::nameOf(reply.document);
    if (then == Then::SayRole)
        Q_EMIT said(tr("%1 has another role now and signs in again.").arg(name));
    else if (then == Then::SaySuspended)
        Q_EMIT said(tr("%1 is suspended and signed out.").arg(name));
    else if (then == Then::SayBack)
        Q_EMIT said(tr("%1 may sign in again.").arg(name));
}

void StaffEditor::askSuspend()
{
    if (m_form->stored()[u"status"] == QStringLiteral("suspended")) {
        act("POST", QStringLiteral("/reactivate"), Then::SayBack, QJsonObject());
        return;
    }
    ConfirmDialog::ask(
        this, tr("Suspend %1?").arg(StaffModel::nameOf(m_form->stored())),
        personId() == m_profile.id
            ? tr("This is you. You are signed out at once, and another owner has to let you back in.")
            : tr("They are signed out at once and cannot sign in until you let them. Nothing is lost."),
        {{QStringLiteral("suspend"), tr("Suspend"), Button::Kind::Destroy}, {QStringLiteral("keep"), tr("Cancel")}},
        [this](const QString &answer) {
            if (answer == QLatin1String("suspend"))
                act("POST", QStringLiteral("/suspend"), Then::SaySuspended, QJsonObject());
        });
}

void StaffEditor::askRemove()
{
    ConfirmDialog::ask(
        this, tr("Remove %1?").arg(StaffModel::nameOf(m_form->stored())),
        tr("They are signed out at once and can never sign in with this account again. What they sold and did stays in "
           "the shop's records. To keep the account for later, suspend it instead."),
        {{QStringLiteral("remove"), tr("Remove"), Button::Kind::Destroy}, {QStringLiteral("keep"), tr("Cancel")}},
        [this](const QString &answer) {
            if (answer == QLatin1String("remove"))
                remove();
        });
}

void StaffEditor::remove()
{
    ApiRequest request;
    request.method = "DELETE";
    request.path = kUsers + personId();
    m_working = true;
    showState();
    m_client.call(request, this, [this](const Result<ApiReply> &answer) {
        m_working = false;
        showState();
        if (!answer) {
            showError(answer.error());
            return;
        }
        Q_EMIT said(tr("%1 was removed.").arg(StaffModel::nameOf(m_form->stored())));
        m_form->close();
        Q_EMIT removed();
    });
}

void StaffEditor::showState()
{
    const QJsonObject &person = m_form->stored();
    const auto state = StaffModel::stateOf(person[u"status"].toString());
    setHeading(StaffModel::nameOf(person), RoleWords::name(person[u"role"].toString()));
    setState(state.words, state.tone);
    const bool working = m_working || m_form->isWorking();
    const QString busy = working               ? tr("Being saved")
                         : !m_form->isLoaded() ? tr("The newest version is not here yet")
                                               : QString();
    m_save->setBlocked(!busy.isEmpty() ? busy : isDirty() ? QString() : tr("Nothing was changed"));
    const bool suspended = person[u"status"] == QStringLiteral("suspended");
    const QString unsaved = isDirty() ? tr("Save or discard the changes first") : QString();
    m_suspend->setLabel(suspended ? tr("Let back in") : tr("Suspend"));
    m_suspend->setBlocked(!busy.isEmpty() ? busy : unsaved);
    m_remove->setBlocked(!busy.isEmpty() ? busy : unsaved);
    showRights();
}

void StaffEditor::showRights()
{
    const auto role = contract::roleFromWord(m_role->value().toLatin1());
    QStringList rights;
    if (role) {
        for (const contract::Permission permission : contract::permissionsOf(*role))
            rights.append(QStringLiteral("\u2022 ") + RoleWords::may(permission));
    }
    m_rights->setText(rights.join(u'\n'));
    m_roleField->setTexts(tr("Role"), roleChanged() ? tr("Saving it signs them out everywhere.") : QString());
}

void StaffEditor::retranslate()
{
    m_nameField->setTexts(tr("Name"));
    m_emailField->setTexts(tr("E-mail"), tr("They sign in with it"));
    m_phoneField->setTexts(tr("Telephone"));
    m_languageField->setTexts(tr("Language of mails"));
    m_language->setChoices({{QStringLiteral("id"), QStringLiteral("Bahasa Indonesia")},
                            {QStringLiteral("en"), QStringLiteral("English")}});
    m_role->setChoices(RoleWords::choices());
    m_save->setLabel(tr("Save"));
    m_remove->setLabel(tr("Remove"));
    showState();
}

} // namespace pos::ui
