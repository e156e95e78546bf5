// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench/event_clock.h"

#include <QEvent>
#include <QMetaEnum>

#include <chrono>
#include <ctime>

namespace remit::bench {
namespace {

double threadCpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double wallMs()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(now).count();
}

} // namespace

ClockedApplication::ClockedApplication(int& argc, char** argv) : QApplication(argc, argv) {}

bool ClockedApplication::notify(QObject* receiver, QEvent* event)
{
    if (m_depth > 0)
        return QApplication::notify(receiver, event);
    // The receiver may be gone afterwards.
    const char* type = QMetaEnum::fromType<QEvent::Type>().valueToKey(event->type());
    QByteArray what = QByteArray(receiver->metaObject()->className()) + ' ' + type;
    if (!receiver->objectName().isEmpty())
        what += ' ' + receiver->objectName().toUtf8();
    const double cpu = threadCpuMs();
    const double wall = wallMs();
    ++m_depth;
    const bool handled = QApplication::notify(receiver, event);
    --m_depth;
    m_costs.push_back({threadCpuMs() - cpu, wallMs() - wall, what});
    return handled;
}

} // namespace remit::bench
