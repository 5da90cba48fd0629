using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

/// <summary>A server for the shadow alone, which logs every statement.</summary>
public sealed class ShadowServer : PostgresFixture
{
    protected override string[] Settings => ["shared_buffers=32MB", "log_statement=all", "log_min_messages=info"];
}
