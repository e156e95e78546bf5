// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for ui/: what most of its files include.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

#include <QAbstractItemModel>
#include <QAction>
#include <QBoxLayout>
#include <QDockWidget>
#include <QLabel>
#include <QMainWindow>
#include <QPainter>
#include <QPointer>
#include <QString>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
