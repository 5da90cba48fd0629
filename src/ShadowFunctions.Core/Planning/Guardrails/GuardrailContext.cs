using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>The change under judgement and all that is known.</summary>
public sealed record GuardrailContext
{
    /// <summary>What the decision is made from.</summary>
    public required DecisionInput Input { get; init; }

    /// <summary>The size in force and its origin.</summary>
    public required SizeInForce Size { get; init; }

    /// <summary>Position of the size in force on the ladder.</summary>
    public required int Current { get; init; }

    /// <summary>Position of the size asked for, as cut by the guardrails before.</summary>
    public required int Target { get; init; }

    /// <summary>What is asked for beside the size; null when nothing.</summary>
    public SizeExtras? Extras => ExtraNeeds.Of(Input, Input.Ladder.Sizes[Target]);

    /// <summary>True when a change is asked for: of the store, or of the geo secondaries that an earlier change left behind.</summary>
    public bool IsChange => Target != Current || Extras is not null || UnevenPair.Find(Input.Operations) is not null;

    /// <summary>True when a smaller size is asked for.</summary>
    public bool IsDown => Target < Current;

    /// <summary>The owner's settings.</summary>
    public PreAllocationSettings Settings => Input.Store.Configuration.PreAllocation;

    /// <summary>On the way down the smallest size, from the one asked for, that will do; the size in force where none does, and on the way up.</summary>
    public int Smallest(Func<int, bool> willDo) =>
        Enumerable.Range(Target, Math.Max(0, Current - Target)).Where(willDo).FirstOrDefault(Current);

    /// <summary>Name of the size at a position.</summary>
    public string Name(int index) => Input.Ladder.Sizes[index].Name;
}
