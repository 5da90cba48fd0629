using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Statements;

/// <summary>
/// What a statement's tokens tell about its parameters: which column each is compared with or written to, or what kind of value a place
/// without a column wants.
/// </summary>
internal sealed class StatementShape
{
    private readonly IReadOnlyList<Token> _tokens;
    private readonly Dictionary<string, string> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ParameterPlace> _places = new(StringComparer.Ordinal);

    private StatementShape(IReadOnlyList<Token> tokens) => _tokens = tokens;

    /// <summary>Parameters in order of first use.</summary>
    public IReadOnlyList<string> Parameters { get; private init; } = [];

    /// <summary>Tables by the alias used in the text.</summary>
    public IReadOnlyDictionary<string, string> Tables => _tables;

    /// <summary>The table whose rows it changes; null for a query.</summary>
    public string? Target { get; private set; }

    /// <summary>Where each parameter stands.</summary>
    public IReadOnlyDictionary<string, ParameterPlace> Places => _places;

    public static StatementShape Of(string text, StatementLanguage language)
    {
        var tokens = StatementGuard.Body(SqlTokens.Read(text, language));
        var shape = new StatementShape(tokens) { Parameters = [.. tokens.Where(t => t.Kind == TokenKind.Parameter).Select(t => t.Text).Distinct()] };
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].IsWord("FROM", "JOIN", "UPDATE", "INTO", "USING"))
            {
                shape.Table(i + 1);
            }
        }

        shape.Target = shape.Changed();
        shape.InsertedValues();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Parameter)
            {
                shape._places.TryAdd(tokens[i].Text, shape.Place(i));
            }
        }

        return shape;
    }

    /// <summary>The column that a place belongs to; null when the schema has none, or the place names none.</summary>
    public (TableSchema Table, ColumnSchema Column)? ColumnOf(ParameterPlace place, DatabaseSchema schema)
    {
        if (place.Column is null)
        {
            return null;
        }

        var named = place.Qualifier is { } qualifier ? [_tables.GetValueOrDefault(qualifier, qualifier)] : _tables.Values.Distinct(StringComparer.OrdinalIgnoreCase);
        var table = named.Select(n => schema.Find(n) ?? schema.Tables.FirstOrDefault(t => string.Equals(t.LocalName, n, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(t => t is not null && t.IndexOf(place.Column) >= 0);
        return table is null ? null : (table, table[place.Column]);
    }

    private Token At(int i) => i >= 0 && i < _tokens.Count ? _tokens[i] : new Token(TokenKind.Symbol, "", false);

    /// <summary>A table's name, maybe with its schema before it and an alias behind it.</summary>
    private void Table(int i)
    {
        if (!At(i).IsName || At(i).IsWord("SELECT", "SET", "LATERAL"))
        {
            return;
        }

        var name = At(i).Name;
        while (At(i + 1).IsSymbol(".") && At(i + 2).IsName)
        {
            (name, i) = (At(i + 2).Name, i + 2);
        }

        _tables.TryAdd(name, name);
        var alias = At(i + 1).IsWord("AS") ? i + 2 : i + 1;
        if (At(alias).IsName && !(At(alias).Kind == TokenKind.Word && (Vocabulary.BeforeOperand.Contains(At(alias).Text) || Vocabulary.AfterTable.Contains(At(alias).Text))))
        {
            _tables.TryAdd(At(alias).Name, name);
        }

        for (var comma = i + 1; comma <= i + 3; comma++)
        {
            if (At(comma).IsSymbol(",") && At(comma - 1).IsName)
            {
                Table(comma + 1);
                return;
            }
        }
    }

    private string? Changed()
    {
        var verb = Enumerable.Range(0, _tokens.Count).FirstOrDefault(i => At(i).IsWord("UPDATE", "INTO") || (At(i).IsWord("FROM") && At(i - 1).IsWord("DELETE")), -1);
        var isLock = verb > 0 && At(verb).IsWord("UPDATE") && At(verb - 1).IsWord("FOR", "KEY");
        if (verb < 0 || isLock)
        {
            return null;
        }

        var name = verb + 1;
        while (At(name + 1).IsSymbol("."))
        {
            name += 2;
        }

        return At(name).IsName ? At(name).Name : null;
    }

    /// <summary>INSERT INTO t(a, b) VALUES ($1, $2), …: each value goes to the column of its place.</summary>
    private void InsertedValues()
    {
        var into = Enumerable.Range(0, _tokens.Count).FirstOrDefault(i => At(i).IsWord("INTO"), -1);
        var open = into + 2;
        while (into >= 0 && At(open).IsSymbol("."))
        {
            open += 2;
        }

        if (into < 0 || !At(open).IsSymbol("("))
        {
            return;
        }

        var table = At(open - 1).Name;
        var columns = new List<string>();
        for (open++; At(open).IsName && !At(open - 1).IsSymbol(")"); open += 2)
        {
            columns.Add(At(open).Name);
        }

        var (depth, column) = (0, 0);
        for (var i = open; i < _tokens.Count && !At(i).IsWord("SELECT", "CONFLICT", "RETURNING"); i++)
        {
            depth += At(i).IsSymbol("(") ? 1 : At(i).IsSymbol(")") ? -1 : 0;
            column = depth == 1 && At(i).IsSymbol("(") ? 0 : depth == 1 && At(i).IsSymbol(",") ? column + 1 : column;
            if (At(i).Kind == TokenKind.Parameter && depth == 1 && column < columns.Count && (At(i - 1).IsSymbol("(") || At(i - 1).IsSymbol(",")))
            {
                _places.TryAdd(At(i).Text, new ParameterPlace(table, columns[column]) { IsInserted = true });
            }
        }
    }

    private ParameterPlace Place(int i)
    {
        var before = i - 1;
        if (At(before).IsWord("LIMIT", "OFFSET", "TOP", "FIRST", "NEXT") || (At(before).IsSymbol("(") && At(before - 1).IsWord("TOP", "LIMIT")))
        {
            return new ParameterPlace(null, null) { Type = At(before).IsWord("OFFSET") ? "offset" : "rows" };
        }

        if (At(before).IsSymbol("(") && At(before - 1).IsWord("ANY", "ALL", "SOME") && IsComparison(before - 2))
        {
            return Column(before - 2, RangeEnd.None) with { IsArray = true };
        }

        if (ListStart(before) is { } list && At(list - 1).IsWord("IN"))
        {
            return Column(At(list - 2).IsWord("NOT") ? list - 2 : list - 1, RangeEnd.None);
        }

        if (At(before).IsWord("BETWEEN"))
        {
            return Column(At(before - 1).IsWord("NOT") ? before - 1 : before, RangeEnd.Lower);
        }

        if (At(before).IsWord("AND") && Enumerable.Range(1, 6).FirstOrDefault(k => At(before - k).IsWord("BETWEEN", "AND", "OR", "WHERE"), 0) is > 0 and var back && At(before - back).IsWord("BETWEEN"))
        {
            return Column(At(before - back - 1).IsWord("NOT") ? before - back - 1 : before - back, RangeEnd.Upper);
        }

        return IsComparison(before) ? Compared(i) : new ParameterPlace(null, null) { Type = TypeOf(i) };
    }

    private ParameterPlace Compared(int i)
    {
        var first = i - 1;
        while (At(first - 1).Kind == TokenKind.Symbol && IsComparison(first - 1))
        {
            first--;
        }

        var written = string.Concat(_tokens.Skip(first).Take(i - first).Select(t => t.Text));
        var end = written.StartsWith('>') ? RangeEnd.Lower : written.StartsWith('<') && written != "<>" ? RangeEnd.Upper : RangeEnd.None;
        var start = At(first - 1).IsWord("NOT") ? first - 1 : first;

        // "a = b + $1" and "a = $1 + b": a part of a sum is no key.
        var isPart = At(i + 1).Kind == TokenKind.Symbol && At(i + 1).Text is "+" or "-" or "*" or "/" or "||";
        return Column(start, end) is { Column: not null } place && !isPart ? place with { Type = TypeOf(i) } : new ParameterPlace(null, null) { Type = TypeOf(i) };
    }

    /// <summary>The column that ends directly before a token.</summary>
    private ParameterPlace Column(int before, RangeEnd end)
    {
        var name = before - 1;
        return !At(name).IsName || (At(name).Kind == TokenKind.Word && Vocabulary.BeforeOperand.Contains(At(name).Text))
            ? new ParameterPlace(null, null)
            : new ParameterPlace(At(name - 1).IsSymbol(".") && At(name - 2).IsName ? At(name - 2).Name : null, At(name).Name) { End = end };
    }

    private bool IsComparison(int i) =>
        (At(i).Kind == TokenKind.Symbol && At(i).Text is "=" or "==" or "<>" or "!=" or "<" or ">" or "<=" or ">=" or "!") || At(i).IsWord("LIKE", "ILIKE", "GLOB");

    private int? ListStart(int i)
    {
        while (At(i).IsSymbol(",") && At(i - 1).Kind == TokenKind.Parameter)
        {
            i -= 2;
        }

        return At(i).IsSymbol("(") ? i : null;
    }

    /// <summary>What a cast or the function around it wants.</summary>
    private string? TypeOf(int i)
    {
        if (At(i + 1).IsSymbol("::"))
        {
            return At(i + 2).Text.ToLowerInvariant();
        }

        if (At(i + 1).IsWord("AS") && At(i - 1).IsSymbol("(") && At(i - 2).IsWord("CAST"))
        {
            return At(i + 2).Text.ToLowerInvariant();
        }

        if (At(i - 1).IsWord("ZONE"))
        {
            return "zone";
        }

        if (At(i - 1).IsWord("ESCAPE"))
        {
            return "escape";
        }

        return At(i - 1).IsSymbol("(") && At(i - 2).Kind == TokenKind.Word ? $"{At(i - 2).Text.ToLowerInvariant()}()" : null;
    }
}
