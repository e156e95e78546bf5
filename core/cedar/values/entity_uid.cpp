// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/values/entity_uid.h"

#include "core/base/text.h"

namespace remit::cedar {

std::string toText(const EntityUid& uid)
{
    return uid.type + "::" + cedarQuoted(uid.id);
}

std::string_view baseName(std::string_view typeName)
{
    const std::size_t separator = typeName.rfind("::");
    return separator == std::string_view::npos ? typeName : typeName.substr(separator + 2);
}

std::string_view namespaceOf(std::string_view typeName)
{
    const std::size_t separator = typeName.rfind("::");
    return separator == std::string_view::npos ? std::string_view{} : typeName.substr(0, separator);
}

} // namespace remit::cedar
