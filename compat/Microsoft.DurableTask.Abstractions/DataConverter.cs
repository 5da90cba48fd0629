namespace Microsoft.DurableTask;

/// <summary>Turns payloads into text and back.</summary>
public abstract class DataConverter
{
    /// <summary>Text of a value; null for null.</summary>
    public abstract string? Serialize(object? value);

    /// <summary>Value of a text.</summary>
    public abstract object? Deserialize(string? data, Type targetType);

    /// <summary>Value of a text.</summary>
    public virtual T? Deserialize<T>(string? data) => (T?)Deserialize(data, typeof(T));
}
