// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/call_query.h"

#include "core/base/text.h"

#include <algorithm>

namespace remit::ui {

using decision::Verdict;

replay::ParsedFilter parseTyped(const QString& query)
{
    const std::string text = query.trimmed().toStdString();
    replay::ParsedFilter parsed = replay::parseFilter(text);
    const bool words = text.find_first_of("=<>~!()\"") == std::string::npos;
    if (!hasErrors(parsed.diagnostics) || !words)
        return parsed;
    replay::ParsedFilter whole = replay::parseFilter("\"" + text + "\"");
    return hasErrors(whole.diagnostics) ? parsed : whole;
}

replay::VerdictQuery queryOf(const CallFilter& filter)
{
    replay::VerdictQuery query;
    query.run = filter.run.toStdString();
    const bool all = std::all_of(filter.verdicts.begin(), filter.verdicts.end(),
                                 [](bool shown) { return shown; });
    for (std::size_t i = 0; !all && i < filter.verdicts.size(); ++i) {
        if (filter.verdicts.at(i))
            query.verdicts.insert(static_cast<Verdict>(i));
    }
    if (const auto parsed = parseTyped(filter.text); !parsed.filter.isEmpty())
        query.where = [filter = parsed.filter](const decision::CallVerdict& row) {
            return filter.matches(row);
        };
    return query;
}

replay::VerdictOrder orderOf(int column)
{
    using replay::VerdictOrder;
    switch (column) {
    case CallsModel::VerdictColumn:
        return VerdictOrder::Verdict;
    case CallsModel::StepColumn:
        return VerdictOrder::Step;
    case CallsModel::ToolColumn:
        return VerdictOrder::Tool;
    case CallsModel::ResourceColumn:
        return VerdictOrder::Resource;
    case CallsModel::AgentColumn:
        return VerdictOrder::Agent;
    case CallsModel::TaskColumn:
        return VerdictOrder::Task;
    case CallsModel::WhyColumn:
        return VerdictOrder::Crossing;
    case CallsModel::RunColumn:
        return VerdictOrder::Run;
    default:
        return VerdictOrder::Replay;
    }
}

int urgency(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Deny:
        return 0;
    case Verdict::ApprovalRequired:
        return 1;
    case Verdict::Undecidable:
        return 2;
    case Verdict::Unreachable:
        return 3;
    case Verdict::Allow:
        return 4;
    }
    return 5;
}

} // namespace remit::ui
