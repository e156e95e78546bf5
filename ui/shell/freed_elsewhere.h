// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>

#include <malloc.h>
#include <memory>
#include <utility>

namespace remit::ui {

/// The same value, which is freed on a worker, whoever lets go of it last: a replay of 100,000
/// calls takes the tenth of a second to be freed, and the UI thread has no time for that. What the
/// allocator keeps of it goes back to the system.
template <class T>
[[nodiscard]] std::shared_ptr<T> freedElsewhere(std::shared_ptr<T> value)
{
    T* pointer = value.get();
    return {pointer, [value = std::move(value)](T*) mutable {
                QThreadPool::globalInstance()->start([gone = std::move(value)]() mutable {
                    gone.reset();
                    ::malloc_trim(0);
                });
            }};
}

} // namespace remit::ui
