// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graph_export.h"

#include "core/base/file_io.h"
#include "core/decision/setup.h"
#include "core/report/graph_writers.h"
#include "ui/graph/graph_data.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgRenderer>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr int kMostPixels = 16'000; ///< of a side of a PNG

QByteArray pngOf(const QByteArray& svg)
{
    QSvgRenderer renderer(svg);
    QSize size = renderer.defaultSize() * 2;
    if (std::max(size.width(), size.height()) > kMostPixels)
        size.scale(kMostPixels, kMostPixels, Qt::KeepAspectRatio);
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray pdfOf(const QByteArray& svg)
{
    QSvgRenderer renderer(svg);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QSizeF(renderer.defaultSize()), QPageSize::Point));
    writer.setPageMargins({});
    QPainter painter(&writer);
    renderer.render(&painter);
    painter.end();
    return bytes;
}

} // namespace

Result<> exportGraph(const GraphData& data, const std::vector<bool>& dimmed, const QString& file,
                     bool dark)
{
    const QString ending = QFileInfo(file).suffix().toLower();
    const std::string title =
        data.query.setup->name + ": delegation at " + rfc3339(data.query.time);
    std::string content;
    if (ending == QLatin1String("dot")) {
        content = report::graphDot(data.graph(), title);
    } else {
        const std::string svg = report::graphSvg({data.graph(), data.layout, title, dimmed, dark});
        const QByteArray bytes = QByteArray::fromStdString(svg);
        if (ending == QLatin1String("svg"))
            content = svg;
        else if (ending == QLatin1String("png"))
            content = pngOf(bytes).toStdString();
        else if (ending == QLatin1String("pdf"))
            content = pdfOf(bytes).toStdString();
        else
            return failure(ErrorCode::Usage, "the picture has no format that is known",
                           "end the file's name with .svg, .png, .pdf or .dot");
    }
    return writeFileAtomically(file.toStdString(), content);
}

} // namespace remit::ui
