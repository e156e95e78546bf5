// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/git/git_process.h"

#include "core/base/text.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT(readability-redundant-declaration): not in every header

namespace remit::workspace {
namespace {

constexpr int kPollMs = 50; ///< between two looks at whether it was cancelled
constexpr std::size_t kErrorBytes = 4096;

/// A file descriptor that is closed.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : m_number(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    void close()
    {
        if (m_number >= 0)
            ::close(m_number);
        m_number = -1;
    }
    void take(int number)
    {
        close();
        m_number = number;
    }
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

struct Pipe {
    Descriptor out;
    Descriptor in;

    [[nodiscard]] bool open()
    {
        std::array<int, 2> ends{-1, -1};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return false;
        out.take(ends[0]);
        in.take(ends[1]);
        return true;
    }
};

/// What is written to git's standard input, whole: a file in memory cannot block.
bool prepareInput(std::string_view input, Descriptor& file)
{
    file.take(::memfd_create("git-input", MFD_CLOEXEC));
    if (file.number() < 0)
        return false;
    while (!input.empty()) {
        const auto written = ::write(file.number(), input.data(), input.size());
        if (written <= 0)
            return false;
        input.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::lseek(file.number(), 0, SEEK_SET) == 0;
}

std::vector<std::string> commandOf(const std::filesystem::path& folder,
                                   const std::vector<std::string>& arguments)
{
    // Whatever a hostile repository configures: no monitor, no hook, no helper is run.
    std::vector<std::string> command{"git",
                                     "--no-pager",
                                     "--no-replace-objects",
                                     "--literal-pathspecs",
                                     "-c",
                                     "core.fsmonitor=false",
                                     "-c",
                                     "core.hooksPath=/dev/null",
                                     "-c",
                                     "log.showSignature=false",
                                     "-C",
                                     folder.string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

/// The environment, without what would lead git to another repository.
std::vector<std::string> environmentOf()
{
    std::vector<std::string> variables;
    for (char** one = environ; *one != nullptr; ++one) {
        if (std::string_view(*one).substr(0, 4) != "GIT_")
            variables.emplace_back(*one);
    }
    for (const char* own : {"GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1",
                            "LC_ALL=C", "GIT_ALLOW_PROTOCOL=none"})
        variables.emplace_back(own);
    return variables;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

Error cannotRun(int code)
{
    if (code == ENOENT)
        return {ErrorCode::NotFound, "git is not installed", "Install the package git."};
    return {ErrorCode::Internal, std::string("git could not be run: ") + std::strerror(code), {}};
}

/// A running git.
class Process {
public:
    Process() = default;
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process()
    {
        if (m_id <= 0)
            return;
        ::kill(m_id, SIGKILL);
        (void)wait();
    }

    Result<> start(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                   std::string_view input)
    {
        Descriptor file;
        if (!m_out.open() || !m_error.open() || !prepareInput(input, file))
            return tl::unexpected(cannotRun(errno));
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, file.number(), STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, m_out.in.number(), STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, m_error.in.number(), STDERR_FILENO);
        std::vector<std::string> command = commandOf(folder, arguments);
        std::vector<std::string> variables = environmentOf();
        const int failed = ::posix_spawnp(&m_id, "git", &actions, nullptr,
                                          pointersTo(command).data(), pointersTo(variables).data());
        posix_spawn_file_actions_destroy(&actions);
        m_out.in.close();
        m_error.in.close();
        if (failed == 0)
            return {};
        m_id = -1;
        return tl::unexpected(cannotRun(failed));
    }

    Result<std::string> read(std::size_t limit, const JobControl& control)
    {
        std::string text;
        std::array<pollfd, 2> ends{pollfd{m_out.out.number(), POLLIN, 0},
                                   pollfd{m_error.out.number(), POLLIN, 0}};
        while (ends[0].fd >= 0 || ends[1].fd >= 0) {
            if (control.cancelled())
                return failure(ErrorCode::Cancelled, "Reading the repository was cancelled.");
            if (::poll(ends.data(), ends.size(), kPollMs) <= 0)
                continue;
            readFrom(ends[0], text, limit + 1);
            readFrom(ends[1], m_complaint, kErrorBytes);
            if (text.size() > limit)
                return failure(ErrorCode::TooLarge,
                               "The revision holds more than can be read at once.");
        }
        const int status = wait();
        if (status == 0)
            return text;
        std::string words(trimmed(m_complaint.substr(0, m_complaint.find('\n'))));
        if (words.rfind("fatal: ", 0) == 0)
            words.erase(0, 7);
        return failure(ErrorCode::Usage, "git says: " + shown(words));
    }

private:
    static void readFrom(pollfd& end, std::string& text, std::size_t most)
    {
        if (end.fd < 0 || end.revents == 0)
            return;
        std::array<char, 1U << 16U> buffer{};
        const auto got = ::read(end.fd, buffer.data(), buffer.size());
        if (got <= 0) {
            if (got == 0 || errno != EINTR)
                end.fd = -1;
            return;
        }
        const auto room = most - std::min(most, text.size());
        text.append(buffer.data(), std::min(room, static_cast<std::size_t>(got)));
    }

    int wait()
    {
        int status = 0;
        while (::waitpid(m_id, &status, 0) < 0 && errno == EINTR) {
        }
        m_id = -1;
        return status;
    }

    pid_t m_id = -1;
    Pipe m_out;
    Pipe m_error;
    std::string m_complaint;
};

} // namespace

Result<std::string> askGit(const std::filesystem::path& folder,
                           const std::vector<std::string>& arguments, std::string_view input,
                           std::size_t limit, const JobControl& control)
{
    Process process;
    if (const Result<> started = process.start(folder, arguments, input); !started)
        return tl::unexpected(started.error());
    return process.read(limit, control);
}

} // namespace remit::workspace
