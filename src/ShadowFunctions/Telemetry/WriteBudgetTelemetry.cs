using System.Diagnostics.Metrics;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Telemetry;

/// <summary>
/// What the fleet's budget of writes tells: each of its versions is written once, so what is new in one is what has just happened. A process
/// counts what it wrote itself; the sum over all processes is the fleet's.
/// </summary>
internal sealed class WriteBudgetTelemetry
{
    private readonly Lock _turn = new();
    private readonly Gauge<double> _tokens;
    private readonly Gauge<int> _waiting;
    private readonly Counter<long> _granted;
    private readonly Histogram<double> _wait;
    private readonly Counter<long> _throttles;
    private WriteGrant? _lastGrant;
    private WriteRequest? _lastWait;
    private DateTimeOffset? _pausedUntil;

    public WriteBudgetTelemetry(Meter meter)
    {
        _tokens = meter.CreateGauge<double>("shadow.arm.tokens", "{write}", "Writes to the platform that may be sent at once.");
        _waiting = meter.CreateGauge<int>("shadow.arm.waiting", "{request}", "Requests that wait for their turn.");
        _granted = meter.CreateCounter<long>("shadow.arm.requests", "{request}", "Requests let through to the platform.");
        _wait = meter.CreateHistogram<double>("shadow.arm.wait", "s", "Waits given to requests, each until it asks again.");
        _throttles = meter.CreateCounter<long>("shadow.arm.throttles", "{throttle}", "Pauses that the platform asked for.");
    }

    public void Changed(WriteBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        lock (_turn)
        {
            _tokens.Record(budget.Tokens ?? 0);
            _waiting.Record(budget.Waiting.Count);
            if (budget.Granted is [.., var grant] && grant != _lastGrant && grant.At == budget.At)
            {
                _granted.Add(1);
                _lastGrant = grant;
            }

            if (budget.Waiting is [.., var waiting] && waiting != _lastWait && waiting.ReturnsAt > budget.At)
            {
                _wait.Record((waiting.ReturnsAt - budget.At).TotalSeconds);
                _lastWait = waiting;
            }

            if (budget.PausedUntil is { } until && !(until <= _pausedUntil))
            {
                _throttles.Add(1);
                _pausedUntil = until;
            }
        }
    }
}
