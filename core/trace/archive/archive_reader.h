// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/byte_source.h"

#include <memory>
#include <string>
#include <string_view>

namespace remit::trace {

/// Does a file that begins so hold others: gzip, zstd, zip or tar? 512 bytes are enough.
[[nodiscard]] bool isArchive(std::string_view start);

/// Reads the files in an archive one after the other, from a stream, without writing anything.
class ArchiveReader {
public:
    /// The source must outlive the reader. Error: Malformed.
    [[nodiscard]] static Result<ArchiveReader> open(ByteSource& source);
    ArchiveReader(ArchiveReader&&) noexcept;
    ArchiveReader& operator=(ArchiveReader&&) noexcept;
    ~ArchiveReader();

    struct Entry {
        std::string name; ///< as in the archive; empty: it is one packed file (gzip, zstd)
        bool isFile = false;
        bool isEncrypted = false;
    };
    /// False after the last. Error: Malformed (damaged, cut off).
    [[nodiscard]] Result<bool> next(Entry& entry);

    /// The content of the entry; valid until the next one. Errors when read: Malformed; TooLarge
    /// when the archive unpacks to more than limits::kArchiveRatio times its size.
    [[nodiscard]] ByteSource& content();

private:
    struct State;
    explicit ArchiveReader(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace remit::trace
