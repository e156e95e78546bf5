// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/values/uid_table.h"
#include "core/cedar/values/value.h"

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace remit::cedar {

/// What a program names, numbered: entities, types, texts that the index looks for, and constants
/// that hold entities. A table may continue another, so that a changed policy adds its few names
/// without a copy of all others.
class SymbolTable {
public:
    static constexpr std::uint32_t kNone = 0xffffffff;

    explicit SymbolTable(std::shared_ptr<const SymbolTable> base = nullptr);

    std::uint32_t addEntity(const EntityUid& uid);
    std::uint32_t addType(std::string_view name)
    {
        return addWord(m_types, &SymbolTable::findType, name);
    }
    std::uint32_t addText(std::string_view text)
    {
        return addWord(m_texts, &SymbolTable::findText, text);
    }
    /// Every entity in the constant becomes a symbol too.
    std::uint32_t addConstant(Value value);

    [[nodiscard]] std::uint32_t findEntity(const EntityUid& uid) const;
    [[nodiscard]] std::uint32_t findType(std::string_view name) const;
    [[nodiscard]] std::uint32_t findText(std::string_view text) const;

    [[nodiscard]] const EntityUid& entity(std::uint32_t symbol) const;
    [[nodiscard]] const Value& constant(std::uint32_t number) const;

    [[nodiscard]] std::uint32_t entityCount() const
    {
        return m_firstEntity + static_cast<std::uint32_t>(m_entities.size());
    }
    [[nodiscard]] std::uint32_t constantCount() const
    {
        return m_firstConstant + static_cast<std::uint32_t>(m_constants.size());
    }
    [[nodiscard]] std::uint32_t typeCount() const { return m_types.first + m_types.count(); }
    [[nodiscard]] const std::shared_ptr<const SymbolTable>& base() const { return m_base; }
    /// Entities that this table adds to its base.
    [[nodiscard]] std::size_t ownSize() const { return m_entities.size() + m_constants.size(); }

private:
    struct WordHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };
    struct Words {
        std::uint32_t first = 0;
        std::unordered_map<std::string, std::uint32_t, WordHash, std::equal_to<>> numbers;
        [[nodiscard]] std::uint32_t count() const
        {
            return static_cast<std::uint32_t>(numbers.size());
        }
        [[nodiscard]] std::uint32_t find(std::string_view text) const
        {
            const auto found = numbers.find(text);
            return found == numbers.end() ? kNone : found->second;
        }
    };
    using Find = std::uint32_t (SymbolTable::*)(std::string_view) const;

    std::uint32_t addWord(Words& words, Find find, std::string_view text);
    void addEntitiesOf(const Value& value);

    std::shared_ptr<const SymbolTable> m_base;
    std::uint32_t m_firstEntity = 0;
    std::uint32_t m_firstConstant = 0;
    std::deque<EntityUid> m_entities;
    UidTable m_entityNumbers;
    Words m_types;
    Words m_texts;
    std::deque<Value> m_constants;
};

} // namespace remit::cedar
