// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/lexer.h"

#include <QtTest>

using namespace remit;
using namespace remit::cedar;

namespace {

std::vector<TokenKind> kinds(std::string_view text)
{
    ProblemLog problems({});
    std::vector<TokenKind> result;
    for (const Token& token : lex(text, problems).tokens)
        result.push_back(token.kind);
    return result;
}

} // namespace

Q_DECLARE_METATYPE(std::string)

class TestLexer : public QObject {
    Q_OBJECT

private slots:
    void knowsItsTokens_data();
    void knowsItsTokens();
    void takesTheLongestOperator();
    void skipsUnicodeSpace();
    void collectsComments();
    void givesByteSpans();
    void reportsARunOnce();
    void endsAnOpenStringWithItsLine();
};

void TestLexer::knowsItsTokens_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* text, TokenKind kind) {
        QTest::newRow(text) << std::string(text) << static_cast<int>(kind);
    };
    for (const char* word : {"permit", "when", "principal", "_", "_a1", "IF", "truely", "cedar"})
        row(word, TokenKind::Identifier);
    row("true", TokenKind::True);
    row("false", TokenKind::False);
    row("if", TokenKind::If);
    row("then", TokenKind::Then);
    row("else", TokenKind::Else);
    row("in", TokenKind::In);
    row("is", TokenKind::Is);
    row("like", TokenKind::Like);
    row("has", TokenKind::Has);
    row("__cedar", TokenKind::ReservedName);
    row("007", TokenKind::Number);
    row("\"a\\\"b\"", TokenKind::String);
    row("\"a\nb\"", TokenKind::String);
    row("?principal", TokenKind::Slot);
    row("?x", TokenKind::Slot);
    row("?", TokenKind::Unknown);
    row("'", TokenKind::Unknown);
    row("#", TokenKind::Unknown);
    row("=", TokenKind::Assign);
    row("/", TokenKind::Slash);
    row("%", TokenKind::Percent);
    row("&", TokenKind::Ampersand);
    row("|", TokenKind::Pipe);
}

void TestLexer::knowsItsTokens()
{
    QFETCH(std::string, text);
    QFETCH(int, kind);
    const std::vector<TokenKind> found = kinds(text);
    QCOMPARE(found.size(), std::size_t(2));
    QCOMPARE(static_cast<int>(found[0]), kind);
    QVERIFY(found[1] == TokenKind::End);
}

void TestLexer::takesTheLongestOperator()
{
    using enum TokenKind;
    QVERIFY(kinds("::: ==!= <=>= &&|| <>!") ==
            (std::vector{PathSeparator, Colon, Equal, NotEqual, LessEqual, GreaterEqual, And, Or,
                         Less, Greater, Bang, End}));
    QVERIFY(kinds("(){}[],;.@+-*") ==
            (std::vector{OpenParen, CloseParen, OpenBrace, CloseBrace, OpenBracket, CloseBracket,
                         Comma, Semicolon, Dot, At, Plus, Minus, Star, End}));
    QVERIFY(kinds("5a") == (std::vector{Number, Identifier, End}));
}

void TestLexer::skipsUnicodeSpace()
{
    for (const char* space : {" ", "\t", "\n", "\r", "\f", "\v", "\u0085", "\u00A0", "\u1680",
                              "\u2000", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"})
        QCOMPARE(kinds(std::string("a") + space + "b").size(), std::size_t(3));
    for (const char* none : {"\u200B", "\u180E", "\u2060"})
        QVERIFY(kinds(none)[0] == TokenKind::Unknown);
}

void TestLexer::collectsComments()
{
    ProblemLog problems({});
    const LexedText lexed = lex("a // one\n//two\rb\"// no\"", problems);
    QCOMPARE(lexed.comments.size(), std::size_t(2));
    QVERIFY(lexed.comments[0].span == (Span{2, 8}));
    QVERIFY(lexed.comments[1].span == (Span{9, 14}));
    QCOMPARE(lexed.tokens.size(), std::size_t(4));
}

void TestLexer::givesByteSpans()
{
    ProblemLog problems({});
    const LexedText lexed = lex("\"é😀\" x", problems);
    QVERIFY(lexed.tokens[0].span() == (Span{0, 8}));
    QVERIFY(lexed.tokens[1].span() == (Span{9, 10}));
}

void TestLexer::reportsARunOnce()
{
    ProblemLog problems("a.cedar");
    QCOMPARE(lex("a ### '' b", problems).tokens.size(), std::size_t(5));
    const Diagnostics found = problems.take();
    QCOMPARE(found.size(), std::size_t(2));
    QCOMPARE(found[0].help, std::string("comments begin with `//`"));
    QVERIFY(found[0].span == (Span{2, 5}));
}

void TestLexer::endsAnOpenStringWithItsLine()
{
    using enum TokenKind;
    QVERIFY(kinds("a == \"b;\nc;") ==
            (std::vector{Identifier, Equal, Unknown, Identifier, Semicolon, End}));
}

QTEST_APPLESS_MAIN(TestLexer)
#include "tst_lexer.moc"
