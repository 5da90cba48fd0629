using System.Buffers.Binary;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Names and identifiers; GUIDs derive from the seed so that two runs are alike.</summary>
internal static class CloudIds
{
    public const string ManagementHost = "management.azure.com";

    public const string MetricsHostSuffix = ".metrics.monitor.azure.com";

    public static string Collection(EmulatedResourceKind kind) => kind == EmulatedResourceKind.Database ? "databases" : "elasticPools";

    public static string ResourceType(EmulatedResourceKind kind) => $"Microsoft.Sql/servers/{Collection(kind)}";

    /// <summary>A GUID of (seed, thing, ordinal), marked as version 8 (free form).</summary>
    public static Guid GuidOf(long seed, string thing, int ordinal)
    {
        var own = SeededChance.SeedOf(seed, thing);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, SeededChance.Bits(own, 1, ordinal));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], SeededChance.Bits(own, 2, ordinal));
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
