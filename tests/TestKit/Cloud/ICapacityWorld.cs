using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.Cloud;

/// <summary>One store on some platform, real or emulated, at a known size, with the means to let its changes end.</summary>
public interface ICapacityWorld : IAsyncDisposable
{
    /// <summary>The implementation under test.</summary>
    ICapacityControl Control { get; }

    /// <summary>A database at <c>GP_Gen5_2</c> that may be changed.</summary>
    Store Store { get; }

    /// <summary>The same, as a process after a restart would open it.</summary>
    ICapacityControl Reopen();

    /// <summary>Requests that changed production so far.</summary>
    int Changes { get; }

    /// <summary>Lets time pass until every running change has ended.</summary>
    Task FinishChangesAsync();
}
