// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace remit::bundle {

/// Bytes that nobody else should see: in guarded memory that is kept out of swap where the system
/// allows it, and zeroed when freed. Moved, never copied, and no stream or format takes it.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::size_t size); ///< zeroed
    /// Takes a copy; the caller's own bytes are the caller's to wipe.
    [[nodiscard]] static Secret copyOf(std::string_view bytes);

    [[nodiscard]] unsigned char* data() { return m_bytes.get(); }
    [[nodiscard]] const unsigned char* data() const { return m_bytes.get(); }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] std::string_view view() const;
    /// Makes it shorter; what is cut off is zeroed.
    void shrink(std::size_t size);
    [[nodiscard]] bool equals(const Secret& other) const; ///< in constant time for one length

private:
    struct Free {
        void operator()(unsigned char* bytes) const;
    };
    std::unique_ptr<unsigned char, Free> m_bytes;
    std::size_t m_size = 0;
};

/// Zeroes the bytes of a text that held a secret in passing.
void wipe(std::string& text);

/// A whole file straight into guarded memory; at most limits::kKeyFileBytes. "-" is standard input.
[[nodiscard]] Result<Secret> readSecretFile(const std::filesystem::path& file);

/// Writes a new file that only its owner may read (mode 0600): whole and flushed under another
/// name, then linked to its own. Errors: Unwritable, also where the file is there already, since a
/// key that is written over is lost; `replace` writes over it nevertheless.
Result<> writeSecretFile(const std::filesystem::path& file, const Secret& content,
                         bool replace = false);

} // namespace remit::bundle
