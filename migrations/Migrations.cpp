// SPDX-License-Identifier: GPL-3.0-or-later
// The library is its resources; a static library needs one source to exist.
namespace pos { }
