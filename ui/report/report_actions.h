// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace remit::ui {

class MainWindow;

/// File: Save report. Writes the review of the last replay as one HTML file, or as a PDF.
void addReportActions(MainWindow& window);
/// The same without a dialog; the ending says the form. In a job; a notification tells the end.
void saveReport(MainWindow& window, const QString& file);

} // namespace remit::ui
