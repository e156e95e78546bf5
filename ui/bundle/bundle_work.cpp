// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bundle/bundle_work.h"

#include "core/base/file_io.h"
#include "core/bundle/extract.h"
#include "core/bundle/limits.h"

#include <QDateTime>

namespace remit::ui {
namespace {

struct BundleInput {
    std::string bytes;
    bundle::Demands demands;
};

Result<BundleInput> inputOf(const BundleQuestion& question)
{
    auto bytes = readFile(question.file, bundle::limits::kPackedBytes);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto trust = readUserTrust(question.trust);
    if (!trust)
        return tl::unexpected(trust.error());
    auto record = bundle::readAcceptedRecord(question.record);
    if (!record)
        return tl::unexpected(record.error());
    BundleInput input{std::move(*bytes), {}};
    input.demands.keys = std::move(trust->keys);
    input.demands.threshold = question.threshold;
    if (!question.id.empty())
        input.demands.id = question.id;
    if (!question.target.empty())
        input.demands.target = question.target;
    input.demands.allowNotModelled = question.allowNotModelled;
    input.demands.allowAssumed = question.allowAssumed;
    input.demands.accepted = std::move(*record);
    input.demands.now = presentTime();
    return input;
}

} // namespace

Instant presentTime()
{
    return {QDateTime::currentMSecsSinceEpoch()};
}

Result<bundle::TrustFile> readUserTrust(const std::filesystem::path& file)
{
    const auto text = readFile(file, bundle::limits::kTrustFileBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return bundle::TrustFile{};
    if (!text)
        return tl::unexpected(text.error());
    auto read = bundle::readTrustFile(*text, file.string());
    if (hasErrors(read.diagnostics))
        return failure(ErrorCode::Malformed,
                       file.string() + " cannot be read: " + read.diagnostics.front().message,
                       read.diagnostics.front().help);
    return std::move(read.trust);
}

Result<BundleFront> readBundleFront(const BundleQuestion& question)
{
    const auto input = inputOf(question);
    if (!input)
        return tl::unexpected(input.error());
    BundleFront front;
    const auto inspected = bundle::inspect(input->bytes, input->demands.keys, input->demands.now);
    if (!inspected) {
        front.refusal = inspected.error();
        return front;
    }
    front.payloadDigest = inspected->payloadDigest;
    front.signatures = inspected->signatures;
    if (inspected->statement)
        front.statement = *inspected->statement;
    else
        front.refusal = inspected->statement.error();
    return front;
}

Result<BundleWhole> readBundleWhole(const BundleQuestion& question, const JobControl& control)
{
    const auto input = inputOf(question);
    if (!input)
        return tl::unexpected(input.error());
    BundleWhole whole;
    auto verified = bundle::verify(input->bytes, input->demands, control);
    if (verified) {
        whole.members = std::move(verified->members);
        whole.tarDigest = verified->tarDigest;
        return whole;
    }
    whole.refusal = verified.error();
    if (auto opened = bundle::openUntrusted(input->bytes))
        whole.members = std::move(opened->members);
    return whole;
}

Result<std::optional<bundle::Refusal>> acceptBundle(const BundleQuestion& question)
{
    const auto input = inputOf(question);
    if (!input)
        return tl::unexpected(input.error());
    const auto verified = bundle::verify(input->bytes, input->demands);
    if (!verified)
        return std::optional(verified.error());
    const auto advanced =
        bundle::advanceAcceptedRecord(question.record, {verified->statement.bundleId,
                                                        verified->statement.revision,
                                                        verified->payloadDigest,
                                                        0,
                                                        {},
                                                        input->demands.now});
    if (!advanced)
        return tl::unexpected(advanced.error());
    return *advanced ? std::optional<bundle::Refusal>() : std::optional(advanced->error());
}

Result<std::optional<bundle::Refusal>> extractBundle(const BundleQuestion& question,
                                                     const std::filesystem::path& folder,
                                                     const JobControl& control)
{
    const auto input = inputOf(question);
    if (!input)
        return tl::unexpected(input.error());
    const auto verified = bundle::verify(input->bytes, input->demands, control);
    if (!verified)
        return std::optional(verified.error());
    if (const Result<> done = bundle::extract(verified->members, folder, control); !done)
        return tl::unexpected(done.error());
    return std::optional<bundle::Refusal>();
}

} // namespace remit::ui
