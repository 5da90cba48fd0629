using System.Globalization;
using Npgsql;

namespace ShadowFunctions.Sql.Load;

/// <summary>One session with the plan's statements prepared. Parameters travel as text, and the server finds their types.</summary>
internal sealed class PostgresLoadConnection : ILoadConnection
{
    private readonly PostgresWire _wire;
    private readonly Action<long> _onTraffic;
    private readonly string[] _names;
    private long _reported;

    public PostgresLoadConnection(NpgsqlConnectionStringBuilder settings, LoadPlan plan, Action<long> onTraffic)
    {
        (_wire, _onTraffic) = (PostgresLogin.Open(settings), onTraffic);
        try
        {
            _names = [.. plan.Statements.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"s{i}"))];
            Prepare("begin", "BEGIN");
            Prepare("commit", "COMMIT");
            Prepare("rollback", "ROLLBACK");
            for (var i = 0; i < _names.Length; i++)
            {
                Prepare(_names[i], plan.Statements[i].Template.Text);
            }
        }
        catch
        {
            _wire.Dispose();
            throw;
        }
    }

    public long Execute(int statement, ReadOnlySpan<object?> values)
    {
        var message = _wire.Message('B').Text("").Text(_names[statement]).Short(0).Short(values.Length);
        foreach (var value in values)
        {
            message.Value(value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        message.Short(0).End();
        return Run();
    }

    public void Begin() => Run("begin");

    public void Finish(bool failed) => Run(failed ? "rollback" : "commit");

    public void Dispose()
    {
        Report();
        _wire.Dispose();
    }

    private void Run(string name)
    {
        _wire.Message('B').Text("").Text(name).Short(0).Short(0).Short(0).End();
        Run();
    }

    private long Run()
    {
        _wire.Message('E').Text("").Number(0).End().Message('S').End().Flush();
        var bytes = Answer();
        Report();
        return bytes;
    }

    private void Prepare(string name, string text)
    {
        _wire.Message('P').Text(name).Text(text).Short(0).End().Message('S').End().Flush();
        Answer();
    }

    /// <summary>Reads all answers up to the one that says the session is ready again; result bytes.</summary>
    private long Answer()
    {
        PostgresLoadException? error = null;
        long bytes = 0;
        while (true)
        {
            try
            {
                switch (_wire.Read(out var body))
                {
                    case 'D':
                        bytes += body.Length;
                        break;
                    case 'E':
                        error = PostgresLoadException.Of(body);
                        break;
                    case 'Z':
                        return error is null ? bytes : throw error;
                }
            }
            catch (IOException e)
            {
                throw new PostgresLoadException($"The session broke: {e.Message}", e);
            }
        }
    }

    private void Report()
    {
        _onTraffic(_wire.Traffic - _reported);
        _reported = _wire.Traffic;
    }
}
