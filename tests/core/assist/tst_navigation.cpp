// SPDX-License-Identifier: Apache-2.0
#include "core/assist/hover.h"
#include "core/assist/navigation.h"
#include "core/base/text.h"
#include "tests/core/assist/placed_case.h"

#include <QTest>

#include <algorithm>

using namespace remit;
using namespace remit::assist;

namespace {

void addRows(const char* file)
{
    QTest::addColumn<int>("index");
    const auto all = test::readCursorCases(file);
    for (std::size_t index = 0; index < all.size(); ++index)
        QTest::addRow("%s", all[index].name.c_str()) << static_cast<int>(index);
}

std::string lineOf(const Model& model, const Location& location)
{
    const SourceText source(location.path, std::string(model.file(location.path)->text()));
    return std::string(trimmed(source.line(source.position(location.span.begin).line)));
}

std::string hoverObjection(const test::PlacedCase& place, const test::CursorCase::Line& expected)
{
    const auto found = hover(*place.model, place.path, place.offset);
    if (expected.verb == "nothing")
        return found ? "says " + found->lines.front().text : "";
    if (!found)
        return "says nothing";
    if (expected.verb == "over") {
        const auto over =
            place.model->file(place.path)->text().substr(found->span.begin, found->span.size());
        return over == expected.rest ? "" : "over " + std::string(over);
    }
    std::string all;
    for (const Hover::Line& line : found->lines)
        all += "\n    " + line.text;
    return all.find(expected.rest) != std::string::npos ? ""
                                                        : "not `" + expected.rest + "` but:" + all;
}

std::string navigationObjection(const test::PlacedCase& place,
                                const test::CursorCase::Line& expected)
{
    const Model& model = *place.model;
    const auto declared = definition(model, place.path, place.offset);
    if (expected.verb == "undeclared")
        return declared.empty() ? "" : "declared in " + declared.front().path;
    const auto [path, text] = test::labelAndText(expected.rest);
    if (expected.verb == "declared") {
        std::string all;
        for (const Location& location : declared) {
            if (location.path == path && lineOf(model, location) == text)
                return {};
            all += "\n    " + location.path + ": " + lineOf(model, location);
        }
        return "declared:" + all;
    }
    const auto all = references(model, place.path, place.offset);
    const auto count = std::count_if(all.begin(), all.end(), [&path = path](const Reference& next) {
        return next.location.path == path;
    });
    return std::to_string(count) == text ? ""
                                         : path + " names it " + std::to_string(count) + " times";
}

template <class Objection>
std::string objections(const char* file, int index, Objection objection)
{
    const test::CursorCase tried = test::readCursorCases(file)[static_cast<std::size_t>(index)];
    const test::PlacedCase place = test::placed(tried);
    std::string all;
    for (const auto& expected : tried.expected) {
        const std::string found = objection(place, expected);
        if (!found.empty())
            all += "\n  " + found;
    }
    return all;
}

} // namespace

/// Hover, definitions and references by the cases of tests/golden/assist.
class TestNavigation : public QObject {
    Q_OBJECT

private slots:
    void hovers_data() { addRows("hover.cases"); }
    void hovers()
    {
        QFETCH(int, index);
        const std::string wrong = objections("hover.cases", index, hoverObjection);
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

    void navigates_data() { addRows("navigation.cases"); }
    void navigates()
    {
        QFETCH(int, index);
        const std::string wrong = objections("navigation.cases", index, navigationObjection);
        QVERIFY2(wrong.empty(), wrong.c_str());
    }
};

QTEST_APPLESS_MAIN(TestNavigation)
#include "tst_navigation.moc"
