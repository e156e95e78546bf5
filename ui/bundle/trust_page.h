// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bundle/keys/trust.h"

#include <QWidget>

#include <filesystem>

class QLabel;
class QPushButton;
class QTableWidget;

namespace remit::ui {

class Studio;

/// The keys whose signatures count for this user, with their names and until when: the trust file
/// that `remit bundle verify` reads too. Each change is written at once.
class TrustPage : public QWidget {
    Q_OBJECT

public:
    explicit TrustPage(Studio& studio, QWidget* parent = nullptr);
    ~TrustPage() override;

    /// Adds the public key of a file, called after its comment, else after the file.
    void addKey(const std::filesystem::path& file);
    void removeSelected();
    /// The chosen key ends now.
    void endSelected();
    [[nodiscard]] const bundle::TrustFile& trust() const { return m_trust; }

signals:
    void chooseKey();
    void changed(); ///< the file has other keys now

private:
    void load();
    void display(const bundle::TrustFile& trust);
    bool write(const bundle::TrustFile& trust);
    void rename(int row, const QString& name);
    [[nodiscard]] int selectedRow() const;

    Studio& m_studio;
    bundle::TrustFile m_trust;
    bool m_readable = true; ///< a file that could not be read is never written over
    bool m_showing = false;
    QTableWidget* m_table = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_end = nullptr;
};

} // namespace remit::ui
