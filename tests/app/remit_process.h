// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace remit::test {

/// What a run of the built `remit` came to.
struct Ran {
    int status = -1; ///< -1: it crashed or did not end
    QByteArray out;
    QByteArray err;
};

/// Runs it to its end (at most a minute), not on a terminal. `folder`: where it runs; empty: here.
Ran remit(const QStringList& arguments, const QByteArray& input = {}, const QString& folder = {});

QString remitProgram();

} // namespace remit::test
