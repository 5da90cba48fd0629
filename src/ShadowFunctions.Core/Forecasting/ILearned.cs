namespace ShadowFunctions.Core.Forecasting;

/// <summary>What is learned minute by minute from a store's history and kept as bytes.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ILearned<TSelf>
    where TSelf : ILearned<TSelf>, new()
{
    /// <summary>First instant that is not learned yet, UTC; null before the first.</summary>
    DateTimeOffset? ObservedUntil { get; }

    /// <summary>The whole state, bit for bit.</summary>
    byte[] Serialize();

    /// <summary>Reads a state written by <see cref="Serialize"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes were written by another version or are cut short.</exception>
    static abstract TSelf Deserialize(byte[] state);
}
