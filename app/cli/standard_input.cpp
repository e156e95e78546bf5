// SPDX-License-Identifier: Apache-2.0
#include "app/cli/standard_input.h"

#include "core/base/limits.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <unistd.h>

namespace remit::cli {
namespace {

constexpr int kPollMilliseconds = 100; // how long Ctrl-C may wait

bool readable()
{
    pollfd input{STDIN_FILENO, POLLIN, 0};
    return poll(&input, 1, kPollMilliseconds) != 0;
}

} // namespace

Result<std::string> readStandardInput(const std::stop_token& stop)
{
    std::string text;
    std::array<char, 1U << 16U> buffer{};
    while (!stop.stop_requested()) {
        if (!readable())
            continue;
        const ssize_t count = read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count == 0)
            return text;
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failure(ErrorCode::Unreadable,
                           std::string("cannot read standard input: ") + std::strerror(errno),
                           "Name a file instead of `-`.");
        text.append(buffer.data(), static_cast<std::size_t>(count));
        if (text.size() > limits::kDocumentBytes)
            return failure(ErrorCode::TooLarge, "standard input is longer than 256 MiB",
                           "Split the input.");
    }
    return failure(ErrorCode::Cancelled, "interrupted");
}

} // namespace remit::cli
