// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/generator/world.h"

#include <string>
#include <vector>

namespace remit::test {

/// The kind of request that a policy is written for.
struct Environment {
    std::string principalType;
    const ActionKind* action = nullptr;
    std::string resourceType;
};

/// How far a policy strays from what the validator likes.
struct Temper {
    int wrongType = 0; ///< per cent of the sub-expressions that have another type than they should
    int careless = 0;  ///< per cent of optional attributes read without a test
    int broken = 0;    ///< per cent of extension literals that may not parse, and other oddities
};

/// Random expressions of a wanted type, as Cedar text.
class ExpressionGenerator {
public:
    ExpressionGenerator(Random& random, const World& world, const Environment& environment,
                        Temper temper);

    [[nodiscard]] std::string expression(const Shape& shape, int depth);
    [[nodiscard]] std::string boolean(int depth);

private:
    /// A chain of accesses from a variable, and the tests that make it safe.
    struct Path {
        std::string text;
        ShapePtr shape;
        std::vector<std::string> guards;
    };

    void collectPaths();
    void extend(const Path& path, int depth);
    void extendByAttributes(const Path& path, const Shape& record, int depth);

    std::string access(const Shape& shape);
    std::string boolPath();
    ShapePtr anyShape();
    ShapePtr entityOperand();

    std::string wellTyped(const Shape& shape, int depth);
    std::string conditional(const Shape& shape, int depth);
    std::string chain(const char* op, int depth);
    std::string integer(int depth);
    std::string set(const Shape& shape, int depth);
    std::string record(const Shape& shape, int depth);
    std::string extension(const Shape& shape, int depth);
    std::string derivedExtension(Kind kind, int depth);

    std::string relation(int depth);
    std::string ordering(int depth);
    std::string membership(int depth);
    std::string hasTest();
    std::string typeTest(int depth);
    std::string setTest(int depth);
    std::string tagTest(int depth);
    std::string decimalTest(int depth);
    std::string addressTest(int depth);
    std::string oddity(int depth);

    Random& m_random;
    const World& m_world;
    Environment m_environment;
    Temper m_temper;
    std::vector<Path> m_paths;
};

} // namespace remit::test
