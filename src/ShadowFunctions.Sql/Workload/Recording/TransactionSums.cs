using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>
/// Puts the statements of each session back into their transactions and counts equal ones. Memory is bounded: what exceeds a limit is counted
/// statement by statement.
/// </summary>
internal sealed class TransactionSums
{
    private const int MostSessions = 10_000;
    private const int MostStatements = 50;
    private const int MostShapes = 1000;

    private readonly Dictionary<string, (string? Id, List<QueryTemplate> Statements)> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (IReadOnlyList<QueryTemplate> Statements, long Count)> _units = new(StringComparer.Ordinal);

    /// <summary>What arrives: single statements and transactions, with how often.</summary>
    public IEnumerable<(IReadOnlyList<QueryTemplate> Statements, long Count)> Units => _units.Values;

    /// <summary>True when a text starts a transaction, false when it ends one, null when it is something else.</summary>
    public static bool? Boundary(string text)
    {
        // A long text is a statement: no need to split it.
        var words = text[..Math.Min(text.Length, 80)].ToUpperInvariant().Split([' ', '\t', '\r', '\n', ';'], StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["BEGIN"] or ["BEGIN", "TRANSACTION" or "TRAN" or "WORK" or "ISOLATION" or "READ" or "DEFERRED" or "IMMEDIATE" or "EXCLUSIVE", ..] or ["START", "TRANSACTION", ..] => true,
            ["COMMIT" or "END" or "ROLLBACK" or "ABORT", ..] when !words.Contains("TO") => false,
            _ => null,
        };
    }

    /// <summary>The session starts a transaction.</summary>
    public void Begin(string? session)
    {
        if (session is not null)
        {
            End(session);
            Open(session, null);
        }
    }

    /// <summary>The session ends its transaction, whichever way.</summary>
    public void End(string? session)
    {
        if (session is not null && _open.Remove(session, out var transaction))
        {
            Count(transaction.Statements);
        }
    }

    /// <summary>A statement; of an open transaction, of the one named, or alone.</summary>
    public void Add(string? session, string? id, QueryTemplate template)
    {
        session ??= id;
        if (session is not null && _open.TryGetValue(session, out var open) && open.Id is not null && open.Id != id)
        {
            End(session);
        }

        if (session is null || (id is null && !_open.ContainsKey(session)))
        {
            Count([template]);
            return;
        }

        if (!_open.TryGetValue(session, out open))
        {
            open = Open(session, id);
        }
        else if (open.Id is null && id is not null)
        {
            _open[session] = open = (id, open.Statements);
        }

        open.Statements.Add(template);
        if (open.Statements.Count > MostStatements)
        {
            // A batch job, not a transaction that repeats.
            open.Statements.ForEach(s => Count([s]));
            open.Statements.Clear();
        }
    }

    /// <summary>The file is at its end.</summary>
    public void Close()
    {
        foreach (var session in _open.Keys.ToArray())
        {
            End(session);
        }
    }

    private (string? Id, List<QueryTemplate> Statements) Open(string session, string? id)
    {
        if (_open.Count >= MostSessions)
        {
            Close();
        }

        return _open[session] = (id, []);
    }

    private void Count(List<QueryTemplate> statements)
    {
        if (statements.Count == 0)
        {
            return;
        }

        var key = string.Join(' ', statements.Select(s => s.Id));
        if (statements.Count > 1 && !_units.ContainsKey(key) && _units.Count >= MostShapes)
        {
            foreach (var statement in statements)
            {
                Count([statement]);
            }

            return;
        }

        _units[key] = _units.TryGetValue(key, out var unit) ? (unit.Statements, unit.Count + 1) : (statements, 1);
    }
}
