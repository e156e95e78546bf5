// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

/// A room may use the rooms named here and, through them, theirs.
const std::map<std::string, std::vector<std::string>> kUses{
    {"core/base", {}},
    {"core/cedar", {"core/base"}},
    {"core/trace", {"core/base"}},
    {"core/assist", {"core/cedar"}},
    {"core/mcp", {"core/cedar"}},
    {"core/authority", {"core/cedar"}},
    {"core/decision", {"core/trace", "core/authority", "core/mcp"}},
    {"core/replay", {"core/decision"}},
    {"core/analysis", {"core/replay"}},
    {"core/workspace", {"core/decision"}},
    {"core/bundle", {"core/analysis", "core/workspace"}},
    {"core/report", {"core/bundle"}},
    {"ui", {"core/assist", "core/report"}},
    {"app", {"ui", "core/assist", "core/report"}},
};

void collect(const std::string& room, std::set<std::string>& reachable)
{
    if (!reachable.insert(room).second)
        return;
    for (const std::string& used : kUses.at(room))
        collect(used, reachable);
}

std::string roomOf(const std::string& path)
{
    const std::size_t first = path.find('/');
    if (path.starts_with("core/"))
        return path.substr(0, path.find('/', first + 1));
    return path.substr(0, first);
}

bool isSource(const fs::path& path)
{
    return path.extension() == ".h" || path.extension() == ".cpp";
}

/// Why the room must not include this header; empty when it may.
std::string objection(const std::string& file, const std::string& room, const std::string& header)
{
    static const std::regex kQt("^(Q[A-Z].*|Qsci/.*|Qt[A-Z].*)");
    static const std::regex kStorage("^(sqlite3\\.h|boost/.*|nlohmann/.*)");
    static const std::regex kOurs("^(core|ui|app|tests)/.*");
    const bool headless = room.starts_with("core/") || file.starts_with("app/cli");
    if (headless && std::regex_match(header, kQt))
        return "core/ and the command line include no Qt";
    if (room == "ui" && std::regex_match(header, kStorage))
        return "ui/ includes no SQLite, Boost or nlohmann headers";
    if (!std::regex_match(header, kOurs))
        return {};
    if (header.starts_with("tests/"))
        return "programs include nothing of the tests";
    if (file.starts_with("app/cli") && header.starts_with("ui/"))
        return "the command line needs no screen";
    std::set<std::string> reachable;
    collect(room, reachable);
    return reachable.contains(roomOf(header)) ? "" : room + " must not use " + roomOf(header);
}

} // namespace

/// Who may use whom, read from the includes.
class TestLayering : public QObject {
    Q_OBJECT

private slots:
    void includesFollowTheArrows()
    {
        static const std::regex kInclude("^\\s*#\\s*include\\s*[\"<]([^\">]+)[\">]");
        QStringList objections;
        int files = 0;
        for (const char* top : {"core", "ui", "app"}) {
            for (const auto& entry :
                 fs::recursive_directory_iterator(remit::test::sourceDir() / top)) {
                if (!entry.is_regular_file() || !isSource(entry.path()))
                    continue;
                ++files;
                const std::string file =
                    entry.path().lexically_relative(remit::test::sourceDir()).generic_string();
                std::istringstream text(remit::test::readAll(entry.path()));
                std::string line;
                std::smatch found;
                while (std::getline(text, line)) {
                    if (!std::regex_search(line, found, kInclude))
                        continue;
                    const std::string why = objection(file, roomOf(file), found[1]);
                    if (!why.empty())
                        objections << QString::fromStdString(file + ": " + line + " – " + why);
                }
            }
        }
        QVERIFY(files > 0);
        QVERIFY2(objections.isEmpty(), qPrintable(objections.join('\n')));
    }

    void everySourceNamesItsLicence()
    {
        QStringList missing;
        for (const char* top : {"core", "ui", "app", "tests"}) {
            for (const auto& entry :
                 fs::recursive_directory_iterator(remit::test::sourceDir() / top)) {
                if (!entry.is_regular_file() || !isSource(entry.path()))
                    continue;
                const std::string file =
                    entry.path().lexically_relative(remit::test::sourceDir()).generic_string();
                const bool gpl = file.starts_with("ui/") || file.starts_with("tests/ui/") ||
                                 file == "app/studio_main.cpp";
                const std::string wanted = std::string("// SPDX-License-Identifier: ") +
                                           (gpl ? "GPL-3.0-or-later\n" : "Apache-2.0\n");
                if (!remit::test::readAll(entry.path()).starts_with(wanted))
                    missing << QString::fromStdString(file);
            }
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join('\n')));
    }

    void aForbiddenIncludeIsFound_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("header");
        QTest::addColumn<bool>("forbidden");
        QTest::newRow("Qt in core") << "core/cedar/a.cpp"
                                    << "QString" << true;
        QTest::newRow("SQLite in ui") << "ui/models/a.cpp"
                                      << "sqlite3.h" << true;
        QTest::newRow("base uses cedar") << "core/base/a.h"
                                         << "core/cedar/syntax/tree.h" << true;
        QTest::newRow("trace uses cedar") << "core/trace/a.h"
                                          << "core/cedar/syntax/tree.h" << true;
        QTest::newRow("cli uses ui") << "app/cli/a.cpp"
                                     << "ui/shell/main_window.h" << true;
        QTest::newRow("replay uses cedar") << "core/replay/a.h"
                                           << "core/cedar/values/value.h" << false;
        QTest::newRow("ui uses replay") << "ui/replay/a.h"
                                        << "core/replay/replay.h" << false;
    }

    void aForbiddenIncludeIsFound()
    {
        QFETCH(QString, file);
        QFETCH(QString, header);
        QFETCH(bool, forbidden);
        const std::string path = file.toStdString();
        QCOMPARE(!objection(path, roomOf(path), header.toStdString()).empty(), forbidden);
    }
};

QTEST_APPLESS_MAIN(TestLayering)
#include "tst_layering.moc"
