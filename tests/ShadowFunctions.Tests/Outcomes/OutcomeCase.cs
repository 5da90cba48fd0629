using ShadowFunctions.Local.Cloud;

namespace ShadowFunctions.Tests.Outcomes;

/// <summary>One row of the matrix: what happens, and what must be left behind.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Ends">Every decision of ours in order: status of its operation, slash, its requests to change the size on the wire.</param>
internal sealed record OutcomeCase(string Name, string Ends)
{
    /// <summary>True: the store ends at the size asked for. False: at the size before.</summary>
    public bool Reached { get; init; } = true;

    /// <summary>Part of what the first operation records as its error; null: no error is recorded.</summary>
    public string? Error { get; init; }

    public OperationHeaders Headers { get; init; }

    public bool Signed { get; init; }

    public FaultScript Faults { get; init; } = FaultScript.None;

    /// <summary>The process is replaced this long after the cycle began.</summary>
    public TimeSpan? RestartAfter { get; init; }

    /// <summary>The state store fails after this write, once: the effect stays, the answer is lost.</summary>
    public string? LosesWrite { get; init; }

    /// <summary>How often it fails.</summary>
    public int Losses { get; init; } = 1;

    /// <summary>Cycles begun.</summary>
    public int Cycles { get; init; } = 1;

    /// <summary>Time between two cycles.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromMinutes(10);

    public bool Pool { get; init; }

    /// <summary>True: the store has a geo secondary of its size.</summary>
    public bool Geo { get; init; }

    /// <summary>Sizes the store's region does not sell.</summary>
    public string[] Unsold { get; init; } = [];

    public override string ToString() => Name;
}
