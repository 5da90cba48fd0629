using System.ComponentModel.DataAnnotations;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Options;

/// <summary>Prices of series that there are. Its message names the setting, the series and those that are known.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KnownPricesAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is IReadOnlyDictionary<string, double> prices && SizeCatalog.Embedded.PriceError(prices) is { } error
            ? new ValidationResult($"{ShadowOptions.Section}:{validationContext.MemberName}: {error}")
            : ValidationResult.Success;
}
