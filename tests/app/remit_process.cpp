// SPDX-License-Identifier: Apache-2.0
#include "tests/app/remit_process.h"

#include "tests/support/test_paths.h"

#include <QProcess>

namespace remit::test {

QString remitProgram()
{
    return QString::fromStdString((binDir() / "remit").string());
}

Ran remit(const QStringList& arguments, const QByteArray& input, const QString& folder)
{
    constexpr int kAMinute = 60'000;
    QProcess process;
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(remitProgram(), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(kAMinute))
        process.kill();
    Ran ran{-1, process.readAllStandardOutput(), process.readAllStandardError()};
    if (process.exitStatus() == QProcess::NormalExit)
        ran.status = process.exitCode();
    return ran;
}

} // namespace remit::test
