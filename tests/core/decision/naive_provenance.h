// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/provenance/provenance.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

/// Provenance read off its definition, and random sessions to hold it against the real one.
namespace remit::test {

struct SessionStep {
    trace::Event event;
    std::vector<std::string> labels; ///< of a call's result
};

/// Looks at every text before the call again for every scalar.
std::vector<decision::Provenance> naiveProvenance(const std::vector<SessionStep>& steps,
                                                  std::size_t call, const decision::Asker& asker);

/// Sessions of two agents and a human who speak with few words, so that everything meets.
class RandomSessions {
public:
    explicit RandomSessions(std::uint32_t seed) : m_random(seed) {}
    std::vector<SessionStep> next();

private:
    unsigned below(unsigned bound) { return static_cast<unsigned>(m_random() % bound); }
    std::string word();
    std::string words();
    std::string scalar();
    std::string arguments();
    std::string content();
    std::string agent();
    void addCall(std::vector<SessionStep>& steps, std::vector<std::string>& open);
    trace::EventBody message();

    std::mt19937 m_random;
    int m_calls = 0;
};

std::string difference(const std::vector<SessionStep>& steps, std::size_t call,
                       const std::vector<decision::Provenance>& actual,
                       const std::vector<decision::Provenance>& expected);

} // namespace remit::test
