using System.Globalization;

namespace ShadowFunctions.Api;

/// <summary>Collects the mistakes of a request; each rule names field, value and remedy.</summary>
internal sealed class Rules
{
    private readonly List<FieldError> _errors = [];

    /// <summary>The mistakes so far.</summary>
    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>Adds a mistake unless the condition holds.</summary>
    public void That(bool holds, string field, object? value, string remedy)
    {
        if (!holds)
        {
            var text = value is DateTimeOffset at ? at.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture);
            _errors.Add(new FieldError(field, value is null ? null : text, remedy));
        }
    }

    /// <summary>A number within bounds, both included.</summary>
    public void Range(string field, double value, double low, double high) => That(
        double.IsFinite(value) && value >= low && value <= high,
        field,
        value,
        string.Create(CultureInfo.InvariantCulture, $"Send a number from {low} to {high}."));

    /// <summary>Throws when there were mistakes.</summary>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw ApiException.Invalid(_errors);
        }
    }
}
