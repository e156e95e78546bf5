// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/keys/pem.h"

#include "core/bundle/signing/base64.h"

namespace remit::bundle {
namespace {

constexpr std::size_t kPemLine = 64;

std::string pemEdge(std::string_view word, std::string_view label)
{
    return "-----" + std::string(word) + " " + std::string(label) + "-----";
}

} // namespace

std::string pemOf(std::string_view label, std::string_view bytes)
{
    const std::string body = toBase64(bytes);
    std::string text = pemEdge("BEGIN", label) + "\n";
    for (std::size_t at = 0; at < body.size(); at += kPemLine)
        text += body.substr(at, kPemLine) + "\n";
    return text + pemEdge("END", label) + "\n";
}

std::optional<PemBlock> findPem(std::string_view text, std::string_view label)
{
    const std::string beginLine = pemEdge("BEGIN", label);
    const std::string endLine = pemEdge("END", label);
    const std::size_t begin = text.find(beginLine);
    if (begin == std::string_view::npos || (begin > 0 && text[begin - 1] != '\n'))
        return std::nullopt;
    const std::size_t bodyBegin = begin + beginLine.size();
    const std::size_t end = text.find(endLine, bodyBegin);
    if (end == std::string_view::npos)
        return std::nullopt;
    PemBlock block{begin, end + endLine.size(), {}};
    for (const char c : text.substr(bodyBegin, end - bodyBegin)) {
        if (c != '\n' && c != '\r' && c != ' ' && c != '\t')
            block.body += c;
    }
    return block;
}

} // namespace remit::bundle
