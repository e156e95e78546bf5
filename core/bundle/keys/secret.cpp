// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/keys/secret.h"

#include "core/bundle/limits.h"

#include <fmt/format.h>
#include <sodium.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace remit::bundle {
namespace {

std::string lastReason()
{
    return std::error_code(errno, std::generic_category()).message();
}

/// Reads into the secret until the end; false: it failed or is longer than the secret.
bool fillSecret(int descriptor, Secret& secret)
{
    std::size_t length = 0;
    for (;;) {
        const ssize_t got = ::read(descriptor, secret.data() + length, secret.size() - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        length += static_cast<std::size_t>(got);
        if (got == 0)
            break;
        if (length == secret.size()) {
            errno = EFBIG;
            return false;
        }
    }
    secret.shrink(length);
    return true;
}

bool writeSecret(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0;
}

} // namespace

void Secret::Free::operator()(unsigned char* bytes) const
{
    sodium_free(bytes); // zeroes it
}

Secret::Secret(std::size_t size) : m_size(size)
{
    if (sodium_init() < 0)
        throw std::bad_alloc();
    m_bytes.reset(static_cast<unsigned char*>(sodium_malloc(size)));
    if (!m_bytes)
        throw std::bad_alloc();
    if (size > 0)
        std::memset(m_bytes.get(), 0, size);
}

Secret Secret::copyOf(std::string_view bytes)
{
    Secret secret(bytes.size());
    if (!bytes.empty())
        std::memcpy(secret.data(), bytes.data(), bytes.size());
    return secret;
}

std::string_view Secret::view() const
{
    return {reinterpret_cast<const char*>(m_bytes.get()), m_size};
}

void Secret::shrink(std::size_t size)
{
    if (size >= m_size)
        return;
    sodium_memzero(m_bytes.get() + size, m_size - size);
    m_size = size;
}

bool Secret::equals(const Secret& other) const
{
    return m_size == other.m_size &&
           (m_size == 0 || sodium_memcmp(data(), other.data(), m_size) == 0);
}

void wipe(std::string& text)
{
    sodium_memzero(text.data(), text.size());
    text.clear();
}

Result<Secret> readSecretFile(const std::filesystem::path& file)
{
    const bool standardInput = file == "-";
    const int descriptor =
        standardInput ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return failure(missing ? ErrorCode::NotFound : ErrorCode::Unreadable,
                       missing ? fmt::format("{} does not exist", file.string())
                               : fmt::format("{} cannot be read: {}", file.string(), lastReason()),
                       missing ? "check the path" : "check its permissions");
    }
    Secret secret(limits::kKeyFileBytes);
    const bool done = fillSecret(descriptor, secret);
    const std::string why = done ? std::string() : lastReason();
    if (!standardInput)
        ::close(descriptor);
    if (!done)
        return failure(ErrorCode::Unreadable,
                       fmt::format("{} cannot be read: {}", file.string(), why),
                       "check that it is the file you meant");
    return secret;
}

Result<> writeSecretFile(const std::filesystem::path& file, const Secret& content, bool replace)
{
    std::error_code error;
    if (!replace && std::filesystem::exists(std::filesystem::symlink_status(file, error)))
        return failure(ErrorCode::Unwritable, fmt::format("{} is there already", file.string()),
                       "name another file: a key that is written over is lost");
    if (file.has_parent_path())
        std::filesystem::create_directories(file.parent_path(), error);
    const std::string temporary = fmt::format("{}.{:x}.tmp", file.string(), ::getpid());
    ::unlink(temporary.c_str());
    const int descriptor =
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool done = descriptor >= 0 && writeSecret(descriptor, content.view());
    if (descriptor >= 0)
        done = ::close(descriptor) == 0 && done;
    if (done && replace)
        done = ::rename(temporary.c_str(), file.c_str()) == 0;
    else if (done) // fails where the file has appeared meanwhile
        done = ::link(temporary.c_str(), file.c_str()) == 0;
    const std::string why = done ? std::string() : lastReason();
    if (descriptor >= 0)
        ::unlink(temporary.c_str());
    if (!done)
        return failure(ErrorCode::Unwritable,
                       fmt::format("{} cannot be written: {}", file.string(), why),
                       "check that the folder exists, that you may write there and that the disk "
                       "is not full");
    return {};
}

} // namespace remit::bundle
