using Npgsql;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Sampling;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

/// <summary>A production database with every shape of reference that the sample must follow and many types, and an empty shadow beside it.</summary>
internal sealed class PostgresShop : IAsyncDisposable
{
    public const string Schema = """
        CREATE TYPE mood AS ENUM ('glad', 'sad');
        CREATE DOMAIN postcode AS varchar(10);
        CREATE SCHEMA sales;
        CREATE TABLE regions(code varchar(8) PRIMARY KEY, label text NOT NULL);
        CREATE TABLE customers(id bigserial PRIMARY KEY, name text NOT NULL, email text NOT NULL UNIQUE, phone varchar(40),
            region varchar(8) REFERENCES regions(code), born date, referrer bigint REFERENCES customers(id) ON DELETE SET NULL,
            feeling mood, zip postcode, tags text[], extra jsonb NOT NULL DEFAULT '{}', address inet);
        CREATE TABLE products(id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text, price numeric(10,2) NOT NULL,
            gross numeric(12,4) GENERATED ALWAYS AS (price * 1.19) STORED);
        CREATE TABLE stock(product_id integer PRIMARY KEY REFERENCES products(id) ON DELETE CASCADE, quantity smallint NOT NULL);
        CREATE TABLE sales.orders(id bigserial PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers(id) ON DELETE CASCADE,
            status text, total double precision, ordered_at timestamptz NOT NULL DEFAULT now());
        CREATE INDEX orders_customer ON sales.orders(customer_id) INCLUDE (status);
        CREATE INDEX orders_open ON sales.orders(ordered_at) WHERE status = 'new';
        CREATE TABLE sales.order_lines(order_id bigint NOT NULL REFERENCES sales.orders(id) ON DELETE CASCADE, line smallint NOT NULL,
            product_id integer NOT NULL REFERENCES products(id) ON DELETE CASCADE, quantity integer NOT NULL, PRIMARY KEY (order_id, line));
        CREATE TABLE reviews(id uuid PRIMARY KEY DEFAULT gen_random_uuid(), order_id bigint NOT NULL REFERENCES sales.orders(id) ON DELETE CASCADE,
            author_id bigint REFERENCES customers(id) ON DELETE SET NULL, stars real, words text, photo bytea, CHECK (stars < 100));
        CREATE TABLE events(id bigint PRIMARY KEY, payload bytea, seen interval, at timestamp);
        """;

    private readonly NpgsqlDataSource _owner;
    private readonly NpgsqlDataSource _shadow;

    private PostgresShop(PostgresCluster cluster, string production, string shadow)
    {
        Store = new Store
        {
            Id = "shop",
            Kind = StoreKind.PostgreSqlFlexibleServer,
            ResourceId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.DBforPostgreSQL/flexibleServers/v",
            Region = "westeurope",
            ProductionConnection = cluster.Connection(production),
            ShadowConnection = cluster.Connection(shadow),
        };
        (_owner, _shadow) = (NpgsqlDataSource.Create(cluster.Connection(production)), NpgsqlDataSource.Create(cluster.Connection(shadow)));
    }

    public Store Store { get; }

    public static async Task<PostgresShop> CreateAsync(PostgresFixture postgres, int customers = 200, bool withLog = true)
    {
        var (production, shadow) = (postgres.NewName("production"), postgres.NewName("shadow"));
        await using (var server = NpgsqlDataSource.Create(postgres.Cluster.Connection()))
        {
            await ExecuteAsync(server, $"CREATE DATABASE {production}");
            await ExecuteAsync(server, $"CREATE DATABASE {shadow}");
        }

        var shop = new PostgresShop(postgres.Cluster, production, shadow);
        await shop.ExecuteAsync(Schema);
        await shop.FillAsync(customers);
        if (withLog)
        {
            await shop.InstallLogAsync();
        }

        return shop;
    }

    public async Task InstallLogAsync()
    {
        await using var connection = await _owner.OpenConnectionAsync();
        foreach (var statement in PostgresChangeLog.Install(await new PostgresDialect().ReadSchemaAsync(connection, default), "postgres"))
        {
            await ExecuteAsync(statement);
        }
    }

