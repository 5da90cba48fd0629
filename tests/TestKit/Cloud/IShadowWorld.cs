using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.Cloud;

/// <summary>A platform with production and a shadow server apart from it.</summary>
public interface IShadowWorld : IAsyncDisposable
{
    /// <summary>The implementation under test.</summary>
    IShadowProvisioner Provisioner { get; }

    /// <summary>The implementation under test.</summary>
    IReadSourceProvisioner Sources { get; }

    /// <summary>A General Purpose database whose owner allowed read sources.</summary>
    Store Store { get; }

    /// <summary>A Hyperscale database, likewise.</summary>
    Store Hyperscale { get; }

    /// <summary>The instant on the platform, UTC.</summary>
    DateTimeOffset Now { get; }

    /// <summary>PUT, PATCH and DELETE requests so far.</summary>
    int Writes { get; }

    /// <summary>Lets time pass until what is being made is there.</summary>
    Task FinishChangesAsync();
}
