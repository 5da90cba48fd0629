using System.Text.RegularExpressions;

namespace ShadowFunctions.Api;

/// <summary>Checks ids that come in addresses before they reach the state store.</summary>
internal static partial class Ids
{
    /// <summary>The id, when it can be one.</summary>
    public static string Checked(string what, string id) => Shape().IsMatch(id)
        ? id
        : throw ApiException.Invalid(what, id, "Use 1 to 200 letters, digits and hyphens.");

    [GeneratedRegex("^[A-Za-z0-9-]{1,200}$")]
    private static partial Regex Shape();
}
