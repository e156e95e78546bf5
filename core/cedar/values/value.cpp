// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/values/value.h"

#include <algorithm>

namespace remit::cedar {

Value Value::boolean(bool value)
{
    return Value(Data(std::in_place_type<bool>, value));
}

Value Value::integer(std::int64_t value)
{
    return Value(Data(std::in_place_type<std::int64_t>, value));
}

Value Value::string(std::string value)
{
    return Value(Data(std::make_shared<const std::string>(std::move(value))));
}

Value Value::entity(EntityUid uid)
{
    return Value(Data(std::make_shared<const EntityUid>(std::move(uid))));
}

Value Value::set(std::vector<Value> elements)
{
    // Ascending and each once, as most come.
    const auto stays = [](const Value& a, const Value& b) { return !(a < b); };
    if (std::adjacent_find(elements.begin(), elements.end(), stays) != elements.end()) {
        std::sort(elements.begin(), elements.end());
        elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
    }
    return Value(Data(std::make_shared<const std::vector<Value>>(std::move(elements))));
}

Value Value::record(Attributes attributes)
{
    return Value(Data(std::make_shared<const Attributes>(std::move(attributes))));
}

Value Value::decimal(Decimal value)
{
    return Value(Data(value));
}

Value Value::ipAddress(IpAddress value)
{
    return Value(Data(value));
}

Value Value::datetime(Datetime value)
{
    return Value(Data(value));
}

Value Value::duration(Duration value)
{
    return Value(Data(value));
}

namespace {

template <class T>
std::strong_ordering content(const T& a, const T& b)
{
    return a <=> b;
}

std::strong_ordering content(const std::vector<Value>& a, const std::vector<Value>& b)
{
    return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
}

std::strong_ordering content(const Attributes& a, const Attributes& b)
{
    return std::lexicographical_compare_three_way(
        a.begin(), a.end(), b.begin(), b.end(),
        [](const auto& left, const auto& right) -> std::strong_ordering {
            const auto names = left.first <=> right.first;
            return names != 0 ? names : left.second.compare(right.second);
        });
}

/// Shared content: the same object is equal without a look.
template <class T>
std::strong_ordering content(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b)
{
    if (a == b)
        return std::strong_ordering::equal;
    return content(*a, *b);
}

} // namespace

std::strong_ordering Value::compare(const Value& other) const
{
    if (m_data.index() != other.m_data.index())
        return m_data.index() <=> other.m_data.index();
    return std::visit(
        [&other](const auto& mine) -> std::strong_ordering {
            return content(mine, std::get<std::decay_t<decltype(mine)>>(other.m_data));
        },
        m_data);
}

} // namespace remit::cedar
