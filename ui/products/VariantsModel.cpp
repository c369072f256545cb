// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/products/VariantsModel.h"

#include "ui/models/JsonCells.h"
#include "ui/theme/Tone.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

void VariantsModel::setVariants(const QList<QJsonObject> &variants)
{
    beginResetModel();
    m_variants = variants;
    endResetModel();
}

int VariantsModel::rowOf(const QString &id) const
{
    for (int row = 0; row < m_variants.size(); ++row) {
        if (m_variants[row][u"id"].toString() == id)
            return row;
    }
    return -1;
}

void VariantsModel::put(const QJsonObject &variant)
{
    const int row = rowOf(variant[u"id"].toString());
    if (row >= 0) {
        m_variants[row] = variant;
        Q_EMIT dataChanged(index(row, 0), index(row, OnHand));
        return;
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_variants.append(variant);
    endInsertRows();
}

void VariantsModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, OnHand);
    if (!m_variants.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, OnHand));
}

int VariantsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_variants.size());
}

int VariantsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : OnHand + 1;
}

QString VariantsModel::text(const QJsonObject &variant, int column) const
{
    if (column == Price)
        return m_format.format(moneyIn(variant, "price"));
    if (column == OnHand)
        return hasValue(variant, "on_hand") ? m_format.format(quantityIn(variant, "on_hand")) : QString(QChar(0x2014));
    const QString name = variant[u"name"].toString();
    return !name.isEmpty() ? name : variant[u"is_default"].toBool() ? tr("The product itself") : tr("No name");
}

QVariant VariantsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QJsonObject &variant = m_variants[index.row()];
    const bool archived = variant[u"status"].toString() == QLatin1String("archived");
    switch (role) {
    case Qt::DisplayRole: return text(variant, index.column());
    case KindRole: return static_cast<int>(index.column() == Name ? CellKind::TwoLines : CellKind::Number);
    case SubRole: {
        if (index.column() != Name)
            return {};
        const QString sku = variant[u"sku"].toString();
        return archived ? tr("%1 · archived").arg(sku) : sku;
    }
    case ToneRole:
        return static_cast<int>(index.column() == OnHand && variant[u"is_low"].toBool() ? Tone::Warning
                                                                                        : Tone::Neutral);
    default: return {};
    }
}

QVariant VariantsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section > OnHand)
        return {};
    constexpr const char *keys[]{"name", "price", "on_hand"};
    const QString titles[]{tr("Variant"), tr("Price"), tr("On hand")};
    switch (role) {
    case Qt::DisplayRole: return titles[section];
    case KeyRole: return QString::fromLatin1(keys[section]);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default: return {};
    }
}

} // namespace pos::ui
