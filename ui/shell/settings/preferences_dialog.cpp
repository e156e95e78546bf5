// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings/preferences_dialog.h"

#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/shell/settings/shortcuts_view.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr int kControlWidth = 200;
constexpr int kCodePoints = 10; ///< of codeFont() at first

QLabel* wrappedLabel(const QString& text, TextSize size)
{
    auto* label = new QLabel(text);
    label->setFont(interfaceFont(size));
    label->setWordWrap(true);
    return label;
}

} // namespace

PreferencesDialog::PreferencesDialog(MainWindow& window)
    : QDialog(&window)
    , m_window(window)
    , m_find(new QLineEdit)
    , m_tabs(new QTabWidget)
    , m_nothing(new QLabel(tr("No preference fits.")))
    , m_shortcuts(new ShortcutsView(window.studio().actions(), window.studio().preferences()))
{
    setObjectName(QStringLiteral("preferences"));
    setWindowTitle(tr("Preferences"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(760, 560);
    m_find->setObjectName(QStringLiteral("preferencesFind"));
    m_find->setPlaceholderText(tr("Find a preference or an action"));
    m_find->setAccessibleName(tr("Find a preference or an action"));
    m_find->setClearButtonEnabled(true);
    auto* page = new QWidget;
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(4 * kStep, 4 * kStep, 4 * kStep, 4 * kStep);
    m_column->setSpacing(3 * kStep);
    addLook();
    addEditor();
    addStart();
    setMuted(m_nothing);
    m_nothing->hide();
    m_column->addWidget(m_nothing);
    m_column->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_tabs->addTab(scroll, tr("&General"));
    m_tabs->addTab(m_shortcuts, tr("&Keyboard"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(2 * kStep);
    layout->addWidget(m_find);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(buttons);
    connect(m_find, &QLineEdit::textChanged, this, &PreferencesDialog::filter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    m_find->setFocus();
}

QLabel* PreferencesDialog::addHeading(const QString& text)
{
    auto* heading = wrappedLabel(text, TextSize::Large);
    m_column->addWidget(heading);
    return heading;
}

void PreferencesDialog::addRow(QLabel* heading, const QString& name, const QString& help,
                               QWidget* control)
{
    control->setAccessibleName(name);
    control->setAccessibleDescription(help);
    control->setFixedWidth(kControlWidth);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    auto* label = wrappedLabel(name, TextSize::Normal);
    label->setBuddy(control);
    texts->addWidget(label);
    auto* detail = wrappedLabel(help, TextSize::Small);
    setMuted(detail);
    texts->addWidget(detail);
    auto* widget = new QWidget;
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4 * kStep);
    row->addLayout(texts, 1);
    row->addWidget(control, 0, Qt::AlignTop);
    m_column->addWidget(widget);
    m_rows.push_back(
        {widget, heading->text() + QLatin1Char(' ') + name + QLatin1Char(' ') + help, heading});
}

void PreferencesDialog::addLook()
{
    Studio& studio = m_window.studio();
    QLabel* heading = addHeading(tr("Look"));
    auto* theme = new QComboBox;
    theme->setObjectName(QStringLiteral("preferenceTheme"));
    theme->addItems({tr("As the system"), tr("Light"), tr("Dark")});
    theme->setCurrentIndex(static_cast<int>(studio.preferences().appearance()));
    connect(theme, &QComboBox::activated, &studio, [&studio](int index) {
        static constexpr const char* kIds[] = {"system", "light", "dark"};
        const QString id = QStringLiteral("view.appearance.") + QLatin1String(kIds[index]);
        studio.actions().find(id)->trigger();
    });
    addRow(heading, tr("Theme"), tr("Colours of windows and signs; both keep a contrast of AA."),
           theme);
}

void PreferencesDialog::addEditor()
{
    Preferences& preferences = m_window.studio().preferences();
    QLabel* heading = addHeading(tr("Editor"));
    auto* size = new QSpinBox;
    size->setObjectName(QStringLiteral("preferenceCodeSize"));
    size->setRange(kCodePoints + Preferences::kLeastZoom, kCodePoints + Preferences::kMostZoom);
    size->setSuffix(tr(" pt"));
    size->setValue(kCodePoints + preferences.codeZoom());
    connect(size, &QSpinBox::valueChanged, &preferences,
            [&preferences](int points) { preferences.setCodeZoom(points - kCodePoints); });
    addRow(heading, tr("Size of code"), tr("Policies, schemas and JSON; Ctrl++ and Ctrl+− too."),
           size);
    auto* wrap = new QCheckBox(tr("Wrap"));
    wrap->setObjectName(QStringLiteral("preferenceWrap"));
    wrap->setChecked(preferences.wrapLines());
    connect(wrap, &QCheckBox::toggled, &preferences, &Preferences::setWrapLines);
    addRow(heading, tr("Long lines"), tr("Shows them in several rows instead of scrolling."), wrap);
    auto* format = new QCheckBox(tr("Format"));
    format->setChecked(preferences.formatOnSave());
    QAction* action = m_window.studio().actions().find(QStringLiteral("edit.formatOnSave"));
    connect(format, &QCheckBox::clicked, action, &QAction::trigger);
    connect(action, &QAction::toggled, format, &QCheckBox::setChecked);
    addRow(heading, tr("When saving"),
           tr("Lays policies and schemas out anew before they are written."), format);
}

void PreferencesDialog::addStart()
{
    Preferences& preferences = m_window.studio().preferences();
    QLabel* heading = addHeading(tr("Start"));
    auto* reopen = new QCheckBox(tr("Reopen"));
    reopen->setObjectName(QStringLiteral("preferenceReopen"));
    reopen->setChecked(preferences.reopenLast());
    connect(reopen, &QCheckBox::toggled, &preferences, &Preferences::setReopenLast);
    addRow(heading, tr("Last workspace"), tr("Begins with the workspace of last time."), reopen);
    auto* clear = new QPushButton(tr("&Clear list"));
    clear->setAutoDefault(false);
    connect(clear, &QPushButton::clicked, &preferences, &Preferences::clearRecentWorkspaces);
    addRow(heading, tr("Recent workspaces"),
           tr("Takes them off the welcome page; nothing is deleted."), clear);
}

int PreferencesDialog::shownCount() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(),
                                          [](const Row& row) { return !row.widget->isHidden(); }));
}

void PreferencesDialog::filter(const QString& text)
{
    for (const Row& row : m_rows)
        row.heading->hide();
    for (const Row& row : m_rows) {
        const bool fits = row.words.contains(text.trimmed(), Qt::CaseInsensitive);
        row.widget->setVisible(fits);
        if (fits)
            row.heading->show();
    }
    m_nothing->setVisible(shownCount() == 0);
    m_shortcuts->setFilter(text.trimmed());
    if (text.trimmed().isEmpty())
        return;
    if (shownCount() == 0 && m_shortcuts->shownCount() > 0)
        m_tabs->setCurrentIndex(1);
    else if (shownCount() > 0 && m_shortcuts->shownCount() == 0)
        m_tabs->setCurrentIndex(0);
}

void PreferencesDialog::showShortcuts()
{
    m_tabs->setCurrentWidget(m_shortcuts);
}

void addPreferencesActions(MainWindow& window)
{
    const auto open = [&window]() -> PreferencesDialog& {
        auto* dialog = window.findChild<PreferencesDialog*>();
        if (dialog == nullptr)
            dialog = new PreferencesDialog(window);
        dialog->show();
        dialog->raise();
        dialog->activateWindow();
        return *dialog;
    };
    ActionRegistry& actions = window.studio().actions();
    Preferences& preferences = window.studio().preferences();
    actions.add({.id = QStringLiteral("edit.preferences"),
                 .text = tr("Prefere&nces…"),
                 .help = tr("What can be chosen: look, editor, start, keys."),
                 .shortcut = QKeySequence(QStringLiteral("Ctrl+,")),
                 .icon = QStringLiteral("settings"),
                 .menu = Menu::Edit,
                 .group = 90},
                [open] { open(); });
    actions.add({.id = QStringLiteral("edit.shortcuts"),
                 .text = tr("&Keyboard shortcuts…"),
                 .help = tr("Lists the keys of all actions; they can be chosen anew."),
                 .menu = Menu::Edit,
                 .group = 90},
                [open] { open().showShortcuts(); });
    const auto zoom = [&](const char* id, const QString& text, const QString& help,
                          const QKeySequence& keys, std::function<int(int)> next) {
        actions.add({.id = QLatin1String(id),
                     .text = text,
                     .help = help,
                     .shortcut = keys,
                     .menu = Menu::View,
                     .group = 40},
                    [&preferences, next = std::move(next)] {
                        preferences.setCodeZoom(next(preferences.codeZoom()));
                    });
    };
    zoom("view.codeLarger", tr("La&rger code"), tr("Makes the text of editors larger."),
         QKeySequence(QStringLiteral("Ctrl++")), [](int points) { return points + 1; });
    zoom("view.codeSmaller", tr("S&maller code"), tr("Makes the text of editors smaller."),
         QKeySequence(QStringLiteral("Ctrl+-")), [](int points) { return points - 1; });
    zoom("view.codeNormal", tr("&Normal code size"), tr("The size of code as at first."),
         QKeySequence(QStringLiteral("Ctrl+0")), [](int) { return 0; });
}

} // namespace remit::ui
