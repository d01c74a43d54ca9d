-- What Redshift has and PostgreSQL has not, or has otherwise: averages of whole numbers are whole, those of decimals keep their places.
create view svv_columns as
select
    table_schema,
    table_name,
    column_name,
    ordinal_position,
    col_description(
        cast(quote_ident(table_schema) || '.' || quote_ident(table_name) as regclass),
        ordinal_position
    ) as remarks
from information_schema.columns;

grant select on svv_columns to public;

create function whole_average(state bigint[]) returns bigint
language sql immutable
as 'select case when state[1] = 0 then null else state[2] / state[1] end';

create aggregate avg(integer) (
    sfunc = int4_avg_accum,
    stype = bigint[],
    finalfunc = whole_average,
    initcond = '{0,0}'
);

create function add_decimal(state numeric[], value numeric) returns numeric[]
language sql immutable
as 'select case
    when value is null then state
    else array[state[1] + 1, state[2] + value, greatest(state[3], scale(value))]
end';

create function decimal_average(state numeric[]) returns numeric
language sql immutable
as 'select case when state[1] = 0 then null else trunc(state[2] / state[1], cast(state[3] as integer)) end';

create aggregate avg(numeric) (
    sfunc = add_decimal,
    stype = numeric[],
    finalfunc = decimal_average,
    initcond = '{0,0,0}'
);
