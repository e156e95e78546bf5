// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions.h"
#include "core/workspace/create.h"
#include "ui/shell/incoming/incoming.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"

#include <QApplication>
#include <QTimer>
#include <Qsci/qsciglobal.h>

#include <CLI/CLI.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace {

std::string studioVersion()
{
    return remit::versionText("remit-studio", REMIT_VERSION,
                              {{"Qt", qVersion()}, {"QScintilla", QSCINTILLA_VERSION_STR}});
}

} // namespace

/// The desktop program. Arguments are read before Qt is started, so that --help, --version and a
/// wrong argument need no display.
int main(int argc, char** argv)
{
    CLI::App arguments("Writes, tries and signs what your agents may do", "remit-studio");
    std::vector<std::string> paths;
    arguments
        .add_option("path", paths, "Workspaces, files of one, bundles, policies, traces … to open")
        ->type_name("");
    arguments.set_help_flag("-h,--help", "Print this help");
    arguments.set_version_flag("--version", studioVersion,
                               "Print the version, the revision and the libraries");
    CLI11_PARSE(arguments, argc, argv);

    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("remit-studio"));
    QApplication::setApplicationDisplayName(QStringLiteral("Remit Studio"));
    QApplication::setApplicationVersion(QStringLiteral(REMIT_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("remit-studio"));

    const std::filesystem::path program = QApplication::applicationFilePath().toStdString();
    remit::ui::Studio studio({.preferencesFile = {},
                              .samples = remit::workspace::samplesFolder(program),
                              .copiesFolder = {}});
    remit::ui::MainWindow window(studio);
    window.show();
    if (!paths.empty())
        window.incoming().take({paths.begin(), paths.end()});
    else
        window.startAsUsual();
    return QApplication::exec();
}
