// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/oracle.h"

#include "tests/support/test_paths.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <fmt/format.h>

namespace remit::conformance {
namespace {

namespace fs = std::filesystem;

bool isInstalled(const fs::path& prefix)
{
    return fs::exists(prefix / "node_modules" / "@cedar-policy" / "cedar-wasm");
}

std::optional<fs::path> findPackage()
{
    const QString wanted = qEnvironmentVariable("CEDAR_NPM");
    if (!wanted.isEmpty())
        return isInstalled(wanted.toStdString()) ? std::optional(fs::path(wanted.toStdString()))
                                                 : std::nullopt;
    const fs::path local = test::sourceDir() / "build" / "oracle";
    return isInstalled(local) ? std::optional(local) : std::nullopt;
}

std::vector<std::string> lines(const std::string& text)
{
    std::vector<std::string> all;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        all.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return all;
}

} // namespace

Result<Oracle> Oracle::find()
{
    Oracle oracle;
    const auto script = test::sharedData("oracle/oracle.mjs");
    const auto package = findPackage();
    if (!script)
        return failure(ErrorCode::NotFound, "../shared/oracle is not beside the project");
    if (QStandardPaths::findExecutable("node").isEmpty())
        return failure(ErrorCode::NotFound, "node is not installed");
    if (!package)
        return failure(ErrorCode::NotFound,
                       "@cedar-policy/cedar-wasm is neither in $CEDAR_NPM nor in build/oracle");
    oracle.m_script = *script;
    oracle.m_package = *package;
    return oracle;
}

Result<std::vector<std::string>> Oracle::ask(const std::vector<std::string>& calls) const
{
    const QTemporaryDir folder;
    const fs::path in = fs::path(folder.path().toStdString()) / "calls.jsonl";
    const fs::path out = fs::path(folder.path().toStdString()) / "answers.jsonl";
    std::string text;
    for (const std::string& call : calls)
        text += call + "\n";
    test::writeAll(in, text);

    QProcess node;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("CEDAR_NPM", QString::fromStdString(m_package.string()));
    node.setProcessEnvironment(environment);
    node.setStandardInputFile(QString::fromStdString(in.string()));
    node.setStandardOutputFile(QString::fromStdString(out.string()));
    node.start("node", {QString::fromStdString(m_script.string())});
    constexpr int kTenMinutes = 600'000;
    if (!node.waitForFinished(kTenMinutes) || node.exitCode() != 0)
        return failure(ErrorCode::Unreadable,
                       "the oracle failed: " + node.readAllStandardError().toStdString());
    auto answers = lines(test::readAll(out));
    if (answers.size() != calls.size())
        return failure(ErrorCode::Malformed,
                       fmt::format("{} calls, {} answers", calls.size(), answers.size()));
    return answers;
}

} // namespace remit::conformance
