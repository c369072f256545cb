// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FieldErrors.h"

#include "ui/widgets/Field.h"

namespace pos::ui {

bool placeErrors(const Error &error, const std::function<Field *(const QString &)> &fieldOf)
{
    bool placed = !error.fields.isEmpty();
    for (const FieldError &wrong : error.fields) {
        if (Field *field = fieldOf(wrong.field))
            field->setError(wrong.message);
        else
            placed = false;
    }
    return placed;
}

} // namespace pos::ui
