using System.Data.Common;

namespace ShadowFunctions.Sql.Permissions;

/// <summary>What the login that the app uses on production may do there, for engines that can tell.</summary>
public interface IGrantedRights
{
    /// <summary>The owner's statements for the rights that the signed-in login lacks, beside reading tables; empty when it has all. Errors are the engine's own.</summary>
    Task<IReadOnlyList<string>> MissingAsync(DbConnection production, CancellationToken cancellationToken);
}
