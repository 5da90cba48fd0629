using ShadowFunctions.Local.Demo;

namespace ShadowFunctions.Local.Tests.Demo;

public sealed class ProductionDriverTests : IDisposable
{
    private readonly EmulatedShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void Production_does_not_depend_on_how_time_was_cut()
    {
        using var other = new EmulatedShop();
        _shop.Driver.AdvanceTo(_shop.Store(), EmulatedShop.Start.AddHours(20));
        for (var minute = 0; minute <= 1200; minute += minute % 7 == 0 ? 13 : 4)
        {
            other.Driver.AdvanceTo(other.Store(), EmulatedShop.Start.AddMinutes(minute).AddSeconds(minute % 60));
        }

        other.Driver.AdvanceTo(other.Store(), EmulatedShop.Start.AddHours(20));
        Assert.Equal(EmulatedShop.Content(_shop.Store().ProductionConnection!), EmulatedShop.Content(other.Store().ProductionConnection!));
    }

    [Fact]
    public void Earlier_and_equal_instants_change_nothing()
    {
        _shop.Driver.AdvanceTo(_shop.Store(), EmulatedShop.Start.AddHours(3));
        var before = EmulatedShop.Content(_shop.Store().ProductionConnection!);
        _shop.Driver.AdvanceTo(_shop.Store(), EmulatedShop.Start.AddHours(3).AddSeconds(59));
        _shop.Driver.AdvanceTo(_shop.Store(), EmulatedShop.Start.AddDays(-30));
        Assert.Equal(before, EmulatedShop.Content(_shop.Store().ProductionConnection!));
    }

    [Fact]
    public void Rows_change_within_the_limit_and_stay_sound()
    {
        _shop.Driver.AdvanceTo(_shop.Store(), EmulatedShop.Start);
        var production = _shop.Store().ProductionConnection!;
        var position = 0L;
        for (var minute = 1; minute <= 240; minute++)
        {
            _shop.Driver.AdvanceTo(_shop.Store(), EmulatedShop.Start.AddMinutes(minute));
            var newest = long.Parse(EmulatedShop.Query(production, "SELECT coalesce(max(seq), 0) FROM _shadow_changes")[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(newest - position, 0, ShopWrites.MaxRows);
            position = newest;
        }

        Assert.InRange(position, 500, 240 * ShopWrites.MaxRows);
        Assert.Empty(EmulatedShop.Query(production, "PRAGMA foreign_key_check"));
        Assert.Equal(["10000"], EmulatedShop.Query(production, "SELECT count(*) FROM orders"));
        Assert.Equal(["D", "I", "U"], EmulatedShop.Query(production, "SELECT DISTINCT op FROM _shadow_changes ORDER BY op"));
    }

    [Fact]
    public void Stores_differ()
    {
        _shop.Driver.AdvanceTo(_shop.Store("a"), EmulatedShop.Start.AddHours(1));
        _shop.Driver.AdvanceTo(_shop.Store("b"), EmulatedShop.Start.AddHours(1));
        Assert.NotEqual(EmulatedShop.Content(_shop.Store("a").ProductionConnection!), EmulatedShop.Content(_shop.Store("b").ProductionConnection!));
    }

    [Fact]
    public void A_file_that_was_never_finished_is_made_anew()
    {
        var path = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(_shop.Store().ProductionConnection).DataSource;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", "half a database");
        _shop.Driver.AdvanceTo(_shop.Store(), EmulatedShop.Start);
        Assert.Equal(["2000"], EmulatedShop.Query(_shop.Store().ProductionConnection!, "SELECT count(*) FROM customers"));
        Assert.False(File.Exists(path + ".new"));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("")]
    [InlineData("Upper")]
    public void A_store_id_that_leaves_the_folder_is_refused(string id) => Assert.Throws<ArgumentException>(() => _shop.Files.Production(id));
}
