// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/documents.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <optional>
#include <random>
#include <set>

using namespace remit;
using namespace remit::workspace;

namespace {

namespace fs = std::filesystem;

WorkspaceEdit replace(const std::string& file, std::uint32_t begin, std::uint32_t end,
                      const std::string& text, const std::string& title = "Edit")
{
    return {title, {{file, {{{begin, end}, text}}}}, {}};
}

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

/// A folder with two files, gone at the end.
struct Folder {
    QTemporaryDir dir;
    fs::path path{dir.path().toStdString()};

    Folder()
    {
        write("a.cedar", "alpha");
        write("b.cedar", "beta");
    }
    void write(const std::string& file, const std::string& text) const
    {
        test::writeAll(path / file, text);
    }
    [[nodiscard]] std::string read(const std::string& file) const
    {
        return test::readAll(path / file);
    }
};

std::string textOf(const Documents& documents, const std::string& file)
{
    return documents.find(file)->text();
}

} // namespace

class TestDocuments : public QObject {
    Q_OBJECT

private slots:
    void anEditChangesTextAndRevisionAndIsUndone()
    {
        const Folder folder;
        Documents documents(folder.path);
        QVERIFY(documents.open("a.cedar"));
        const auto before = documents.find("a.cedar")->revision();
        const auto changes = documents.apply(replace("a.cedar", 0, 5, "omega"));
        QVERIFY(changes);
        QCOMPARE(changes->size(), 1U);
        QCOMPARE(textOf(documents, "a.cedar"), std::string("omega"));
        QVERIFY(documents.find("a.cedar")->revision() > before);
        QVERIFY(documents.find("a.cedar")->isDirty());

        QVERIFY(documents.undo("a.cedar"));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("alpha"));
        QVERIFY(!documents.find("a.cedar")->isDirty());
        QVERIFY(documents.redo("a.cedar"));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("omega"));
        QVERIFY(!documents.redo("a.cedar"));
    }

    void noTwoStatesShareARevision()
    {
        const Folder folder;
        Documents documents(folder.path);
        std::set<std::uint64_t> seen;
        QVERIFY(documents.open("a.cedar"));
        for (int i = 0; i < 10; ++i) {
            QVERIFY(seen.insert(documents.find("a.cedar")->revision()).second);
            QVERIFY(i % 3 == 2 ? documents.undo("a.cedar")
                               : documents.apply(replace("a.cedar", 0, 0, "x")));
        }
    }

    void anEditOverFilesIsUndoneEverywhere()
    {
        const Folder folder;
        Documents documents(folder.path);
        WorkspaceEdit edit{"Rename", {}, {}};
        edit.files["a.cedar"] = {{{0, 1}, "A"}};
        edit.files["b.cedar"] = {{{0, 1}, "B"}};
        QVERIFY(documents.apply(edit));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("Alpha"));
        const auto changes = documents.undo("b.cedar");
        QVERIFY(changes);
        QCOMPARE(changes->size(), 2U);
        QCOMPARE(textOf(documents, "a.cedar"), std::string("alpha"));
        QCOMPARE(textOf(documents, "b.cedar"), std::string("beta"));
        QVERIFY(documents.redo("a.cedar"));
        QCOMPARE(textOf(documents, "b.cedar"), std::string("Beta"));
    }

    void aGroupIsRefusedWhenAFileChangedSince()
    {
        const Folder folder;
        Documents documents(folder.path);
        WorkspaceEdit edit{"Rename", {}, {}};
        edit.files["a.cedar"] = {{{0, 1}, "A"}};
        edit.files["b.cedar"] = {{{0, 1}, "B"}};
        QVERIFY(documents.apply(edit));
        QVERIFY(documents.apply(replace("b.cedar", 4, 4, "!")));
        const auto refused = documents.undo("a.cedar");
        QVERIFY(!refused);
        QVERIFY2(toQt(refused.error().message).contains("b.cedar"),
                 refused.error().message.c_str());
        QVERIFY(toQt(refused.error().message).contains("Rename"));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("Alpha"));

        QVERIFY(documents.undo("b.cedar")); // the later change
        QVERIFY(documents.undo("a.cedar")); // now the group
        QCOMPARE(textOf(documents, "b.cedar"), std::string("beta"));
    }

    void aRefusedGroupCanBeUndoneInOneFile()
    {
        const Folder folder;
        Documents documents(folder.path);
        WorkspaceEdit edit{"Rename", {}, {}};
        edit.files["a.cedar"] = {{{0, 1}, "A"}};
        edit.files["b.cedar"] = {{{0, 1}, "B"}};
        QVERIFY(documents.apply(edit));
        QVERIFY(documents.apply(replace("b.cedar", 4, 4, "!")));
        QVERIFY(documents.undo("a.cedar", UndoScope::ThisFile));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("alpha"));
        QCOMPARE(textOf(documents, "b.cedar"), std::string("Beta!"));
    }

    void aNewEditForgetsWhatCouldBeRedone()
    {
        const Folder folder;
        Documents documents(folder.path);
        QVERIFY(documents.apply(replace("a.cedar", 0, 0, "1")));
        QVERIFY(documents.undo("a.cedar"));
        QVERIFY(documents.apply(replace("a.cedar", 0, 0, "2")));
        QVERIFY(!documents.redo("a.cedar"));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("2alpha"));
    }

    void typingIsOneStepUntilANewLine()
    {
        const Folder folder;
        Documents documents(folder.path);
        const auto type = [&](std::uint32_t at, const std::string& key) {
            return documents.apply(replace("a.cedar", at, at, key, "Typing"), EditKind::Typing);
        };
        QVERIFY(type(5, "b"));
        QVERIFY(type(6, "é"));
        QVERIFY(type(8, "t"));
        QVERIFY(type(9, "\n"));
        QVERIFY(type(10, "c"));
        QCOMPARE(documents.find("a.cedar")->history().undoTitles().size(), 2U);
        QVERIFY(documents.undo("a.cedar"));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("alphabét"));
        QVERIFY(documents.undo("a.cedar"));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("alpha"));
        QVERIFY(documents.redo("a.cedar"));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("alphabét"));
    }

    void deletingKeyByKeyIsOneStep_data()
    {
        QTest::addColumn<bool>("backspace");
        QTest::newRow("backspace") << true;
        QTest::newRow("delete") << false;
    }
    void deletingKeyByKeyIsOneStep()
    {
        QFETCH(bool, backspace);
        const Folder folder;
        Documents documents(folder.path);
        for (std::uint32_t i = 0; i < 3; ++i) {
            const std::uint32_t at = backspace ? 3 - i : 1;
            QVERIFY(documents.apply(replace("a.cedar", at, at + 1, ""), EditKind::Typing));
        }
        QCOMPARE(textOf(documents, "a.cedar"), std::string(backspace ? "aa" : "aa"));
        QVERIFY(documents.undo("a.cedar"));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("alpha"));
        QVERIFY(!documents.find("a.cedar")->history().canUndo());
    }

    void movingTheCursorEndsTheStep()
    {
        const Folder folder;
        Documents documents(folder.path);
        QVERIFY(documents.apply(replace("a.cedar", 5, 5, "b"), EditKind::Typing));
        documents.endTyping("a.cedar");
        QVERIFY(documents.apply(replace("a.cedar", 6, 6, "c"), EditKind::Typing));
        QVERIFY(documents.undo("a.cedar"));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("alphab"));
    }

    void undoStopsAtTheSavedState()
    {
        const Folder folder;
        Documents documents(folder.path);
        QVERIFY(documents.apply(replace("a.cedar", 5, 5, "b"), EditKind::Typing));
        QVERIFY(documents.save("a.cedar"));
        QVERIFY(documents.apply(replace("a.cedar", 6, 6, "c"), EditKind::Typing));
        QVERIFY(documents.undo("a.cedar"));
        QVERIFY(!documents.find("a.cedar")->isDirty());
    }

    void filesCreatedAndRemovedByAnEditCanBeUndone()
    {
        const Folder folder;
        Documents documents(folder.path);
        WorkspaceEdit move{"Move", {{"new/c.cedar", {{{0, 0}, "alpha"}}}}, {"a.cedar"}};
        const auto changes = documents.apply(move);
        QVERIFY(changes);
        QVERIFY(changes->at(0).removed);
        QVERIFY(changes->at(1).created);
        QVERIFY(fs::exists(folder.path / "a.cedar")); // nothing reaches the disk before save
        QVERIFY(documents.saveAll().empty());
        QVERIFY(!fs::exists(folder.path / "a.cedar"));
        QCOMPARE(folder.read("new/c.cedar"), std::string("alpha"));

        QVERIFY(documents.undo("new/c.cedar"));
        QVERIFY(documents.find("a.cedar")->exists());
        QVERIFY(!documents.find("new/c.cedar")->exists());
        QVERIFY(documents.saveAll().empty());
        QCOMPARE(folder.read("a.cedar"), std::string("alpha"));
        QVERIFY(!fs::exists(folder.path / "new/c.cedar"));
    }

    void badEditsChangeNothing_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("past the end") << "a.cedar" << 3 << 9 << QByteArray("x");
        QTest::newRow("backwards") << "a.cedar" << 3 << 2 << QByteArray("x");
        QTest::newRow("splits a character") << "c.cedar" << 1 << 1 << QByteArray("x");
        QTest::newRow("no UTF-8") << "a.cedar" << 0 << 0 << QByteArray("\xff");
        QTest::newRow("outside") << "../a.cedar" << 0 << 0 << QByteArray("x");
        QTest::newRow("absolute") << "/etc/passwd" << 0 << 0 << QByteArray("x");
        QTest::newRow("private") << ".remit-local/x" << 0 << 0 << QByteArray("x");
        QTest::newRow("not created at 0") << "none.cedar" << 1 << 1 << QByteArray("x");
    }
    void badEditsChangeNothing()
    {
        QFETCH(QString, file);
        QFETCH(int, begin);
        QFETCH(int, end);
        QFETCH(QByteArray, text);
        const Folder folder;
        folder.write("c.cedar", "é");
        Documents documents(folder.path);
        WorkspaceEdit edit = replace(file.toStdString(), static_cast<std::uint32_t>(begin),
                                     static_cast<std::uint32_t>(end), text.toStdString());
        edit.files["b.cedar"] = {{{0, 0}, "good"}};
        const auto refused = documents.apply(edit);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Usage);
        QVERIFY(!documents.anyDirty());
        QVERIFY(documents.find("none.cedar") == nullptr);
    }

    void overlappingRangesAreRefused()
    {
        const Folder folder;
        Documents documents(folder.path);
        WorkspaceEdit edit{"Edit", {{"a.cedar", {{{0, 3}, "x"}, {{2, 4}, "y"}}}}, {}};
        QVERIFY(!documents.apply(edit));
    }

    void aFileThatIsNoTextIsNotOpened()
    {
        const Folder folder;
        folder.write("bad.cedar", "ok\nab\xff");
        Documents documents(folder.path);
        const auto opened = documents.open("bad.cedar");
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Malformed);
        QVERIFY(toQt(opened.error().message).startsWith("bad.cedar:2:3:"));
        QCOMPARE(documents.open("none.cedar").error().code, ErrorCode::NotFound);
        QVERIFY(documents.all().empty());
    }

    void anExternalChangeIsSeenAndNeverOverwritten()
    {
        const Folder folder;
        Documents documents(folder.path);
        QVERIFY(documents.apply(replace("a.cedar", 0, 5, "mine")));
        QVERIFY(documents.checkDisk().empty());
        folder.write("a.cedar", "theirs");
        const auto changed = documents.checkDisk();
        QCOMPARE(changed.size(), 1U);
        QCOMPARE(changed[0].kind, DiskChange::Kind::Changed);
        QVERIFY(changed[0].dirty);
        const auto refused = documents.save("a.cedar");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Invalid);
        QCOMPARE(folder.read("a.cedar"), std::string("theirs"));
        QVERIFY(documents.keepOurs("a.cedar"));
        QVERIFY(documents.save("a.cedar"));
        QCOMPARE(folder.read("a.cedar"), std::string("mine"));
    }

    void reloadTakesTheDiskAndCanBeUndone()
    {
        const Folder folder;
        Documents documents(folder.path);
        QVERIFY(documents.apply(replace("a.cedar", 0, 5, "mine")));
        folder.write("a.cedar", "theirs");
        QVERIFY(documents.reload("a.cedar"));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("theirs"));
        QVERIFY(!documents.find("a.cedar")->isDirty());
        QVERIFY(documents.undo("a.cedar"));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("mine"));
        QVERIFY(documents.find("a.cedar")->isDirty());
    }

    void aFileRemovedOnDiskIsSeen()
    {
        const Folder folder;
        Documents documents(folder.path);
        QVERIFY(documents.open("a.cedar"));
        fs::remove(folder.path / "a.cedar");
        QCOMPARE(documents.checkDisk().at(0).kind, DiskChange::Kind::Removed);
        QVERIFY(documents.reload("a.cedar"));
        QVERIFY(!documents.find("a.cedar")->exists());
        QVERIFY(documents.undo("a.cedar"));
        QCOMPARE(textOf(documents, "a.cedar"), std::string("alpha"));
        QVERIFY(documents.save("a.cedar"));
        QCOMPARE(folder.read("a.cedar"), std::string("alpha"));
    }

    void aSaveThatFailsLeavesTheOldFileAndTheChanges()
    {
        const Folder folder;
        Documents documents(folder.path);
        QVERIFY(documents.apply(replace("blocked/x.cedar", 0, 0, "x")));
        QVERIFY(documents.apply(replace("a.cedar", 0, 0, "x")));
        folder.write("blocked", "a file where the folder should be");
        const auto failures = documents.saveAll();
        QCOMPARE(failures.size(), 1U);
        QCOMPARE(failures[0].path, std::string("blocked/x.cedar"));
        QVERIFY(documents.find("blocked/x.cedar")->isDirty());
        QCOMPARE(folder.read("a.cedar"), std::string("xalpha"));
    }

    void onlyCleanDocumentsAreClosed()
    {
        const Folder folder;
        Documents documents(folder.path);
        QVERIFY(documents.apply(replace("a.cedar", 0, 0, "x")));
        QVERIFY(!documents.close("a.cedar"));
        QVERIFY(documents.save("a.cedar"));
        QVERIFY(documents.close("a.cedar"));
        QVERIFY(documents.find("a.cedar") == nullptr);
    }

    void aClosedFileOfAGroupRefusesItsUndo()
    {
        const Folder folder;
        Documents documents(folder.path);
        WorkspaceEdit edit{"Rename", {}, {}};
        edit.files["a.cedar"] = {{{0, 1}, "A"}};
        edit.files["b.cedar"] = {{{0, 1}, "B"}};
        QVERIFY(documents.apply(edit));
        QVERIFY(documents.saveAll().empty());
        QVERIFY(documents.close("b.cedar"));
        QVERIFY(!documents.undo("a.cedar"));
        QVERIFY(documents.undo("a.cedar", UndoScope::ThisFile));
    }

    void randomEditsUndoneGiveTheFirstText_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 40; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void randomEditsUndoneGiveTheFirstText();
};

