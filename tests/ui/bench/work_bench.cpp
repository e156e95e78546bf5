// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_io.h"
#include "tests/ui/bench/event_clock.h"
#include "tests/ui/bench/stall_watch.h"
#include "tests/ui/bench/typing_workspace.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/models/call_table.h"
#include "ui/replay/impact_strip.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

/// An hour of work in a minute: the script types, replays, steps through crossings, filters, opens
/// the graph, searches and undoes, in a workspace of 1,000 policies and 100,000 recorded calls. A
/// watchdog records when the UI thread did not answer, and during what.
namespace remit::bench {
namespace {

struct WorkOptions {
    WorkspaceSize size;
    int calls = 100'000;
    int seconds = 60;
    double mostCpuMs = 0; ///< of one event; 0: only measured
};

void writeTraces(const std::filesystem::path& folder, int calls)
{
    constexpr int kPerRun = 100;
    std::string text;
    for (int run = 0; run * kPerRun < calls; ++run) {
        text += fmt::format("{{\"v\":1,\"run\":\"r{0:05}\",\"seq\":0,\"type\":\"run\"}}\n", run);
        for (int i = 1; i <= kPerRun; ++i)
            text += fmt::format(
                "{{\"v\":1,\"run\":\"r{0:05}\",\"seq\":{1},\"type\":\"call\",\"callId\":\"c{1}\","
                "\"agent\":\"a{2}\",\"tool\":\"act{3}\",\"args\":{{\"amount\":{4},\"doc\":"
                "\"d{5}\"}}}}\n",
                run, i, run % 200, (run + i) % 40, i, (run * 7 + i) % 50);
    }
    (void)writeFileAtomically(folder / "traces" / "runs.trace.jsonl", text);
}

/// Resident memory in MB: now, and the most so far.
std::pair<double, double> memoryMb()
{
    std::ifstream status("/proc/self/status");
    double now = 0;
    double most = 0;
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmRSS:", 0) == 0)
            now = std::stod(line.substr(6)) / 1024;
        if (line.rfind("VmHWM:", 0) == 0)
            most = std::stod(line.substr(6)) / 1024;
    }
    return {now, most};
}

class Worker {
public:
    Worker(ui::MainWindow& window, StallWatch& watch) : m_window(window), m_watch(watch) {}

