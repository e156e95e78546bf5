// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

namespace remit::trace {

/// Bytes that are read once, from the beginning to the end.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Up to `size` bytes into `to`; 0 at the end. Error: Unreadable.
    [[nodiscard]] virtual Result<std::size_t> read(char* to, std::size_t size) = 0;
};

/// Errors: NotFound, Unreadable (a folder, no permission).
[[nodiscard]] Result<std::unique_ptr<ByteSource>> openFile(const std::filesystem::path& file);

/// The text must outlive the source.
[[nodiscard]] std::unique_ptr<ByteSource> sourceOf(std::string_view text);

} // namespace remit::trace
