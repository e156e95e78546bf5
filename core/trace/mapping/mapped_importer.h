// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/importers/importer.h"
#include "core/trace/mapping/mapping.h"

#include <memory>

namespace remit::trace {

/// Reads records as the mapping says, which must outlive the importer. A record makes the events of
/// all of the mapping's entries that it fits, in their order.
[[nodiscard]] std::unique_ptr<Importer> mappedImporter(const Mapping& mapping, Output& output);

} // namespace remit::trace