    void replay() { choose("replay.run"); }
    /// Something that replays.
    void choose(const char* action)
    {
        step("replay");
        const auto before = session().replay();
        trigger(action);
        (void)QTest::qWaitFor([&] { return session().replay() != before; }, 300'000);
    }
    /// How long after an edit of a policy the strip tells what it changes of all the calls, and how
    /// much of that is after the check of the texts.
    void strip(const char* how)
    {
        step("strip");
        const auto* text = m_window.findChild<ui::ImpactStrip*>();
        const auto idle = [&] { return m_window.studio().jobs().runningCount() == 0; };
        (void)QTest::qWaitFor(idle, 300'000);
        std::vector<double> all;
        std::vector<double> sinceChecked;
        QString told;
        for (int i = 0; i < 5; ++i) {
            all.push_back(0);
            sinceChecked.push_back(0);
            told = answer(*text, i, all.back(), sinceChecked.back());
            (void)session().undo(kEdited);
            (void)QTest::qWaitFor([&] { return text->text().isEmpty(); }, 300'000);
        }
        std::sort(all.begin(), all.end());
        std::sort(sinceChecked.begin(), sinceChecked.end());
        fmt::print("strip, {}: {:.0f} ms after the edit (of 5: {:.0f} to {:.0f}), {:.0f} ms after "
                   "its check: \"{}\"\n",
                   how, all[2], all.front(), all.back(), sinceChecked[2], told.toStdString());
    }
    void work(int seconds)
    {
        QElapsedTimer clock;
        clock.start();
        for (int round = 0; clock.elapsed() < seconds * 1'000; ++round) {
            typeAndUndo();
            crossings();
            layouts();
            goAnywhere();
            search();
            if (round % 3 == 0)
                graph();
            replay();
            fmt::print("round {}: memory {:.0f} MB\n", round + 1, memoryMb().first);
        }
    }

private:
    static constexpr const char* kEdited = "policies/p000.cedar";

    QString answer(const ui::ImpactStrip& strip, int number, double& ms, double& msSinceChecked)
    {
        QElapsedTimer clock;
        qint64 checked = 0;
        const QObject context;
        QObject::connect(&session(), &ui::Session::checked, &context, [&] {
            checked = session().isChecked() && checked == 0 ? clock.nsecsElapsed() : checked;
        });
        WorkspaceEdit edit;
        edit.title = "Permit a tool";
        edit.files[kEdited] = {
            {{0, 0},
             fmt::format("permit (principal, action == Action::\"act{}\", resource);\n", number)}};
        clock.start();
        (void)session().apply(edit);
        QString told;
        (void)QTest::qWaitFor(
            [&] {
                told = strip.text();
                return told.contains(QStringLiteral("verdict"));
            },
            300'000);
        const qint64 now = clock.nsecsElapsed();
        ms = static_cast<double>(now) / 1e6;
        msSinceChecked = static_cast<double>(now - checked) / 1e6;
        return told;
    }
    ui::Session& session() { return *m_window.studio().session(); }
    void step(const char* name)
    {
        m_watch.setStep(name);
        QTest::qWait(30);
    }
    void trigger(const char* id)
    {
        QAction* action = m_window.studio().actions().find(QLatin1String(id));
        if (action != nullptr && action->isEnabled())
            action->trigger();
        QTest::qWait(15);
    }
    void key(QWidget* target, int code, Qt::KeyboardModifiers with = Qt::NoModifier)
    {
        QTest::keyClick(target, static_cast<Qt::Key>(code), with);
        QTest::qWait(15);
    }
    void typeAndUndo()
    {
        step("type");
        m_window.editors().open(QStringLiteral("policies/p000.cedar"));
        ui::CodeEditor* editor = m_window.editors().current();
        for (const char letter : std::string("// a word or two")) {
            QTest::keyClick(editor, letter);
            QTest::qWait(25);
        }
        step("undo");
        while (m_window.studio().actions().find(QStringLiteral("edit.undo"))->isEnabled())
            key(editor, Qt::Key_Z, Qt::ControlModifier);
    }
    void crossings()
    {
        step("next crossing");
        for (int i = 0; i < 15; ++i)
            trigger("replay.nextCrossing");
    }
    void layouts()
    {
        step("layouts");
        for (const QString& name : ui::Layouts::names()) {
            m_window.layouts().activate(name);
            QTest::qWait(60);
        }
        m_window.layouts().activate(QStringLiteral("author"));
    }
    void goAnywhere()
    {
        step("go to anything");
        trigger("go.anything");
        auto* line = m_window.findChild<QLineEdit*>(QStringLiteral("paletteLine"));
        for (const char letter : std::string("policy-77")) {
            QTest::keyClick(line, letter);
            QTest::qWait(25);
        }
        key(line, Qt::Key_Return);
        trigger("go.back");
    }
    void search()
    {
        step("search");
        trigger("edit.findInWorkspace");
        auto* line = m_window.findChild<QLineEdit*>(QStringLiteral("searchLine"));
        line->setText(QStringLiteral("resource.label"));
        QTest::qWait(400);
        line->clear();
    }
    void graph()
    {
        step("graph");
        trigger("view.graph");
        QTest::qWait(300);
        trigger("view.schema");
        QTest::qWait(300);
    }

    ui::MainWindow& m_window;
    StallWatch& m_watch;
};

void printCosts(std::vector<EventCost> costs, const char* title, double EventCost::*by)
{
    std::sort(costs.begin(), costs.end(),
              [by](const EventCost& a, const EventCost& b) { return a.*by > b.*by; });
    fmt::print("{}\n", title);
    for (std::size_t i = 0; i < std::min<std::size_t>(12, costs.size()); ++i)
        fmt::print("  {:8.2f} ms processor {:8.2f} ms wall  {}\n", costs[i].cpuMs, costs[i].wallMs,
                   costs[i].what.constData());
}

WorkOptions workOptions(const QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("An hour of work in a minute."));
    parser.addHelpOption();
    const auto option = [&parser](const char* name, const char* standard) {
        const QCommandLineOption made(QLatin1String(name), {}, QStringLiteral("N"),
                                      QLatin1String(standard));
        parser.addOption(made);
        return made;
    };
    const auto policies = option("policies", "1000");
    const auto calls = option("calls", "100000");
    const auto seconds = option("seconds", "60");
    const auto most = option("most-cpu-ms", "0");
    parser.process(application);
    WorkOptions options;
    options.size.policies = parser.value(policies).toInt();
    options.calls = parser.value(calls).toInt();
    options.seconds = parser.value(seconds).toInt();
    options.mostCpuMs = parser.value(most).toDouble();
    return options;
}

int work(ClockedApplication& application, QElapsedTimer sinceStart)
{
    const WorkOptions options = workOptions(application);
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.filePath(QStringLiteral("work")).toStdString();
    writeWorkspace(root, options.size);
    writeTraces(root, options.calls);
    const qint64 written = sinceStart.elapsed();
    ui::Studio studio({.preferencesFile = folder.filePath(QStringLiteral("studio.ini")),
                       .samples = {},
                       .copiesFolder = folder.path(),
                       .journalFolder = folder.filePath(QStringLiteral("journal"))});
    ui::MainWindow window(studio);
    window.resize(1280, 800);
    window.show();
    (void)QTest::qWaitForWindowExposed(&window);
    fmt::print("first window after {} ms\n", sinceStart.elapsed() - written);
    StallWatch watch;
    watch.setStep("open");
    application.clear();
    QElapsedTimer clock;
    clock.start();
    window.openWorkspace(root);
    fmt::print("usable after {} ms", clock.elapsed());
    (void)QTest::qWaitFor([&] { return studio.session()->isChecked(); }, 60'000);
    fmt::print(", checked after {} ms\n", clock.elapsed());
    Worker worker(window, watch);
    clock.restart();
    worker.replay();
    const auto replay = studio.session()->replay();
    fmt::print("replayed {} calls in {} ms\n", replay ? replay->table->count() : 0,
               clock.elapsed());
    fmt::print("memory {:.0f} MB\n", memoryMb().first);
    worker.strip("isolated");
    worker.choose("replay.consequential");
    worker.strip("consequential");
    worker.choose("replay.consequential");
    worker.work(options.seconds);
    fmt::print("memory {:.0f} MB, at most {:.0f} MB\n", memoryMb().first, memoryMb().second);
    fmt::print("{} events\n", application.costs().size());
    printCosts(application.costs(), "the most expensive for the UI thread:", &EventCost::cpuMs);
    printCosts(application.costs(), "the longest:", &EventCost::wallMs);
    for (const Stall& stall : watch.stalls())
        fmt::print("no answer for {:.0f} ms during: {}\n", stall.ms, stall.during);
    const auto& costs = application.costs();
    const bool slow = std::any_of(costs.begin(), costs.end(), [&](const EventCost& cost) {
        return options.mostCpuMs > 0 && cost.cpuMs > options.mostCpuMs;
    });
    return slow ? 2 : 0;
}

} // namespace
} // namespace remit::bench

int main(int argc, char** argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    remit::bench::ClockedApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    return remit::bench::work(application, sinceStart);
}
