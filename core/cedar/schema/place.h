// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"

#include <memory>
#include <string>
#include <vector>

namespace remit::cedar {

/// Where something of a schema is declared, for "go to definition". A default-made place means
/// that it stands in no text.
struct Place {
    std::shared_ptr<const std::string> file; ///< the document's name; null: nowhere
    Span name;                               ///< of the declared name
    Span whole;                              ///< of the whole declaration

    [[nodiscard]] bool known() const { return file != nullptr; }
};

/// `@doc("…")` of a namespace, type, action or attribute. `@k` alone has the value "".
struct SchemaAnnotation {
    std::string key;
    std::string value;
    bool hasValue = false;
    Span span;
};
using Annotations = std::vector<SchemaAnnotation>;

/// The value of the annotation, or nullptr.
[[nodiscard]] const std::string* findAnnotation(const Annotations& annotations,
                                                std::string_view key);

} // namespace remit::cedar