    public static SampledReplicator Replicator(ISqlDialect? dialect = null, TimeProvider? time = null) => new(dialect ?? new PostgresDialect(), new FixedKey(), time);

    public static ReplicationRequest Request(
        string id, double fraction = 0.2, double rows = 1_000_000, double? headroom = 0.9, IReadOnlyList<MaskingRule>? masking = null) =>
        new(id, DateTimeOffset.UnixEpoch,
            new ReplicationSettings
            {
                SampleFraction = fraction,
                EntityRoot = "customers",
                MaxBytesPerSecond = 1e9,
                Masking = masking ?? [],
                ProductionVCores = 1000,
            },
            rows, 1, headroom, 7);

    public Task<ReplicationBatch> SampleAsync(ReplicationRequest request) =>
        Replicator().SampleAsync(Store, request, TestContext.Current.CancellationToken);

    public Task<int> ExecuteAsync(string text, params object?[] values) => ExecuteAsync(_owner, text, values);

    public Task<List<object?[]>> ProductionAsync(string text) => QueryAsync(_owner, text);

    public Task<List<object?[]>> ShadowAsync(string text) => QueryAsync(_shadow, text);

    public async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        await _shadow.DisposeAsync();
    }

    private static async Task<int> ExecuteAsync(NpgsqlDataSource source, string text, params object?[] values)
    {
        await using var command = source.CreateCommand(text);
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"p{i}", values[i] ?? DBNull.Value);
        }

        return await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<object?[]>> QueryAsync(NpgsqlDataSource source, string text)
    {
        await using var command = source.CreateCommand(text);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => CanonicalValue.Of(reader.GetValue(i)))]);
        }

        return rows;
    }

    private Task<int> FillAsync(int customers) => ExecuteAsync($"""
        INSERT INTO regions VALUES ('NORTH', 'Upper country'), ('SOUTH', 'Lower country'), ('EAST', 'Morning country');
        INSERT INTO customers SELECT i, 'Margarete Sonnenschein ' || i, 'customer.number' || i || '@mailbox.example', '+49 170 55' || (100000 + i),
            CASE i % 4 WHEN 0 THEN 'NORTH' WHEN 1 THEN 'SOUTH' WHEN 2 THEN 'EAST' END, date '1970-01-10' + i % 20,
            CASE WHEN i % 5 = 0 THEN i / 5 END, CASE i % 2 WHEN 0 THEN 'glad'::mood END, 'Z' || i, ARRAY['vip' || i], jsonb_build_object('motto', 'carpe diem ' || i), '10.1.2.3'
            FROM generate_series(1, {customers}) i;
        SELECT setval('customers_id_seq', {customers});
        INSERT INTO products(title, price) SELECT 'Product ' || i, i * 1.5 FROM generate_series(1, 30) i;
        INSERT INTO stock SELECT id, id * 10 FROM products WHERE id % 3 > 0;
        INSERT INTO sales.orders SELECT i, 1 + (i * 7919) % {customers}, 'paid', i * 2.25, timestamptz '2026-08-10 10:00:00Z' + i * interval '1 minute'
            FROM generate_series(1, {customers * 3}) i;
        SELECT setval('sales.orders_id_seq', {customers * 3});
        INSERT INTO sales.order_lines SELECT o.id, l, 1 + (o.id * 31 + l) % 30, l FROM sales.orders o, generate_series(1, 3) l;
        INSERT INTO reviews(order_id, author_id, stars, words, photo)
            SELECT id, CASE WHEN id % 3 = 0 THEN 1 + (id * 13) % {customers} ELSE customer_id END, id % 5 + 0.1, 'Kindest regards from reviewer ' || id, '\xCAFE'::bytea FROM sales.orders WHERE id % 4 = 0;
        INSERT INTO events SELECT id, '\x00', interval '3 days 4 hours', timestamp '2026-01-01' FROM sales.orders;
        """);
}
