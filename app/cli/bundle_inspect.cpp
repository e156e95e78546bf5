// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bundle.h"
#include "app/cli/estate_option.h"
#include "core/base/text.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct InspectOptions {
    std::string file;
    std::vector<std::string> trust;
    std::string at;
    bool statement = false;
    Format format = Format::Text;
};

void printInspected(const bundle::Inspected& inspected, const InspectOptions& options,
                    Session& session)
{
    const bundle::Statement& statement = *inspected.statement;
    session.print(fmt::format("{} says of itself (`remit bundle verify` tells whether it holds)\n"
                              "{}  {:<14} {}\nsigned by\n{}members\n",
                              options.file, statementLines(statement), "payload",
                              inspected.payloadDigest, signatureLines(inspected.signatures)));
    for (const auto& [name, digest] : statement.subjects)
        session.print(fmt::format("  {}  {}\n", digest, shown(name)));
}

ExitStatus inspectBundle(const InspectOptions& options, Session& session)
{
    session.setFormat(options.format);
    const auto now = timeOf(options.at, session);
    if (!now)
        return now.error();
    const auto keys = readTrustedKeys(options.trust, session);
    if (!keys)
        return keys.error();
    const auto bytes = readPacked(options.file, session);
    if (!bytes)
        return bytes.error();
    const auto inspected = bundle::inspect(*bytes, *keys, *now);
    if (!inspected)
        return refuse(options.file, inspected.error(), session);
    if (!inspected->statement)
        return refuse(options.file, inspected->statement.error(), session);
    if (options.statement)
        session.printLine(inspected->envelope.payload);
    else if (options.format == Format::Json)
        session.printLine(fmt::format(
            R"({{"payload":"{}","signatures":{},"statement":{}}})", inspected->payloadDigest,
            signaturesJson(inspected->signatures), inspected->envelope.payload));
    else
        printInspected(*inspected, options, session);
    return ExitStatus::Yes;
}

} // namespace

void addBundleInspect(Commands& group)
{
    auto options = std::make_shared<InspectOptions>();
    CLI::App& app =
        group.add("inspect", "Tells what a bundle says of itself, believed or not",
                  [options](Session& session) { return inspectBundle(*options, session); });
    app.add_option("FILE", options->file, "Bundle; - is standard input")->type_name("")->required();
    addTrustOption(app, options->trust);
    addTimeOption(app, options->at);
    app.add_flag("--statement", options->statement, "Only the statement that is signed, as JSON");
    Commands::addFormat(app, options->format, {Format::Text, Format::Json});
}

} // namespace remit::cli
