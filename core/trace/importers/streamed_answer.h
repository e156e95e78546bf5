// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace remit::trace {

/// Puts the answers of models together again that were logged as they came, in pieces: OpenAI's
/// `chat.completion.chunk`, Anthropic's `message_start … message_stop`, and the events of OpenAI's
/// Responses interface, of which the finished items count.
class StreamedAnswer {
public:
    [[nodiscard]] static bool isPiece(const JsonValue& record);
    [[nodiscard]] static bool isAnthropic(const JsonValue& record);

    /// Takes the piece; returns the messages that are whole now.
    std::vector<JsonValue> take(const JsonValue& piece);
    /// What has no end yet: the log breaks off.
    std::vector<JsonValue> finish();

private:
    struct CallPiece {
        std::string id;
        std::string name;
        std::string arguments;
    };
    /// A message of OpenAI's.
    struct Chunks {
        std::string id;
        std::string role;
        std::string content;
        std::string refusal;
        std::map<std::string, CallPiece> calls; ///< by their index
    };
    /// A block of Anthropic's.
    struct Block {
        JsonValue start;
        std::string text;
        std::string json;
    };

    std::vector<JsonValue> takeChunk(const JsonValue& chunk);
    std::vector<JsonValue> takeAnthropic(const JsonValue& event);
    std::vector<JsonValue> takeResponse(const JsonValue& event);
    void addDelta(const JsonValue& delta);
    void addCalls(const JsonValue& calls);
    JsonValue wholeChunks();
    JsonValue wholeBlocks();

    std::optional<Chunks> m_chunks;
    std::optional<std::map<std::string, Block>> m_blocks; ///< by their index
    bool m_hasItems = false;                              ///< of the response that comes
};

} // namespace remit::trace
