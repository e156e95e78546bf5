// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/signatures.h"

namespace remit::cedar {
namespace {

std::vector<Signature> allSignatures()
{
    const TypePtr text = Type::string();
    const TypePtr yesNo = Type::boolean();
    const TypePtr number = Type::integer();
    const TypePtr decimal = Type::extensionOf(ExtensionType::Decimal);
    const TypePtr ip = Type::extensionOf(ExtensionType::IpAddress);
    const TypePtr datetime = Type::extensionOf(ExtensionType::Datetime);
    const TypePtr duration = Type::extensionOf(ExtensionType::Duration);
    return {
        {"decimal", true, {text}, decimal},
        {"ip", true, {text}, ip},
        {"datetime", true, {text}, datetime},
        {"duration", true, {text}, duration},
        {"lessThan", false, {decimal, decimal}, yesNo},
        {"lessThanOrEqual", false, {decimal, decimal}, yesNo},
        {"greaterThan", false, {decimal, decimal}, yesNo},
        {"greaterThanOrEqual", false, {decimal, decimal}, yesNo},
        {"isIpv4", false, {ip}, yesNo},
        {"isIpv6", false, {ip}, yesNo},
        {"isLoopback", false, {ip}, yesNo},
        {"isMulticast", false, {ip}, yesNo},
        {"isInRange", false, {ip, ip}, yesNo},
        {"offset", false, {datetime, duration}, datetime},
        {"durationSince", false, {datetime, datetime}, duration},
        {"toDate", false, {datetime}, datetime},
        {"toTime", false, {datetime}, duration},
        {"toMilliseconds", false, {duration}, number},
        {"toSeconds", false, {duration}, number},
        {"toMinutes", false, {duration}, number},
        {"toHours", false, {duration}, number},
        {"toDays", false, {duration}, number},
    };
}

} // namespace

const Signature* findSignature(std::string_view name)
{
    static const std::vector<Signature> signatures = allSignatures();
    for (const Signature& signature : signatures) {
        if (signature.name == name)
            return &signature;
    }
    return nullptr;
}

} // namespace remit::cedar
