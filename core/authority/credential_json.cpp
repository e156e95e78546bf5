// SPDX-License-Identifier: Apache-2.0
#include "core/authority/authority_json.h"
#include "core/authority/field_reader.h"

#include <fmt/format.h>

namespace remit::authority {

std::vector<Credential> readCredentials(std::string_view text, std::string_view file,
                                        Diagnostics& diagnostics)
{
    std::vector<Credential> credentials;
    forEachObject(text, file, "credential", diagnostics, [&](const JsonValue& object) {
        FieldReader reader(object, "credential", file, diagnostics);
        Credential credential;
        credential.id = reader.text("id");
        credential.kind =
            reader.choice("kind", credentialKindNamed, "svid, oauth, txn-token, api-key, session");
        credential.holder = reader.uid("holder");
        credential.boundTo = reader.spiffeId("boundTo");
        credential.audience = reader.optionalText("audience");
        credential.task = reader.taskRef("task");
        credential.issuedAt = reader.instant("issuedAt");
        credential.expiresAt = reader.optionalInstant("expiresAt");
        credential.revokedAt = reader.optionalInstant("revokedAt");
        credential.place = reader.place();
        if (object.isObject() && !object.find("expiresAt") &&
            credential.kind != CredentialKind::ApiKey)
            reader.problem(
                "authority/no-expiry", object,
                fmt::format("a credential of kind {} says when it expires", name(credential.kind)),
                "add \"expiresAt\"; only an api-key may go without, and that is a "
                "finding");
        if (reader.finish())
            credentials.push_back(std::move(credential));
    });
    return credentials;
}

} // namespace remit::authority
