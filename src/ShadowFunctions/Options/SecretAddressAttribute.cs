using System.ComponentModel.DataAnnotations;
using ShadowFunctions.Azure.Connection;

namespace ShadowFunctions.Options;

/// <summary>The address of a secret in a key vault, or nothing. Never the secret itself, which is why the message does not repeat what stands there.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAddressAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) => value is null or "" || VaultSecrets.IsAddress(value as string)
        ? ValidationResult.Success
        : new ValidationResult(
            $"{ShadowOptions.Section}:{validationContext.MemberName} is no address of a secret; set one such as 'https://VAULT.vault.azure.net/secrets/NAME', or nothing.");
}
