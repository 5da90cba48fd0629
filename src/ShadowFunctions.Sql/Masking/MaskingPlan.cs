using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Masking;

/// <summary>
/// Decides per column what happens to its values: the owner's rule first, else default-deny. Columns that refer to another table
/// are treated as the column they refer to, so that joins still match.
/// </summary>
internal sealed class MaskingPlan
{
    private readonly Dictionary<string, ColumnRule[]> _masks = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Builds the plan.</summary>
    /// <param name="schema">Production's tables.</param>
    /// <param name="rules">The owner's rules.</param>
    /// <param name="cut">References that cannot be followed by the sample: their columns become null.</param>
    /// <exception cref="ArgumentException">A rule names nothing that exists, or would empty a column that tells rows apart.</exception>
    public MaskingPlan(DatabaseSchema schema, IReadOnlyList<MaskingRule> rules, IReadOnlyCollection<ForeignKey> cut)
    {
        Check(schema, rules);
        foreach (var table in schema.Tables)
        {
            _masks[table.Name] = [.. table.Columns.Select(c => Decide(schema, table, c, rules, []))];
        }

        foreach (var (table, column) in cut.SelectMany(f => f.Columns.Select(c => (schema.Find(f.Table)!, c))))
        {
            _masks[table.Name][table.IndexOf(column)] = new ColumnRule(ColumnMask.Empty);
        }
    }

    /// <summary>Columns whose values are drawn from those of other rows.</summary>
    public IEnumerable<(string Table, string Column)> Shuffled(DatabaseSchema schema) =>
        from table in schema.Tables
        from column in table.Columns
        where _masks[table.Name][table.IndexOf(column.Name)].Mask == ColumnMask.Shuffle
        select (table.Name, column.Name);

    public ColumnRule[] For(TableSchema table) => _masks[table.Name];

    private static ColumnRule Decide(
        DatabaseSchema schema, TableSchema table, ColumnSchema column, IReadOnlyList<MaskingRule> rules, HashSet<(string, string)> seen)
    {
        // A reference takes its parent's mask; a circle of references ends at the first column met twice.
        if (seen.Add((table.Name, column.Name)) && ParentOf(schema, table, column) is var (parent, parentColumn))
        {
            return Decide(schema, parent, parentColumn, rules, seen);
        }

        var tellsApart = Distinguishes(schema, table, column);
        if (RuleOf(rules, table, column) is { } rule)
        {
            RuleCheck.Check(rule, column, tellsApart);
            return new ColumnRule(RuleCheck.MaskOf(rule.Kind), rule.Value);
        }

        return new ColumnRule(
            tellsApart ? RuleCheck.CheckKey(table, column)
            : column.Kind is ColumnKind.Number or ColumnKind.Time ? ColumnMask.KeepTyped : ColumnMask.Empty);
    }

    /// <summary>True for keys, unique columns that cannot be null, and columns that others refer to.</summary>
    private static bool Distinguishes(DatabaseSchema schema, TableSchema table, ColumnSchema column)
    {
        bool Holds(IEnumerable<string> names) => names.Contains(column.Name, StringComparer.OrdinalIgnoreCase);
        return Holds(table.Key)
            || (column.NotNull && table.Uniques.Any(Holds))
            || schema.Tables.SelectMany(t => t.ForeignKeys)
                .Any(f => string.Equals(f.ParentTable, table.Name, StringComparison.OrdinalIgnoreCase) && Holds(f.ParentColumns));
    }

    private static (TableSchema Table, ColumnSchema Column)? ParentOf(DatabaseSchema schema, TableSchema table, ColumnSchema column)
    {
        foreach (var foreignKey in table.ForeignKeys)
        {
            for (var i = 0; i < foreignKey.Columns.Count; i++)
            {
                if (string.Equals(foreignKey.Columns[i], column.Name, StringComparison.OrdinalIgnoreCase)
                    && schema.Find(foreignKey.ParentTable) is { } parent
                    && parent.IndexOf(foreignKey.ParentColumns[i]) is >= 0 and var index)
                {
                    return (parent, parent.Columns[index]);
                }
            }
        }

        return null;
    }

    private static MaskingRule? RuleOf(IReadOnlyList<MaskingRule> rules, TableSchema table, ColumnSchema column) =>
        rules.LastOrDefault(r => Names(r, table) && string.Equals(r.Column, column.Name, StringComparison.OrdinalIgnoreCase));

    private static bool Names(MaskingRule rule, TableSchema table) =>
        string.Equals(rule.Table, table.Name, StringComparison.OrdinalIgnoreCase);

    private static void Check(DatabaseSchema schema, IReadOnlyList<MaskingRule> rules)
    {
        foreach (var rule in rules)
        {
            // A misspelt rule must not pass for a rule: the owner believes the column masked.
            if (schema.Find(rule.Table) is not { } table || table.IndexOf(rule.Column) < 0)
            {
                throw new ArgumentException(
                    $"Masking rule '{rule.Table}.{rule.Column}' names no column of production. Correct the name or remove the rule.");
            }
        }
    }
}
