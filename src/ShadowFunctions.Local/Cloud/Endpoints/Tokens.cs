using System.Text;

namespace ShadowFunctions.Local.Cloud;

/// <summary>The emulated tokens: a token is its scope, so that the wrong audience is refused as in Azure.</summary>
internal static class Tokens
{
    private const string Prefix = "emulated.";

    private static readonly string[] ManagementAudiences =
        ["https://management.azure.com/", "https://management.core.windows.net/"];

    public static string Issue(IEnumerable<string> scopes) =>
        Prefix + Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(' ', scopes))).TrimEnd('=');

    /// <summary>Refuses a request without a token of ours for the host it speaks to.</summary>
    public static void Check(CloudRequest request, bool isMetricsHost)
    {
        var header = request.Context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith($"Bearer {Prefix}", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArmException(401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing or is not a token of the emulated cloud.");
        }

        var text = header[("Bearer ".Length + Prefix.Length)..];
        var scopes = Decode(text).Split(' ');
        string[] audiences = isMetricsHost ? ["https://metrics.monitor.azure.com/"] : ManagementAudiences;
        if (!scopes.Any(s => audiences.Any(a => s.StartsWith(a, StringComparison.OrdinalIgnoreCase))))
        {
            throw new ArmException(401, "InvalidAuthenticationTokenAudience",
                $"The access token has been obtained for wrong audience or resource '{string.Join(' ', scopes)}'. It should match '{audiences[0]}'.");
        }
    }

    private static string Decode(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')));
        }
        catch (FormatException)
        {
            throw new ArmException(401, "InvalidAuthenticationToken", "The access token is invalid.");
        }
    }
}
