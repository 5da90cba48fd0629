using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <content>The state as it is stored. Version 3 had no skill: it is still read, and the skill begins anew.</content>
public sealed partial class SeriesForecaster
{
    private const int StateVersion = 4;
    private const int OldestVersion = 3;

    /// <summary>The whole state, bit for bit.</summary>
    public byte[] Serialize()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        Write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads a state written by <see cref="Serialize"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes were written by another version or are not a forecaster's state.</exception>
    public static SeriesForecaster Deserialize(byte[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var reader = new BinaryReader(new MemoryStream(state));
        return Read(reader);
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write((int)Resource);
        writer.Write(IsLight);
        ForecastLevels.Write(writer, _levels);
        Exchange(new StateCodec(writer));
    }

    internal static SeriesForecaster Read(BinaryReader reader)
    {
        try
        {
            var forecaster = new SeriesForecaster((ResourceKind)reader.ReadInt32(), reader.ReadBoolean(), ForecastLevels.Read(reader));
            forecaster.Exchange(new StateCodec(reader));
            return forecaster;
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The state of a series forecaster is cut short: delete it and let it be learned again from the history.", e);
        }
    }

    private void Exchange(StateCodec codec)
    {
        var version = codec.Version(StateVersion, "a series forecaster", OldestVersion);
        codec.Exchange(ref _last);
        codec.Exchange(ref _unit);
        var level = new[] { _level };
        codec.Exchange(level);
        _level = level[0];
        _ring.Exchange(codec);
        _profile.Exchange(codec);
        _ensemble.Exchange(codec);
        _regressions.Exchange(codec);
        _quantiles.Exchange(codec, version);
        _persistenceQuantiles.Exchange(codec, version);
        if (version > OldestVersion)
        {
            _skill.Exchange(codec);
        }
    }
}
