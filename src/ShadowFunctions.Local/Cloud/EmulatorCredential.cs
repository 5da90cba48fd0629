using Azure.Core;

namespace ShadowFunctions.Local.Cloud;

/// <summary>A credential that only the emulated cloud accepts: its token names the scope and nothing else.</summary>
/// <param name="clock">The clock tokens expire by; the machine's own unless told otherwise, as the SDK's token cache goes by that.</param>
public sealed class EmulatorCredential(TimeProvider? clock = null) : TokenCredential
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(Tokens.Issue(requestContext.Scopes), _clock.GetUtcNow() + Life);

    /// <inheritdoc/>
    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
