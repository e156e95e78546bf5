// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench/event_clock.h"
#include "tests/ui/bench/typing_workspace.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>

#include <algorithm>

/// A typist at a workspace of many policies: how long until the problems shown belong to the text,
/// and what each event costs the UI thread.
namespace remit::bench {
namespace {

struct Options {
    WorkspaceSize size;
    int gapMs = 80; ///< between two keys of the burst
};

struct Spread {
    double median = 0;
    double p99 = 0;
    double max = 0;
};

Spread spreadOf(std::vector<double> values)
{
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end());
    const auto at = [&values](double share) {
        return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
    };
    return {at(0.5), at(0.99), values.back()};
}

void print(const char* what, const Spread& spread)
{
    fmt::print("{:<44} median {:7.2f} ms   p99 {:7.2f} ms   max {:7.2f} ms\n", what, spread.median,
               spread.p99, spread.max);
}

/// A clause that is wrong until it is whole, with a word that has to be taken back.
const QString kTyped = QStringLiteral(" && principal.team == \"t1\" && context.amuont < 5");

void printEvents(const std::vector<EventCost>& costs)
{
    std::vector<double> cpu;
    std::vector<double> wall;
    for (const EventCost& cost : costs) {
        cpu.push_back(cost.cpuMs);
        wall.push_back(cost.wallMs);
    }
    fmt::print("{} events\n", costs.size());
    print("UI thread, processor time of an event", spreadOf(cpu));
    print("UI thread, wall time of an event", spreadOf(wall));
    std::vector<EventCost> worst = costs;
    std::sort(worst.begin(), worst.end(),
              [](const EventCost& a, const EventCost& b) { return a.cpuMs > b.cpuMs; });
    for (std::size_t i = 0; i < std::min<std::size_t>(5, worst.size()); ++i)
        fmt::print("    {:7.2f} ms  {}\n", worst[i].cpuMs, worst[i].what.constData());
}

class Typist {
public:
    Typist(ui::MainWindow& window, ClockedApplication& application)
        : m_window(window), m_application(application)
    {}

    /// Waits after each key until what is shown belongs to the text.
    void patiently()
    {
        std::vector<double> latencies;
        m_application.clear();
        for (const QChar character : kTyped) {
            QElapsedTimer clock;
            clock.start();
            type(character);
            while (!session().isChecked())
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            latencies.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
            QTest::qWait(20);
        }
        print("key to refreshed problems", spreadOf(std::move(latencies)));
        printEvents(m_application.costs());
    }

    void quickly(int gapMs)
    {
        m_application.clear();
        for (const QChar character : kTyped) {
            type(character);
            QTest::qWait(gapMs);
        }
        QElapsedTimer clock;
        clock.start();
        while (!session().isChecked())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        fmt::print("problems are fresh {:.2f} ms after the pause of the last key\n",
                   static_cast<double>(clock.nsecsElapsed()) / 1e6);
        printEvents(m_application.costs());
    }

private:
    ui::Session& session() { return *m_window.studio().session(); }
    void type(QChar character)
    {
        QTest::keyClick(m_window.editors().current(), character.toLatin1());
    }

    ui::MainWindow& m_window;
    ClockedApplication& m_application;
};

Options optionsOf(const QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Types into a workspace of many policies."));
    parser.addHelpOption();
    const QCommandLineOption policies(QStringLiteral("policies"), {}, QStringLiteral("N"),
                                      QStringLiteral("1000"));
    const QCommandLineOption files(QStringLiteral("files"), {}, QStringLiteral("N"),
                                   QStringLiteral("50"));
    const QCommandLineOption gap(QStringLiteral("gap"), {}, QStringLiteral("MS"),
                                 QStringLiteral("80"));
    parser.addOptions({policies, files, gap});
    parser.process(application);
    return {{parser.value(policies).toInt(), parser.value(files).toInt()},
            parser.value(gap).toInt()};
}

int run(ClockedApplication& application)
{
    const Options options = optionsOf(application);
    QTemporaryDir folder;
    const std::filesystem::path root = folder.filePath(QStringLiteral("work")).toStdString();
    writeWorkspace(root, options.size);
    ui::Studio studio({.preferencesFile = folder.filePath(QStringLiteral("studio.ini")),
                       .samples = {},
                       .copiesFolder = folder.path()});
    ui::MainWindow window(studio);
    window.resize(1280, 800);
    window.show();
    QElapsedTimer clock;
    clock.start();
    window.openWorkspace(root);
    while (!studio.session()->isChecked())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    fmt::print("{} policies in {} files, {} problems; opened and checked in {} ms\n",
               options.size.policies, options.size.files, studio.session()->problems().size(),
               clock.elapsed());
    ui::CodeEditor& editor = *window.editors().current();
    const auto at = static_cast<std::uint32_t>(editor.bufferText().find("resource.tags.contains"));
    const auto end = static_cast<std::uint32_t>(editor.bufferText().find('\n', at));
    editor.showPlace({end, end});
    QTest::qWait(500);
    Typist typist(window, application);
    typist.patiently();
    fmt::print("\n");
    typist.quickly(options.gapMs);
    return 0;
}

} // namespace
} // namespace remit::bench

int main(int argc, char** argv)
{
    remit::bench::ClockedApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    return remit::bench::run(application);
}
