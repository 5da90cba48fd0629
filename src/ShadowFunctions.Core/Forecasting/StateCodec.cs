using System.Runtime.InteropServices;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Reads or writes state with the same lines of code, so that both directions cannot drift apart. Values are kept bit for bit: a
/// forecaster read back goes on exactly as if it had never stopped.
/// </summary>
internal sealed class StateCodec
{
    private readonly BinaryReader? _reader;
    private readonly BinaryWriter? _writer;

    public StateCodec(BinaryReader reader) => _reader = reader;

    public StateCodec(BinaryWriter writer) => _writer = writer;

    public void Exchange(ref long value)
    {
        if (_reader is not null)
        {
            value = _reader.ReadInt64();
        }
        else
        {
            _writer!.Write(value);
        }
    }

    public void Exchange(ref int value)
    {
        if (_reader is not null)
        {
            value = _reader.ReadInt32();
        }
        else
        {
            _writer!.Write(value);
        }
    }

    public void Exchange(ref bool value)
    {
        if (_reader is not null)
        {
            value = _reader.ReadBoolean();
        }
        else
        {
            _writer!.Write(value);
        }
    }

    public void Exchange(ref double value)
    {
        if (_reader is not null)
        {
            value = _reader.ReadDouble();
        }
        else
        {
            _writer!.Write(value);
        }
    }

    /// <summary>The array's length is fixed by the code, so only the values travel.</summary>
    public void Exchange<T>(T[] values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        if (_reader is not null)
        {
            _reader.BaseStream.ReadExactly(bytes);
        }
        else
        {
            _writer!.Write(bytes);
        }
    }

    /// <summary>Writes a version, or reads one and refuses those that this build does not know. Gives the version that the state has.</summary>
    /// <param name="version">The version that is written.</param>
    /// <param name="what">What the state is of.</param>
    /// <param name="oldest">The oldest version that is still read; null reads <paramref name="version"/> only.</param>
    public int Version(int version, string what, int? oldest = null)
    {
        var found = version;
        Exchange(ref found);
        return found <= version && found >= (oldest ?? version)
            ? found
            : throw new InvalidDataException($"The state of {what} has version {found}, this build reads version {(oldest is { } first ? $"{first} to " : "")}{version}: delete the state and let it be learned again from the history.");
    }
}
