using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>A fingerprint of everything that shapes the copy: when one of it changes, the copy starts anew.</summary>
internal static class CopyFingerprint
{
    public static string Of(EntityPlan plan, ReplicationSettings settings, byte[] key)
    {
        var text = new StringBuilder();
        text.Append(plan.Root).Append('\n').Append(settings.SampleFraction.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var line in plan.Schema.Tables.SelectMany(t => t.Definition))
        {
            text.Append('\n').Append(line);
        }

        foreach (var rule in settings.Masking.Select(r => $"{r.Table}.{r.Column}={r.Kind} {r.Value}").Order(StringComparer.Ordinal))
        {
            text.Append('\n').Append(rule);
        }

        // The key takes part through a keyed digest, so that a new key starts anew and the old one stays unknown.
        text.Append('\n').Append(Convert.ToHexString(HMACSHA256.HashData(key, "fingerprint"u8)));
        return XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(text.ToString())).ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
    }
}
