// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/cedar/engine/authorizer.h"
#include "core/cedar/entities/entity_store.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace remit::cedar {
class Schema;
}

/// Schema, entities and request options, as the Cedar subcommands share them. Whatever a function
/// here finds wrong it has told; the caller gets the status.
namespace remit::cli {

using SchemaPtr = std::shared_ptr<const cedar::Schema>; ///< null: none was given
using EntitiesPtr = std::shared_ptr<const cedar::EntityStore>;

void addSchemaOption(CLI::App& app, std::string& file);
void addEntitiesOption(CLI::App& app, std::string& file);

[[nodiscard]] tl::expected<SchemaPtr, ExitStatus> readSchemaFile(const std::string& file,
                                                                 Session& session);
/// An empty file name gives an empty store.
[[nodiscard]] tl::expected<EntitiesPtr, ExitStatus>
readEntitiesFile(const std::string& file, const cedar::Schema* schema, Session& session);

/// A request by its parts, or as a JSON file.
struct RequestOptions {
    std::string principal;
    std::string action;
    std::string resource;
    std::string context; ///< a file
    std::string file;    ///< --request-json

    [[nodiscard]] bool given() const
    {
        return !(principal + action + resource + context + file).empty();
    }
};

void addRequestOptions(CLI::App& app, RequestOptions& options);
/// With a schema the request must conform to it.
[[nodiscard]] tl::expected<cedar::Request, ExitStatus>
readRequest(const RequestOptions& options, const cedar::Schema* schema, Session& session);

} // namespace remit::cli
