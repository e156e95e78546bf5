// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"
#include "core/base/diagnostic.h"

#include <optional>
#include <string>

namespace remit::assist {

/// Changes of the workspace's schema files in Cedar's own language (those in JSON are left alone):
/// as small as they can be, in the manner of the text around. Nothing where there is no place.
class SchemaEdits {
public:
    explicit SchemaEdits(const Model& model) : m_model(model) {}

    /// `"name": Type,` in the entity type's record.
    [[nodiscard]] std::optional<Fix> declareAttribute(const std::string& entityType,
                                                      const std::string& name,
                                                      const std::string& type) const;
    /// The same in the context of an action.
    [[nodiscard]] std::optional<Fix> declareInContext(const cedar::EntityUid& action,
                                                      const std::string& name,
                                                      const std::string& type) const;
    [[nodiscard]] std::optional<Fix> declareEntityType(const std::string& name) const;
    /// An action that applies to these types; with none of them it groups others.
    [[nodiscard]] std::optional<Fix> declareAction(const cedar::EntityUid& action,
                                                   const std::string& principal,
                                                   const std::string& resource) const;
    /// Adds the type to the principals (or the resources) of the action's `appliesTo`.
    [[nodiscard]] std::optional<Fix> addToAppliesTo(const cedar::EntityUid& action,
                                                    const std::string& type, bool principal) const;

private:
    struct Found {
        const cedar::SchemaDocument* document = nullptr;
        const cedar::SchemaNamespace* space = nullptr;
        std::string_view text;
    };
    [[nodiscard]] std::optional<Found> document(const std::string& file) const;
    [[nodiscard]] std::optional<Fix> addToRecord(const Found& found,
                                                 const cedar::SchemaType& record,
                                                 const std::string& name, const std::string& type,
                                                 const std::string& owner) const;
    [[nodiscard]] std::optional<Fix>
    append(const std::string& space, const std::string& declaration, std::string title) const;
    [[nodiscard]] std::pair<std::optional<Found>, const cedar::ActionDeclaration*>
    actionDeclaration(const cedar::EntityUid& uid) const;
    [[nodiscard]] std::pair<std::optional<Found>, const cedar::CommonDeclaration*>
    commonDeclaration(const std::string& name) const;

    const Model& m_model;
};

} // namespace remit::assist
