// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QByteArray>

#include <vector>

namespace remit::bench {

/// What one event cost the UI thread.
struct EventCost {
    double cpuMs = 0; ///< time of this thread on the processor
    double wallMs = 0;
    QByteArray what; ///< receiver's class and the event's type
};

/// An application that measures each event it delivers; events within events belong to the outer.
class ClockedApplication : public QApplication {
    Q_OBJECT

public:
    ClockedApplication(int& argc, char** argv);

    bool notify(QObject* receiver, QEvent* event) override;

    [[nodiscard]] const std::vector<EventCost>& costs() const { return m_costs; }
    void clear() { m_costs.clear(); }

private:
    int m_depth = 0;
    std::vector<EventCost> m_costs;
};

} // namespace remit::bench
