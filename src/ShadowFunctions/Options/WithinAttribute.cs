using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace ShadowFunctions.Options;

/// <summary>A whole number within bounds, both included. Its message names the setting, the value and the bounds.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WithinAttribute(int low, int high) : RangeAttribute(low, high)
{
    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) => IsValid(value)
        ? ValidationResult.Success
        : new ValidationResult(string.Create(
            CultureInfo.InvariantCulture,
            $"{ShadowOptions.Section}:{validationContext.MemberName} is '{value}'; set a whole number from {Minimum} to {Maximum}."));
}
