-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE OR REPLACE FUNCTION shop.mul_div(a bigint, b bigint, c bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF abs(a) < 1000000000 AND abs(b) < 1000000000 THEN
        RETURN sign(a) * sign(b) * ((2 * abs(a) * abs(b) + c) / (2 * c));
    END IF;
    RETURN sign(a) * sign(b) * div(2 * abs(a::numeric * b) + c, 2 * c::numeric);
END $$;
