// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/model.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/session.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <memory>
#include <string>

namespace remit::ui {

/// Asks core's language services off the UI thread. The model that they answer from is shared by
/// all questions and grows with the texts: only what changed is read again.
class Assistant : public QObject {
    Q_OBJECT

public:
    explicit Assistant(Session& session, QObject* parent = nullptr);
    ~Assistant() override;

    /// What a question is about. A newer question of the same topic replaces it.
    struct Topic {
        const char* name; ///< "completion"
        std::string path; ///< of the document; empty: of all
    };

    /// Answers from the texts as they are now. An answer for a text that has changed since is
    /// thrown away, and so is one that comes after the receiver has gone. Text typed in an editor
    /// must be flushed before.
    template <class Answer>
    void ask(const Topic& topic, std::function<Answer(const assist::Model&)> question,
             QObject* receiver, std::function<void(const Answer&)> take)
    {
        if (!m_session)
            return;
        const std::uint64_t asked = revisionOf(topic.path);
        jobs().run<Answer>(
            {.title = {}, .key = keyOf(topic), .listed = false},
            [model = modelMaker(), question = std::move(question)](
                const JobControl&) -> Result<Answer> { return question(*model()); },
            receiver,
            [this, self = QPointer<Assistant>(this), asked, path = topic.path,
             take = std::move(take)](Result<Answer> answer) {
                if (self && answer.has_value() && revisionOf(path) == asked)
                    take(*answer);
            });
    }

private:
    using ModelPtr = std::shared_ptr<const assist::Model>;
    struct Latest;

    /// Makes the model of the present texts; for a worker, once.
    [[nodiscard]] std::function<ModelPtr()> modelMaker();
    [[nodiscard]] std::uint64_t revisionOf(const std::string& path) const;
    [[nodiscard]] QString keyOf(const Topic& topic) const;
    [[nodiscard]] JobRunner& jobs() const;

    QPointer<Session> m_session;      ///< null in the moment between its closing and our deletion
    std::shared_ptr<Latest> m_latest; ///< shared with the workers
};

} // namespace remit::ui
