namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>Queries of PostgreSQL's catalogue. What is built in is pinned and has no entry in <c>pg_depend</c>; what users made has.</summary>
internal static class PostgresCatalog
{
    /// <summary>oid, schema, name, persistence.</summary>
    public const string Tables = """
        SELECT c.oid::bigint, n.nspname::text, c.relname::text, c.relpersistence::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
          AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%' AND c.relname NOT LIKE '\_shadow\_%'
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY n.nspname, c.relname
        """;

    /// <summary>Table oid, name, not null, type as declared, type name, type kind, type category, built in, identity, generated, default, default is built in.</summary>
    public const string Columns = """
        SELECT a.attrelid::bigint, a.attname::text, a.attnotnull, format_type(b.oid, CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END),
            b.typname::text, b.typtype::text, b.typcategory::text, bn.nspname = 'pg_catalog', a.attidentity <> '', a.attgenerated <> '',
            pg_get_expr(d.adbin, d.adrelid),
            NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = 'pg_attrdef'::regclass AND x.objid = d.oid
                AND x.refclassid IN ('pg_proc'::regclass, 'pg_type'::regclass))
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
        JOIN pg_type t ON t.oid = a.atttypid
        JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
        JOIN pg_namespace bn ON bn.oid = b.typnamespace
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attrelid, a.attnum
        """;

    /// <summary>Table oid, definition, primary, unique, replica identity, plain (no expression, no predicate, nulls distinct), columns, all columns, built in.</summary>
    public const string Indexes = """
        SELECT i.indrelid::bigint, pg_get_indexdef(i.indexrelid), i.indisprimary, i.indisunique, i.indisreplident,
            i.indpred IS NULL AND i.indexprs IS NULL AND NOT i.indnullsnotdistinct,
            (SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(i.indkey::smallint[]) WITH ORDINALITY k(number, place)
             JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number WHERE k.place <= i.indnkeyatts),
            (SELECT array_agg(a.attname::text) FROM pg_depend x JOIN pg_attribute a ON a.attrelid = x.refobjid AND a.attnum = x.refobjsubid
             WHERE x.classid = 'pg_class'::regclass AND x.objid = i.indexrelid AND x.refclassid = 'pg_class'::regclass AND x.refobjsubid > 0),
            NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = 'pg_class'::regclass AND x.objid = i.indexrelid
                AND x.refclassid NOT IN ('pg_class'::regclass, 'pg_constraint'::regclass))
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indrelid AND NOT c.relispartition
        JOIN pg_class ic ON ic.oid = i.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
        WHERE i.indisvalid
        ORDER BY i.indrelid, ic.relname
        """;

    /// <summary>Table oid, columns, parent oid, parent columns, action on delete, action on update.</summary>
    public const string ForeignKeys = """
        SELECT f.conrelid::bigint,
            (SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(f.conkey) WITH ORDINALITY k(number, place)
             JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.number),
            f.confrelid::bigint,
            (SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(f.confkey) WITH ORDINALITY k(number, place)
             JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.number),
            f.confdeltype::text, f.confupdtype::text
        FROM pg_constraint f WHERE f.contype = 'f' AND f.conparentid = 0
        ORDER BY f.conrelid, f.conname
        """;

    /// <summary>
    /// Schema, table, column: of the columns that lead an index over all rows, the one by which the rows lie most nearly; of two the one with more different values. Rows lie
    /// by none below a correlation of a half.
    /// </summary>
    public const string StoredBy = """
        SELECT DISTINCT ON (i.indrelid) n.nspname::text, c.relname::text, a.attname::text
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indrelid AND c.relkind = 'r'
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_class ic ON ic.oid = i.indexrelid
        JOIN pg_am m ON m.oid = ic.relam AND m.amname = 'btree'
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND NOT s.inherited
        WHERE i.indisvalid AND i.indpred IS NULL AND abs(s.correlation) >= 0.5 AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
        ORDER BY i.indrelid, round(abs(s.correlation)::numeric, 2) DESC,
            CASE WHEN s.n_distinct < 0 THEN -s.n_distinct * greatest(c.reltuples, 1) ELSE s.n_distinct END DESC, a.attnum
        """;

    /// <summary>The index of a table that a column leads, the primary key before others.</summary>
    public const string IndexLedBy = """
        SELECT ic.relname::text
        FROM pg_index i
        JOIN pg_class ic ON ic.oid = i.indexrelid
        JOIN pg_am m ON m.oid = ic.relam AND m.amname = 'btree'
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = CAST(@p0 AS regclass) AND a.attname = @p1 AND i.indisvalid AND i.indpred IS NULL
        ORDER BY i.indisprimary DESC, ic.relname
        LIMIT 1
        """;

    /// <summary>Rows by the statistics of a table and its partitions; 0 when there are none.</summary>
    public const string EstimateRows = """
        SELECT coalesce(sum(greatest(c.reltuples, s.n_live_tup, 0)), 0)::bigint
        FROM pg_partition_tree(CAST(@p0 AS regclass)) p
        JOIN pg_class c ON c.oid = coalesce(p.relid, CAST(@p0 AS regclass)) AND c.relkind = 'r'
        LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
        """;

    /// <summary>The owner's statements for rights that the role lacks: to see how busy the server is, the mix of statements, and the log where it is published.</summary>
    public const string MissingGrants = """
        SELECT 'GRANT pg_read_all_stats TO ' || quote_ident(current_user) || ';' WHERE NOT pg_has_role('pg_read_all_stats', 'USAGE')
        UNION ALL SELECT 'CREATE EXTENSION pg_stat_statements;' WHERE NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements')
        UNION ALL SELECT 'ALTER ROLE ' || quote_ident(rolname) || ' REPLICATION;' FROM pg_roles
            WHERE rolname = current_user AND NOT rolreplication AND NOT rolsuper AND EXISTS (SELECT FROM pg_publication WHERE pubname = 'shadow_functions')
        """;
}
