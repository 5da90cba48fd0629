using System.Security.Cryptography;
using System.Text;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Name-based GUIDs (RFC 9562, version 5): the same name gives the same GUID on every run.</summary>
internal static class DeterministicGuid
{
    private static readonly Guid Namespace = new("6f7a2a52-3c1e-5d0b-9f43-8f5b0f6f2c11");

    public static Guid FromName(string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        byte[] bytes = new byte[16 + text.Length];
        Namespace.TryWriteBytes(bytes, bigEndian: true, out _);
        text.CopyTo(bytes, 16);

#pragma warning disable CA5350 // SHA-1 is what version 5 prescribes; nothing here is a secret.
        Span<byte> guid = SHA1.HashData(bytes).AsSpan(0, 16);
#pragma warning restore CA5350
        guid[6] = (byte)((guid[6] & 0x0F) | 0x50);
        guid[8] = (byte)((guid[8] & 0x3F) | 0x80);
        return new Guid(guid, bigEndian: true);
    }
}
