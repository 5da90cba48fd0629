using System.Reflection;

namespace ShadowFunctions.Tests;

/// <summary>The names that the app gives its functions.</summary>
internal static class AppFunctions
{
    /// <summary>Timer, orchestrators and activities: every constant of <see cref="Names"/> that is no event and no instance id.</summary>
    public static IReadOnlyList<string> OfTheFlow { get; } =
    [
        .. typeof(Names).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral && f.Name is not (nameof(Names.ApprovalEvent) or nameof(Names.FleetInstanceId)))
            .Select(f => (string)f.GetRawConstantValue()!),
    ];
}
