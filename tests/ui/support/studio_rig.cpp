// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/studio_rig.h"

#include "tests/support/test_paths.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/problems_view.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QApplication>
#include <QTest>

namespace remit::test {

StudioRig::StudioRig()
    : m_temporary(std::make_unique<QTemporaryDir>()), m_folder(m_temporary->path())
{
    start();
}

StudioRig::StudioRig(const QString& folder) : m_folder(folder)
{
    start();
}

StudioRig::~StudioRig() = default;

void StudioRig::start()
{
    m_studio = std::make_unique<ui::Studio>(
        ui::StudioPlaces{.preferencesFile = folder(QStringLiteral("studio.ini")),
                         .samples = sourceDir() / "samples",
                         .copiesFolder = folder(QStringLiteral("copies")),
                         .journalFolder = folder(QStringLiteral("journal"))});
    m_window = std::make_unique<ui::MainWindow>(*m_studio);
    m_window->resize(1280, 800);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void StudioRig::restart()
{
    m_window->close();
    m_window.reset();
    m_studio.reset();
    start();
}

ui::Session& StudioRig::session()
{
    return *m_studio->session();
}

QString StudioRig::folder(const QString& below) const
{
    return m_folder + QLatin1Char('/') + below;
}

void StudioRig::openWorkspaceWith(const QString& policies)
{
    const std::filesystem::path root = folder(QStringLiteral("work")).toStdString();
    std::filesystem::create_directories(root / "policies");
    writeAll(
        root / "remit.json",
        R"({"remit": 1, "name": "Payments", "authority": "not modelled", "rootEntitlement": "policies"})");
    writeAll(root / "policies" / "pay.cedar", policies.toStdString());
    m_window->openWorkspace(root);
    QVERIFY(m_studio->session() != nullptr);
    QVERIFY(waitForCheck());
    QTRY_VERIFY(QApplication::focusWidget() == &editor());
}

void StudioRig::openCopyOf(const std::filesystem::path& workspace, const QString& file)
{
    const std::filesystem::path root = folder(QStringLiteral("work")).toStdString();
    std::filesystem::copy(workspace, root, std::filesystem::copy_options::recursive);
    m_window->openWorkspace(root);
    QVERIFY(m_studio->session() != nullptr);
    QVERIFY(m_window->editors().open(file) != nullptr);
    QVERIFY(waitForCheck());
    QTRY_VERIFY(QApplication::focusWidget() == &editor());
}

void StudioRig::openNew(const QString& file, const QString& text)
{
    WorkspaceEdit edit;
    edit.files[file.toStdString()] = {{{0, 0}, text.toStdString()}};
    QVERIFY(session().apply(edit).has_value());
    QVERIFY(m_window->editors().open(file) != nullptr);
    QVERIFY(waitForCheck());
    QTRY_VERIFY(QApplication::focusWidget() == &editor());
}

QString StudioRig::textOf(const QString& file)
{
    m_window->editors().flush();
    const workspace::Document* document = session().documents().find(file.toStdString());
    return document == nullptr ? savedText(file) : QString::fromStdString(document->text());
}

void StudioRig::putCaretBehind(const QString& text)
{
    const std::string wanted = text.toStdString();
    const std::size_t at = editor().bufferText().find(wanted);
    QVERIFY2(at != std::string_view::npos, qPrintable(text));
    const auto end = static_cast<std::uint32_t>(at + wanted.size());
    editor().showPlace({end, end});
}

ui::CodeEditor& StudioRig::editor()
{
    return *m_window->editors().current();
}

const ui::ProblemsModel& StudioRig::problems()
{
    return m_window->findChild<ui::ProblemsView*>()->problems();
}

QAction* StudioRig::action(const char* id)
{
    return m_studio->actions().find(QLatin1String(id));
}

void StudioRig::trigger(const char* id)
{
    QAction* found = action(id);
    QVERIFY2(found != nullptr && found->isEnabled(), id);
    found->trigger();
}

bool StudioRig::waitForCheck()
{
    m_window->editors().flush();
    return QTest::qWaitFor([this] { return session().isChecked(); }, 5000);
}

QString StudioRig::savedText(const QString& file) const
{
    return QString::fromStdString(readAll(folder(QStringLiteral("work/") + file).toStdString()));
}

} // namespace remit::test
