// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bundle/bundle_work.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QTreeWidget;

namespace remit::ui {

class Studio;

/// A bundle: who signed what and whether it verifies, told before any member is unpacked; then its
/// files, to be read and never changed. What does not verify is shown as a stranger's word.
class BundlePage : public QWidget {
    Q_OBJECT

public:
    explicit BundlePage(Studio& studio, QWidget* parent = nullptr);
    ~BundlePage() override;

    void openFile(const std::filesystem::path& file);
    /// Reads and verifies it again, by the keys that are trusted now.
    void verifyAgain();

    enum class State { Nothing, Looking, Verified, Untrusted, Unreadable };
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString sentence() const; ///< what the banner says

signals:
    void chooseFile();
    void manageKeys();
    void chooseFolder(); ///< to extract into

public slots:
    void accept();
    void extractTo(const std::filesystem::path& folder);

private:
    QWidget* makeBanner();
    QWidget* makeDemands();
    QWidget* makeStatement();
    QWidget* makeMembers();
    [[nodiscard]] BundleQuestion question() const;
    void takeFront(const BundleFront& front);
    void takeWhole(BundleWhole whole);
    void showStatement(const BundleFront& front);
    void showMember(const QString& name);
    void setState(State state, const QString& sentence, const QString& detail);
    void report(const Error& error);

    Studio& m_studio;
    std::filesystem::path m_file;
    State m_state = State::Nothing;
    bundle::Members m_members;
    QLabel* m_sign = nullptr;
    QLabel* m_sentence = nullptr;
    QLabel* m_detail = nullptr;
    QSpinBox* m_threshold = nullptr;
    QLineEdit* m_id = nullptr;
    QLineEdit* m_target = nullptr;
    QCheckBox* m_notModelled = nullptr;
    QCheckBox* m_assumed = nullptr;
    QTreeWidget* m_facts = nullptr;
    QListWidget* m_names = nullptr;
    QPlainTextEdit* m_text = nullptr;
    QPushButton* m_accept = nullptr;
    QPushButton* m_extract = nullptr;
};

} // namespace remit::ui
