// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/mining/inventories.h"

#include <string>
#include <string_view>
#include <vector>

/// Values that were never used, and stand beside used ones.
namespace remit::analysis {

/// What a value looks like; only such values have siblings.
enum class ValueForm : std::uint8_t { Other, Url, Email, AccountNumber };

/// URL: with http(s):// or www.; e-mail address; account number: two letters, two digits, and 10 to
/// 30 more letters or digits (an IBAN, its check digits not looked at).
[[nodiscard]] ValueForm formOf(std::string_view written);

/// Of each value of a form: the tools whose results hold it. Its siblings are the other values of
/// that form in results of these tools, but for those that an argument of the same run brought in
/// before: an echo proves nothing. `calls` by run and step. Sorted, without the values themselves.
[[nodiscard]] std::vector<std::string> siblingsOf(const std::vector<KnownValue>& values,
                                                  const std::vector<ObservedCall>& calls);

} // namespace remit::analysis
