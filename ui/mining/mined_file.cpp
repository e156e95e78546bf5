// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mining/mined_file.h"

#include "ui/shell/session.h"

#include <algorithm>

namespace remit::ui {
namespace {

std::string plainName(std::string task)
{
    for (char& c : task) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_';
        c = plain ? c : '-';
    }
    return task;
}

bool isThere(Session& session, const std::string& path)
{
    const auto files = session.files();
    return std::any_of(files.begin(), files.end(),
                       [&](const workspace::WorkspaceFile& file) { return file.path == path; });
}

} // namespace

std::string freeMinedFile(Session& session, const std::string& task)
{
    const std::string stem = "policies/mined-" + plainName(task);
    std::string path = stem + ".cedar";
    for (int number = 2; isThere(session, path); ++number)
        path = stem + "-" + std::to_string(number) + ".cedar";
    return path;
}

std::string scopeFile(const std::string& grant)
{
    return "grants/" + grant + ".cedar";
}

std::map<std::string, std::string> entityTexts(Session& session)
{
    std::map<std::string, std::string> texts;
    for (const workspace::WorkspaceFile& file : session.files())
        if (file.kind == workspace::FileKind::Entities)
            if (const auto document = session.document(file.path))
                texts.emplace(file.path, (*document)->text());
    return texts;
}

WorkspaceEdit wholeFile(Session& session, const std::string& file, const std::string& text)
{
    std::uint32_t end = 0;
    if (isThere(session, file))
        if (const auto document = session.document(file))
            end = static_cast<std::uint32_t>((*document)->text().size());
    WorkspaceEdit edit;
    edit.files[file] = {{{0, end}, text}};
    return edit;
}

} // namespace remit::ui
