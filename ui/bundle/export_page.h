// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bundle/export_work.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTreeWidget;

namespace remit::ui {

class Studio;

/// From a workspace to a signed bundle in four steps, each seen whole: profile, checks, summary,
/// signature. Nothing is written before the last.
class ExportPage : public QWidget {
    Q_OBJECT

public:
    explicit ExportPage(Studio& studio, QWidget* parent = nullptr);
    ~ExportPage() override;

    void check(); ///< again, by what is on the disk
    void setKey(const QString& file);
    /// Signs and writes; asks for the passphrase where the key has one.
    void signTo(const std::filesystem::path& out);
    [[nodiscard]] bool isReady() const { return m_draft.has_value(); }

signals:
    void chooseKey();
    void chooseOutput(const QString& proposed);
    void written(const QString& file);

private:
    QWidget* makeProfile();
    QWidget* makeChecks();
    QWidget* makeSummary();
    QWidget* makeSignature();
    [[nodiscard]] bundle::BuildOptions options() const;
    void fillIn();
    void takeLook(Result<ExportLook> look);
    void showChecks(const std::vector<ExportCheck>& checks);
    void showSummary();
    void sign(const std::filesystem::path& out, std::shared_ptr<bundle::Secret> passphrase);
    void updateButtons();

    Studio& m_studio;
    std::optional<bundle::Draft> m_draft;
    QComboBox* m_profile = nullptr;
    QSpinBox* m_revision = nullptr;
    QLineEdit* m_id = nullptr;
    QLineEdit* m_target = nullptr;
    QTreeWidget* m_checks = nullptr;
    QTreeWidget* m_summary = nullptr;
    QLineEdit* m_key = nullptr;
    QPushButton* m_sign = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace remit::ui
