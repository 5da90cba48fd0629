using System.Buffers;

namespace ShadowFunctions.Core.State;

/// <summary>
/// The rule for names under which state is kept, one for all stores. It leaves out every character that needs escaping in a table key,
/// a blob name, a URL or a file name, so that no implementation has to invent an escape.
/// </summary>
public static class StateKey
{
    /// <summary>All characters of a partition or id, in ordinal order.</summary>
    public const string Alphabet = "-.0123456789:@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    /// <summary>Longest partition or id, characters.</summary>
    public const int MaxLength = 200;

    /// <summary>Longest kind, letters.</summary>
    public const int MaxKindLength = 32;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    /// <summary>Checks a whole address.</summary>
    /// <exception cref="ArgumentException">Names the field, its value and the remedy.</exception>
    public static void Check(string kind, string partition, string id)
    {
        CheckKind(kind);
        CheckName(partition, nameof(partition));
        CheckName(id, nameof(id));
    }

    /// <summary>Checks a kind: 1 to 32 ASCII letters.</summary>
    /// <exception cref="ArgumentException">Names the field, its value and the remedy.</exception>
    public static void CheckKind(string kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        if (kind.Length is 0 or > MaxKindLength || !kind.All(char.IsAsciiLetter))
        {
            throw new ArgumentException($"kind is '{Shorten(kind)}'; use 1 to {MaxKindLength} ASCII letters.", nameof(kind));
        }
    }

    /// <summary>Checks a partition, id, store id, metric or blob name.</summary>
    /// <param name="value">The name.</param>
    /// <param name="field">What the name is of, for the error.</param>
    /// <exception cref="ArgumentException">Names the field, its value and the remedy.</exception>
    public static void CheckName(string value, string field)
    {
        ArgumentNullException.ThrowIfNull(value, field);
        if (value.Length is 0 or > MaxLength || value.AsSpan().ContainsAnyExcept(Allowed))
        {
            throw new ArgumentException(
                $"{field} is '{Shorten(value)}' ({value.Length} characters); use 1 to {MaxLength} of ASCII letters, digits and -_.@:", field);
        }
    }

    private static string Shorten(string value) => value.Length <= MaxLength ? value : value[..MaxLength] + "…";
}
