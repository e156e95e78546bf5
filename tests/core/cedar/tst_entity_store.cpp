// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/entity_store.h"

#include <QTest>

#include <algorithm>

using namespace remit;
using namespace remit::cedar;

class TestEntityStore : public QObject {
    Q_OBJECT

private slots:
    void findsEntities();
    void ancestorsAreTransitive();
    void parentsNeedNotBeEntities();
    void identicalRepetitionsAreDropped();
    void contradictionIsAnError();
    void cycleIsNamed_data();
    void cycleIsNamed();
    void longChains();
    void manyEntitiesShareTheirAncestors();
    void emptyStore();
};

namespace {

EntityUid group(const std::string& id)
{
    return {"Group", id};
}

Entity in(const std::string& id, std::vector<std::string> parents, Attributes attributes = {})
{
    Entity entity;
    entity.uid = group(id);
    entity.attributes = std::move(attributes);
    for (const std::string& parent : parents)
        entity.parents.push_back(group(parent));
    return entity;
}

std::shared_ptr<const EntityStore> stored(std::vector<Entity> entities)
{
    auto store = EntityStore::build(std::move(entities));
    return store ? *store : nullptr;
}

} // namespace

void TestEntityStore::findsEntities()
{
    const auto store = stored({in("a", {}, {{"n", Value::integer(1)}}), in("b", {"a"})});
    QCOMPARE(store->size(), std::size_t{2});
    QVERIFY(store->find(group("a"))->attributes.at("n") == Value::integer(1));
    QVERIFY(!store->find(group("c")));
    QVERIFY(!store->find({"Other", "a"}));
}

void TestEntityStore::ancestorsAreTransitive()
{
    const auto store =
        stored({in("a", {"b", "c"}), in("b", {"d"}), in("c", {"d"}), in("d", {"e"}), in("e", {})});
    std::vector<EntityUid> above = store->ancestors(group("a"));
    std::sort(above.begin(), above.end());
    QVERIFY((above == std::vector{group("b"), group("c"), group("d"), group("e")}));
    QVERIFY(store->isDescendant(group("a"), group("e")));
    QVERIFY(!store->isDescendant(group("e"), group("a")));
    QVERIFY(!store->isDescendant(group("a"), group("a")));
}

void TestEntityStore::parentsNeedNotBeEntities()
{
    const auto store = stored({in("a", {"elsewhere"})});
    QVERIFY(store->isDescendant(group("a"), group("elsewhere")));
    QVERIFY(!store->find(group("elsewhere")));
    QVERIFY(store->ancestors(group("elsewhere")).empty());
}

void TestEntityStore::identicalRepetitionsAreDropped()
{
    const auto store = stored({in("a", {"b", "c"}), in("b", {}), in("a", {"c", "b"}), in("c", {})});
    QVERIFY(store != nullptr);
    QCOMPARE(store->size(), std::size_t{3});
    QVERIFY(store->find(group("c")));
}

void TestEntityStore::contradictionIsAnError()
{
    const auto store = EntityStore::build({in("a", {}), in("a", {"b"})});
    QVERIFY(!store);
    QCOMPARE(store.error().code, ErrorCode::Invalid);
    QVERIFY(store.error().message.find("Group::\"a\"") != std::string::npos);
}

void TestEntityStore::cycleIsNamed_data()
{
    QTest::addColumn<int>("shape");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("itself") << 0 << QByteArray("`Group::\"a\"` in `Group::\"a\"`");
    QTest::newRow("behind a way to it")
        << 1 << QByteArray("`Group::\"b\"` in `Group::\"c\"` in `Group::\"b\"`");
}

void TestEntityStore::cycleIsNamed()
{
    QFETCH(int, shape);
    QFETCH(QByteArray, path);
    const auto store = EntityStore::build(
        shape == 0 ? std::vector{in("a", {"a"})}
                   : std::vector{in("a", {"b"}), in("b", {"d", "c"}), in("c", {"b"}), in("d", {})});
    QVERIFY(!store);
    QVERIFY2(store.error().message.find(path.constData()) != std::string::npos,
             store.error().message.c_str());
}

void TestEntityStore::longChains()
{
    std::vector<Entity> chain;
    for (int i = 0; i < 3000; ++i)
        chain.push_back(in(std::to_string(i), {std::to_string(i + 1)}));
    const auto store = stored(std::move(chain));
    QVERIFY(store->isDescendant(group("0"), group("3000")));
    QVERIFY(!store->isDescendant(group("2"), group("1")));
}

void TestEntityStore::manyEntitiesShareTheirAncestors()
{
    std::vector<Entity> entities;
    for (int i = 0; i < 20000; ++i)
        entities.push_back(in("user " + std::to_string(i), {"team " + std::to_string(i % 10)},
                              {{"level", Value::integer(i)}}));
    for (int i = 0; i < 10; ++i)
        entities.push_back(in("team " + std::to_string(i), {"all"}));
    const auto store = stored(std::move(entities));
    QVERIFY(store->isDescendant(group("user 7"), group("all")));
    QVERIFY2(store->indexBytes() / store->size() < 200,
             std::to_string(store->indexBytes() / store->size()).c_str());
}

void TestEntityStore::emptyStore()
{
    const auto store = stored({});
    QCOMPARE(store->size(), std::size_t{0});
    QVERIFY(!store->find(group("a")));
    QVERIFY(!store->isDescendant(group("a"), group("b")));
}

QTEST_APPLESS_MAIN(TestEntityStore)
#include "tst_entity_store.moc"
