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

    /// <summary>Writes a version, or reads one and refuses any other.</summary>
    public void Version(int version, string what)
    {
        var found = version;
        Exchange(ref found);
        if (found != version)
        {
            throw new InvalidDataException($"The state of {what} has version {found}, this build reads version {version}: delete the state and let it be learned again from the history.");
        }
    }
}
