// SPDX-License-Identifier: Apache-2.0
#include "core/authority/spiffe_id.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::authority {
namespace {

constexpr std::string_view kScheme = "spiffe://";
constexpr std::size_t kMaxBytes = 2048;
constexpr std::size_t kMaxTrustDomainBytes = 255;

bool isPathCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
}

bool isTrustDomainCharacter(char c)
{
    return isPathCharacter(c) && !(c >= 'A' && c <= 'Z');
}

/// What is wrong with the trust domain; empty when nothing is.
std::string trustDomainProblem(std::string_view domain)
{
    if (domain.empty())
        return "the trust domain is empty";
    if (domain.size() > kMaxTrustDomainBytes)
        return fmt::format("the trust domain is longer than {} bytes", kMaxTrustDomainBytes);
    if (domain.find('@') != std::string_view::npos)
        return "a SPIFFE ID has no user information";
    if (domain.find(':') != std::string_view::npos)
        return "a SPIFFE ID has no port";
    if (std::any_of(domain.begin(), domain.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        return "a trust domain is written in lower case";
    if (!std::all_of(domain.begin(), domain.end(), isTrustDomainCharacter))
        return "a trust domain consists of a-z, 0-9, dots, dashes and underscores";
    return {};
}

std::string segmentProblem(std::string_view segment)
{
    if (segment.empty())
        return "the path has an empty segment";
    if (segment == "." || segment == "..")
        return fmt::format("the path has the segment `{}`", segment);
    if (!std::all_of(segment.begin(), segment.end(), isPathCharacter))
        return fmt::format("the path segment `{}` has a character other than letters, digits, "
                           "dots, dashes and underscores",
                           shown(segment));
    return {};
}

/// `path` begins with a slash.
std::string pathProblem(std::string_view path)
{
    if (path.ends_with('/'))
        return "a SPIFFE ID does not end with a slash";
    for (const std::string_view segment : split(path.substr(1), '/')) {
        if (std::string problem = segmentProblem(segment); !problem.empty())
            return problem;
    }
    return {};
}

} // namespace

tl::expected<SpiffeId, std::string> parseSpiffeId(std::string_view text)
{
    if (!text.starts_with(kScheme))
        return tl::unexpected<std::string>("a SPIFFE ID begins with `spiffe://`");
    if (text.size() > kMaxBytes)
        return tl::unexpected(fmt::format("a SPIFFE ID has at most {} bytes", kMaxBytes));
    if (text.find('?') != std::string_view::npos || text.find('#') != std::string_view::npos)
        return tl::unexpected<std::string>("a SPIFFE ID has no query and no fragment");
    if (text.find('%') != std::string_view::npos)
        return tl::unexpected<std::string>("a SPIFFE ID is not percent-encoded");
    const std::string_view rest = text.substr(kScheme.size());
    const std::size_t slash = rest.find('/');
    const std::string_view domain = rest.substr(0, slash);
    const std::string_view path = slash == std::string_view::npos ? "" : rest.substr(slash);
    std::string problem = trustDomainProblem(domain);
    if (problem.empty() && !path.empty())
        problem = pathProblem(path);
    if (!problem.empty())
        return tl::unexpected(std::move(problem));
    return SpiffeId{std::string(domain), std::string(path)};
}

std::string toText(const SpiffeId& id)
{
    return std::string(kScheme) + id.trustDomain + id.path;
}

} // namespace remit::authority
