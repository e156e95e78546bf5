// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/entities/entity_store.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace remit::cedar {
class Schema;
}

namespace remit::workspace {

/// Entities of several files as one store.
class EntityFiles {
public:
    /// With a schema the entities are checked against it; it must outlive this.
    explicit EntityFiles(const cedar::Schema* schema) : m_schema(schema) {}

    /// An entity that another file has with other content is a diagnostic.
    void add(std::string_view text, const std::string& file, Diagnostics& diagnostics);
    /// The store; empty with a diagnostic where the parents run in a circle.
    [[nodiscard]] std::shared_ptr<const cedar::EntityStore> build(Diagnostics& diagnostics);

private:
    struct Origin {
        std::string file;
        Span span;
        std::size_t index = 0; ///< in m_entities
    };

    const cedar::Schema* m_schema;
    std::vector<cedar::Entity> m_entities;
    std::map<cedar::EntityUid, Origin> m_origins;
    std::string m_firstFile;
};

} // namespace remit::workspace
