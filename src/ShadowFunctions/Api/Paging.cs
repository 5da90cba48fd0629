using System.Globalization;

namespace ShadowFunctions.Api;

/// <summary>Reads <c>?top=</c>.</summary>
internal static class Paging
{
    private const int Default = 50;
    private const int Most = 500;

    /// <summary>How many entries were asked for: 50 unless told, 1 to 500.</summary>
    public static int Top(HttpRequest request)
    {
        var text = (string?)request.Query["top"];
        if (text is null)
        {
            return Default;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is >= 1 and <= Most
            ? top
            : throw ApiException.Invalid("top", text, $"Send a whole number from 1 to {Most}.");
    }
}
