// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/values/datum.h"

#include <algorithm>

namespace remit::cedar {

namespace {

constexpr std::uint32_t kSetScanLimit = 8;

int order(std::int64_t a, std::int64_t b)
{
    return a < b ? -1 : a > b ? 1 : 0;
}

int order(std::strong_ordering result)
{
    return result < 0 ? -1 : result > 0 ? 1 : 0;
}

int compareSets(const DatumSet& a, const DatumSet& b)
{
    if (a.count != b.count)
        return a.count < b.count ? -1 : 1;
    for (std::uint32_t i = 0; i < a.count; ++i) {
        if (const int result = compare(a.elements[i], b.elements[i]); result != 0)
            return result;
    }
    return 0;
}

int compareRecords(const DatumRecord& a, const DatumRecord& b)
{
    if (a.count != b.count)
        return a.count < b.count ? -1 : 1;
    for (std::uint32_t i = 0; i < a.count; ++i) {
        if (const int names = a.names[i].text().compare(b.names[i].text()); names != 0)
            return names;
        if (const int result = compare(a.values[i], b.values[i]); result != 0)
            return result;
    }
    return 0;
}

bool less(const Datum& a, const Datum& b)
{
    return compare(a, b) < 0;
}

Value setValue(const DatumSet& set, const UidOfNumber& uidOf)
{
    std::vector<Value> elements;
    elements.reserve(set.count);
    for (const Datum& element : set.all())
        elements.push_back(toValue(element, uidOf));
    return Value::set(std::move(elements));
}

Value recordValue(const DatumRecord& record, const UidOfNumber& uidOf)
{
    Attributes attributes;
    for (std::uint32_t i = 0; i < record.count; ++i)
        attributes.emplace(record.names[i].text(), toValue(record.values[i], uidOf));
    return Value::record(std::move(attributes));
}

} // namespace

const Datum* DatumRecord::find(const AttributeName& name) const
{
    if (count <= kSetScanLimit) {
        for (std::uint32_t i = 0; i < count; ++i) {
            if (names[i] == name)
                return values + i;
        }
        return nullptr;
    }
    const AttributeName* at = std::lower_bound(
        names, names + count, name,
        [](const AttributeName& a, const AttributeName& b) { return a.text() < b.text(); });
    return at != names + count && *at == name ? values + (at - names) : nullptr;
}

int compare(const Datum& a, const Datum& b)
{
    if (a.kind != b.kind)
        return a.kind < b.kind ? -1 : 1;
    switch (a.kind) {
    case Datum::Kind::Absent:
        return 0;
    case Datum::Kind::String:
        return a.string().compare(b.string());
    case Datum::Kind::Entity:
        return order(a.entity(), b.entity());
    case Datum::Kind::Set:
        return a.set == b.set ? 0 : compareSets(*a.set, *b.set);
    case Datum::Kind::Record:
        return a.record == b.record ? 0 : compareRecords(*a.record, *b.record);
    case Datum::Kind::IpAddress:
        return order(*a.address <=> *b.address);
    case Datum::Kind::Bool:
    case Datum::Kind::Long:
    case Datum::Kind::Decimal:
    case Datum::Kind::Datetime:
    case Datum::Kind::Duration:
        return order(a.integer, b.integer);
    }
    return 0;
}

bool contains(const DatumSet& set, const Datum& element)
{
    if (set.count <= kSetScanLimit)
        return std::any_of(set.elements, set.elements + set.count,
                           [&element](const Datum& each) { return same(each, element); });
    return std::binary_search(set.elements, set.elements + set.count, element, less);
}

bool containsAll(const DatumSet& set, const DatumSet& others)
{
    return others.count <= set.count &&
           std::includes(set.elements, set.elements + set.count, others.elements,
                         others.elements + others.count, less);
}

bool containsAny(const DatumSet& set, const DatumSet& others)
{
    const DatumSet& small = set.count < others.count ? set : others;
    const DatumSet& large = set.count < others.count ? others : set;
    return std::any_of(small.elements, small.elements + small.count,
                       [&large](const Datum& each) { return contains(large, each); });
}

DatumSet canonicalSet(std::span<Datum> elements)
{
    std::sort(elements.begin(), elements.end(), less);
    const auto last = std::unique(elements.begin(), elements.end(), same);
    DatumSet set{elements.data(), static_cast<std::uint32_t>(last - elements.begin()), true};
    set.onlyEntities = std::all_of(elements.begin(), last,
                                   [](const Datum& each) { return each.is(Datum::Kind::Entity); });
    return set;
}

Value toValue(const Datum& datum, const UidOfNumber& uidOf)
{
    switch (datum.kind) {
    case Datum::Kind::Absent:
        break;
    case Datum::Kind::Bool:
        return Value::boolean(datum.integer != 0);
    case Datum::Kind::Long:
        return Value::integer(datum.integer);
    case Datum::Kind::String:
        return Value::string(std::string(datum.string()));
    case Datum::Kind::Entity:
        return Value::entity(uidOf(datum.entity()));
    case Datum::Kind::Set:
        return setValue(*datum.set, uidOf);
    case Datum::Kind::Record:
        return recordValue(*datum.record, uidOf);
    case Datum::Kind::Decimal:
        return Value::decimal({datum.integer});
    case Datum::Kind::IpAddress:
        return Value::ipAddress(*datum.address);
    case Datum::Kind::Datetime:
        return Value::datetime({datum.integer});
    case Datum::Kind::Duration:
        return Value::duration({datum.integer});
    }
    return {};
}

} // namespace remit::cedar
