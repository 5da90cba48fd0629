using ShadowFunctions.Core.Model;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

/// <summary>Reads every byte the shadow's server has written: tables, indexes, log and the server's own messages.</summary>
public sealed class PostgresMaskingScanTests(PostgresFixture production, ShadowServer shadow) : IClassFixture<PostgresFixture>, IClassFixture<ShadowServer>
{
    [Fact]
    public async Task No_original_of_a_masked_column_is_in_any_file_of_the_shadows_server()
    {
        await using var shop = await PostgresShop.CreateAsync(production);
        IReadOnlyList<MaskingRule> rules =
        [
            new("customers", "name", MaskingKind.Token), new("customers", "email", MaskingKind.Email), new("customers", "phone", MaskingKind.Phone),
            new("customers", "zip", MaskingKind.Constant, "00000"), new("products", "title", MaskingKind.Keep),
        ];
        var store = shop.Store with { ShadowConnection = shadow.Cluster.Connection() };
        var token = TestContext.Current.CancellationToken;
        await PostgresShop.Replicator().SampleAsync(store, PostgresShop.Request("b1", 0.5, masking: rules), token);
        await shop.ExecuteAsync("UPDATE customers SET phone = '+49 170 9988776' WHERE id % 2 = 0; INSERT INTO customers(name, email) VALUES ('Adalbert Späthlingsen', 'adalbert@spaethlingsen.example')");
        var batch = await PostgresShop.Replicator().SampleAsync(store, PostgresShop.Request("b2", 0.5, masking: rules), token);
        Assert.True(batch.Rows > 20);
        await shadow.Cluster.StopAsync();

        var files = Directory.GetFiles(shadow.Cluster.Folder, "*", SearchOption.AllDirectories).Where(f => new FileInfo(f).Length > 0).ToList();
        string[] secrets = ["Margarete", "Sonnenschein", "customer.number", "170 551", "170 9988776", "Späthlingsen", "Kindest regards", "carpe diem", "vip1", "Upper country", "10.1.2.3"];
        var found = new List<string>();
        foreach (var file in files)
        {
            var content = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, token));
            found.AddRange(secrets.Select(s => System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(s)))
                .Where(s => content.Contains(s, StringComparison.Ordinal)).Select(s => $"{s} in {Path.GetFileName(file)}"));
        }

        Assert.Empty(found);
        Assert.Contains(files, f => f.Contains("pg_wal", StringComparison.Ordinal));

        // The column the owner keeps is there, so the scan would have seen the others.
        Assert.Contains(files, f => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f)).Contains("Product 17", StringComparison.Ordinal));
    }
}
