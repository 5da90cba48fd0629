using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>The key that guards non-anonymous functions when the local host is told to ask for one.</summary>
/// <param name="Key">The secret; it opens every level, as a master key does.</param>
internal sealed record FunctionKeys(string Key)
{
    /// <summary>The file in the state folder that holds the key.</summary>
    public const string FileName = "function.key";

    private const string Header = "x-functions-key";
    private const string QueryParameter = "code";

    /// <summary>Reads the key of a state folder, or makes one that only the current user can read.</summary>
    public static FunctionKeys Open(string stateDirectory)
    {
        var path = Path.Combine(stateDirectory, FileName);
        if (File.Exists(path))
        {
            return new(File.ReadAllText(path).Trim());
        }

        // A secret must not follow from the run's seed; nothing that the run decides depends on it.
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var access = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, access);
        file.Write(key);
        return new(key);
    }

    /// <summary>Whether the request may call a function of <paramref name="level"/>.</summary>
    public bool Accepts(HttpRequest request, AuthorizationLevel level)
    {
        if (level == AuthorizationLevel.Anonymous)
        {
            return true;
        }

        var given = request.Headers[Header].FirstOrDefault() ?? request.Query[QueryParameter].FirstOrDefault();
        return given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Key));
    }

    /// <summary>Keeps the secret out of logs.</summary>
    public override string ToString() => nameof(FunctionKeys);
}
