// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/gallery/gallery.h"

#include <QWidget>

#include <map>
#include <string>
#include <vector>

class QComboBox;
class QLabel;

namespace remit::ui {

/// The places of a pattern to be filled in, a field for each: what the workspace offers can be
/// chosen, anything else typed. Says below a field why its value cannot be.
class PatternForm : public QWidget {
    Q_OBJECT

public:
    /// The pattern must outlive it.
    explicit PatternForm(const assist::Pattern& pattern, QWidget* parent = nullptr);

    using Choices = std::map<std::string, std::vector<std::string>>; ///< by parameter
    /// What stands in the fields stays.
    void setChoices(const Choices& choices);
    void setValues(const assist::PatternValues& values);
    [[nodiscard]] assist::PatternValues values() const;
    /// Null where the pattern has no such parameter.
    [[nodiscard]] QComboBox* field(const std::string& parameter) const;

signals:
    void valuesChanged();

private:
    struct Row {
        QComboBox* field = nullptr;
        QLabel* objection = nullptr;
    };

    void addRow(const assist::Parameter& parameter);
    void showObjections();

    const assist::Pattern& m_pattern;
    std::map<std::string, Row> m_rows;
    bool m_setting = false;
};

} // namespace remit::ui
