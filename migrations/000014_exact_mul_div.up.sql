-- SPDX-License-Identifier: GPL-3.0-or-later
-- a × b ÷ c, half away from zero, exact; c > 0. The same rule as pos::mulDiv with Rounding::HalfUp. The one of before
-- took its sign by sign(bigint), which is a double precision: what was above 2^53 lost its last digits.
CREATE OR REPLACE FUNCTION shop.mul_div(a bigint, b bigint, c bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF abs(a) < 1000000000 AND abs(b) < 1000000000 THEN
        RETURN CASE WHEN (a < 0) = (b < 0) THEN 1 ELSE -1 END * ((2 * abs(a) * abs(b) + c) / (2 * c));
    END IF;
    RETURN sign(a::numeric) * sign(b::numeric) * div(2 * abs(a::numeric * b) + c, 2 * c::numeric);
END $$;
