// SPDX-License-Identifier: Apache-2.0
#include "app/versions.h"

#include "core/decision/facts.h"
#include "core/replay/engine_fingerprint.h"

#include <CLI/Version.hpp>
#include <archive.h>
#include <boost/version.hpp>
#include <fmt/format.h>
#include <nlohmann/detail/abi_macros.hpp>
#include <sodium/version.h>
#include <sqlite3.h>
#include <unicode/uversion.h>

namespace remit {

namespace {

std::string icuVersion()
{
    UVersionInfo numbers{};
    u_getVersion(numbers);
    return fmt::format("{}.{}", numbers[0], numbers[1]);
}

} // namespace

std::vector<LibraryVersion> libraryVersions()
{
    return {
        {"Boost", fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000,
                              BOOST_VERSION % 100)},
        {"CLI11", CLI11_VERSION},
        {"fmt",
         fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100)},
        {"ICU", icuVersion()},
        {"libarchive",
         fmt::format("{}.{}.{}", archive_version_number() / 1000000,
                     archive_version_number() / 1000 % 1000, archive_version_number() % 1000)},
        {"libsodium", sodium_version_string()},
        {"nlohmann/json", fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR,
                                      NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH)},
        {"SQLite", sqlite3_libversion()},
    };
}

std::string versionText(std::string_view program, std::string_view version,
                        const std::vector<LibraryVersion>& more)
{
    std::string text = fmt::format("{} {}\nrevision {}\nCedar language 4.5, {}, {}\nengine {}\n",
                                   program, version, buildRevision(), decision::kSemanticsVersion,
                                   decision::kFactsVersion, replay::engineFingerprint());
    const auto add = [&text](const std::vector<LibraryVersion>& libraries) {
        for (const LibraryVersion& library : libraries)
            text += fmt::format("{} {}\n", library.name, library.version);
    };
    add(more);
    add(libraryVersions());
    text.pop_back();
    return text;
}

} // namespace remit
