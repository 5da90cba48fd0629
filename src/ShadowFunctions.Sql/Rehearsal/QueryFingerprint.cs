using System.IO.Hashing;
using System.Text;

namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>The id of a statement: the same for the same text up to white space.</summary>
public static class QueryFingerprint
{
    /// <summary>Fingerprint of a text whose literals have been removed: 16 hexadecimal digits.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var normal = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd(';');
        return Convert.ToHexStringLower(XxHash64.Hash(Encoding.UTF8.GetBytes(normal)));
    }
}
