// SPDX-License-Identifier: Apache-2.0
// USES remit::bundle
#include "core/bundle/archive/gunzip.h"
#include "core/bundle/archive/member_name.h"
#include "core/bundle/archive/ustar.h"
#include "core/bundle/verify/verify.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace remit;

namespace {

/// A tar that is read whole is the one that its members make, but for padding and device fields.
void readAsTar(std::string_view tar)
{
    const std::string packed = bundle::gzipped(tar);
    auto unpacking = bundle::Gunzip::open(packed);
    if (!unpacking)
        return;
    bundle::UstarReader reader(std::move(*unpacking));
    std::vector<bundle::TarMember> members;
    for (;;) {
        const auto entry = reader.next();
        if (!entry)
            return;
        if (!*entry)
            break;
        auto content = reader.content(**entry);
        if (!content)
            return;
        (void)bundle::badMemberName((*entry)->name);
        members.push_back({(*entry)->name, std::move(*content)});
    }
    if (bundle::ustarOf(members).size() > tar.size())
        std::abort();
}

} // namespace

/// Any bytes as a bundle, and as the tar within one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    bundle::Demands demands;
    if (bundle::verify(bytes, demands)) // no key is trusted
        std::abort();
    (void)bundle::openUntrusted(bytes);
    (void)bundle::tarDigest(bytes);
    readAsTar(bytes);
    return 0;
}
