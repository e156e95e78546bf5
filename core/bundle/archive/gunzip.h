// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bundle/refusal.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace remit::bundle {

/// Unpacks gzip piece by piece under the bounds of limits.h. What its header says (a name, a time)
/// is nobody's word and is not looked at: the digest that counts is that of what is inside. One
/// gzip, and nothing behind it.
class Gunzip {
public:
    /// The bytes must outlive it.
    [[nodiscard]] static Checked<Gunzip> open(std::string_view packed);
    Gunzip(Gunzip&&) noexcept;
    Gunzip& operator=(Gunzip&&) noexcept;
    ~Gunzip();

    /// Fills as much of `to` as there is; less than `size` only at the end.
    [[nodiscard]] Checked<std::size_t> read(char* to, std::size_t size);
    /// After the end: was that all, with the checksum and length that it says?
    [[nodiscard]] Checked<> finish();

private:
    struct State;
    explicit Gunzip(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// The same bytes for the same input, whatever the time and the machine.
[[nodiscard]] std::string gzipped(std::string_view bytes);

} // namespace remit::bundle