namespace {

std::string randomText(std::mt19937& random)
{
    static const std::vector<std::string> pieces{"a", "é", "😀", "\n", "permit", "", "x;"};
    std::string text;
    for (unsigned i = random() % 4; i > 0; --i)
        text += pieces[random() % pieces.size()];
    return text;
}

std::uint32_t randomPlace(std::mt19937& random, const std::string& text)
{
    std::size_t at = random() % (text.size() + 1);
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
        --at;
    return static_cast<std::uint32_t>(at);
}

std::vector<TextEdit> randomEdits(std::mt19937& random, const std::string& text)
{
    std::vector<std::uint32_t> places;
    for (unsigned i = 2 * (1 + random() % 3); i > 0; --i)
        places.push_back(randomPlace(random, text));
    std::sort(places.begin(), places.end());
    std::vector<TextEdit> edits;
    for (std::size_t i = 0; i < places.size(); i += 2)
        edits.push_back({{places[i], places[i + 1]}, randomText(random)});
    return edits;
}

using Texts = std::map<std::string, std::optional<std::string>>;

Texts textsOf(const Documents& documents)
{
    Texts texts;
    for (const Document* document : documents.all())
        texts[document->path()] =
            document->exists() ? std::optional(document->text()) : std::nullopt;
    return texts;
}

WorkspaceEdit randomEdit(std::mt19937& random, const Documents& documents)
{
    WorkspaceEdit edit{"Random", {}, {}};
    for (const Document* document : documents.all()) {
        if (random() % 2 == 0)
            continue;
        if (document->exists() && random() % 8 == 0)
            edit.removedFiles.push_back(document->path());
        else if (document->exists())
            edit.files[document->path()] = randomEdits(random, document->text());
        else
            edit.files[document->path()] = {{{0, 0}, randomText(random)}};
    }
    return edit;
}

/// A view that keeps its own copy by the changes it is told must hold the same text.
void mirror(std::map<std::string, std::string>& copies, const Changes& changes)
{
    for (const DocumentChange& change : changes)
        copies[change.path] = applied(copies[change.path], change.edits);
}

} // namespace

