// SPDX-License-Identifier: Apache-2.0
// Precompiled for the rooms of core/: what most of their files include. Files name their includes
// all the same; the preset `tidy` builds without this.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <tl/expected.hpp>
