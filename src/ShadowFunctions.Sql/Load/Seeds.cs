using System.IO.Hashing;
using System.Text;

namespace ShadowFunctions.Sql.Load;

/// <summary>Independent seeds from one: a name gives each use its own, so that adding one use leaves the others as they were.</summary>
internal static class Seeds
{
    public static int Derive(int seed, string use) => (int)XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(use), seed);
}
