// SPDX-License-Identifier: Apache-2.0
#include "core/assist/gallery/gallery.h"
#include "core/assist/gallery/values.h"
#include "core/assist/items.h"
#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/validate/lints/lints.h"
#include "core/cedar/validate/validator.h"

namespace remit::assist {
namespace {

constexpr std::string_view kSettings = "remit.json";

std::string inJson(const Parameter&, const std::string& value)
{
    return jsonEscaped(value); // stands in quotes
}

void append(const Model& model, const std::string& file, Insertion& made)
{
    const ModelFile* known = model.file(file);
    const std::string_view before = known != nullptr ? known->text() : std::string_view();
    const auto end = static_cast<std::uint32_t>(before.size());
    std::string gap;
    if (!before.empty())
        gap = before.back() == '\n' ? "\n" : "\n\n";
    made.edit.files[file].push_back({{end, end}, gap + made.policies});
}

/// Parses and checks the new policies as if they stood alone in the file.
void check(const Model& model, const std::string& file, Insertion& made)
{
    const cedar::ParsedPolicies parsed = cedar::parsePolicies(made.policies, file);
    made.diagnostics = parsed.diagnostics;
    cedar::ValidationOptions options;
    options.fileOf = [&file](const std::string&) { return file; };
    cedar::LintOptions lints;
    lints.fileOf = options.fileOf;
    const auto add = [&made](const std::vector<cedar::ValidationFinding>& findings) {
        for (const cedar::ValidationFinding& finding : findings)
            made.diagnostics.push_back(finding.diagnostic);
    };
    for (const cedar::Policy& policy : parsed.policies) {
        if (policy.broken)
            continue;
        if (model.hasSchema())
            add(cedar::validatePolicy(policy, model.schema(), options));
        add(cedar::lintPolicy(policy, model.hasSchema() ? &model.schema() : nullptr, lints));
    }
}

/// Puts the member into the object: as a new one, or its own members into the one that is there.
void mergeMember(const JsonValue& object, const JsonMember& member, const std::string& indent,
                 std::vector<TextEdit>& edits)
{
    const JsonValue* there = object.find(member.key);
    if (there == nullptr) {
        const std::uint32_t at =
            object.members.empty() ? object.span.begin + 1 : object.members.back().value.span.end;
        edits.push_back({{at, at},
                         (object.members.empty() ? "\n" : ",\n") + indent + jsonQuoted(member.key) +
                             ": " + toJson(member.value) + (object.members.empty() ? "\n" : "")});
        return;
    }
    if (!there->isObject() || !member.value.isObject()) {
        edits.push_back({there->span, toJson(member.value)});
        return;
    }
    for (const JsonMember& inner : member.value.members)
        mergeMember(*there, inner, indent + "  ", edits);
}

Result<> addSettings(const Model& model, Insertion& made)
{
    if (made.settings.empty())
        return {};
    const ModelFile* file = model.file(kSettings);
    const bool readable = file != nullptr && file->json && file->json->root &&
                          file->json->root->isObject() && file->json->diagnostics.empty();
    if (!readable)
        return failure(ErrorCode::Usage, "remit.json cannot take the settings: it does not read",
                       "Mend it first.");
    const JsonDocument wanted = parseJson("{" + made.settings + "}");
    if (!wanted.root)
        return failure(ErrorCode::Internal, "the pattern's settings are no JSON");
    for (const JsonMember& member : wanted.root->members)
        mergeMember(*file->json->root, member, "  ", made.edit.files[std::string(kSettings)]);
    return {};
}

} // namespace

Result<Insertion> insertion(const Model& model, const Pattern& pattern, const PatternValues& values,
                            const std::string& file)
{
    Insertion made;
    made.edit.title = "Insert " + pattern.title;
    if (!pattern.policies.empty()) {
        if (!file.ends_with(".cedar"))
            return failure(ErrorCode::Usage, "`" + shown(file) + "` is no policy file",
                           "Policies stand in files that end in `.cedar`.");
        auto policies = filledPolicies(pattern, values);
        if (!policies)
            return tl::unexpected(policies.error());
        made.policies = std::move(*policies);
        append(model, file, made);
        check(model, file, made);
    }
    auto settings = filled(pattern.settings, pattern, values, inJson);
    if (!settings)
        return tl::unexpected(settings.error());
    made.settings = std::move(*settings);
    if (auto added = addSettings(model, made); !added)
        return tl::unexpected(added.error());
    return made;
}

} // namespace remit::assist