void TestDocuments::randomEditsUndoneGiveTheFirstText()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const Folder folder;
    Documents documents(folder.path);
    QVERIFY(documents.open("a.cedar"));
    QVERIFY(documents.open("b.cedar"));
    std::map<std::string, std::string> copies{{"a.cedar", "alpha"}, {"b.cedar", "beta"}};
    const Texts first = textsOf(documents);
    std::vector<std::pair<std::string, Texts>> states; // a file of each group, the texts before
    for (int i = 0; i < 60; ++i) {
        const WorkspaceEdit edit = randomEdit(random, documents);
        if (edit.files.empty() && edit.removedFiles.empty())
            continue;
        const Texts before = textsOf(documents);
        const auto changes = documents.apply(edit);
        QVERIFY2(changes, changes ? "" : changes.error().message.c_str());
        mirror(copies, *changes);
        states.emplace_back(changes->front().path, before);
    }
    const Texts last = textsOf(documents);
    for (auto state = states.rbegin(); state != states.rend(); ++state) {
        const auto changes = documents.undo(state->first);
        QVERIFY2(changes, changes ? "" : changes.error().message.c_str());
        mirror(copies, *changes);
        QVERIFY(textsOf(documents) == state->second);
    }
    QVERIFY(textsOf(documents) == first);
    QVERIFY(!documents.anyDirty());
    for (const auto& [path, text] : copies)
        QCOMPARE(text, documents.find(path)->text());
    for (const auto& [path, before] : states)
        QVERIFY(documents.redo(path));
    QVERIFY(textsOf(documents) == last);
}

QTEST_APPLESS_MAIN(TestDocuments)
#include "tst_documents.moc"
