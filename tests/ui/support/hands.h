// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace remit::test {

class StudioRig;

/// What a person does at the studio: keys, and clicks on what can be seen. Keys go to what has the
/// focus. What cannot be done fails the test that is running.
class Hands {
public:
    explicit Hands(StudioRig& rig) : m_rig(rig) {}

    void press(Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier);
    void type(const QString& text);
    void click(QWidget* target);
    /// The button, field or list of that object name.
    void click(const char* name);
    /// The button that says so; mnemonics and dots aside.
    void clickButton(const QString& text);
    /// The first row of that list or tree whose name contains the text.
    void clickRow(const char* name, const QString& text);
    void clickTab(const QString& text);
    /// Clicks into the field and writes over what stands there.
    void fill(const char* name, const QString& text);
    /// Ctrl+P, a name, Enter.
    void goTo(const QString& name);
    /// Ctrl+Shift+P, what to do, Enter.
    void doIt(const QString& what);
    /// Ctrl+F, a text, Escape: it is selected then.
    void find(const QString& text);
    /// A tile of the welcome page.
    void openSample(const char* name);
    /// Writes the path into the file dialog that is open, and agrees.
    void chooseFile(const QString& path);
    /// F5, until it is done.
    void replay();
    /// What of that kind can be seen now; null: nothing.
    template <class Kind>
    [[nodiscard]] Kind* seen(const char* name = nullptr) const
    {
        const QString wanted = QString::fromLatin1(name);
        for (Kind* each : window().template findChildren<Kind*>(wanted)) {
            if (!each->visibleRegion().isEmpty())
                return each;
        }
        return nullptr;
    }
    /// Leaves a picture of the window: "NAME-light@1x.png".
    void shoot(const QString& name);

private:
    [[nodiscard]] QWidget& window() const;

    StudioRig& m_rig;
};

} // namespace remit::test
