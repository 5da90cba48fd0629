namespace ShadowFunctions.Core.Recordings;

/// <summary>A file of load series cannot be used; the message names file, line, column, value and remedy as far as they are known.</summary>
public sealed class SeriesFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    public SeriesFormatException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public SeriesFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public SeriesFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static SeriesFormatException At(string file, int line, int column, string value, string remedy) =>
        new($"{file}, line {line}, column {column}: '{Shown(value)}' cannot be read; {remedy}.");

    private static string Shown(string value) => value.Length <= 80 ? value : $"{value[..80]}…";
}
