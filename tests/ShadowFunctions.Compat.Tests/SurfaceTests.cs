namespace ShadowFunctions.Compat.Tests;

public sealed class SurfaceTests
{
    private static readonly string[] VendorNamespaces = ["Azure", "DurableTask.Core", "Microsoft.Azure", "Microsoft.DurableTask", "Microsoft.Extensions.Hosting"];

    public static TheoryData<string> StandIns => [.. Repository.StandIns];

    [Theory]
    [MemberData(nameof(StandIns))]
    public void Every_public_member_of_a_stand_in_exists_in_the_real_assembly(string name)
    {
        var folder = Environment.GetEnvironmentVariable("REAL_AZURE_PACKAGES");
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Skip("skipped: REAL_AZURE_PACKAGES is not set; point it at a folder with the vendor's assemblies.");
        }

        using var standIns = AssemblySet.StandIns();
        using var vendor = AssemblySet.Below(folder);
        var real = vendor.Find(name);
        if (real is null)
        {
            Assert.Skip($"skipped: {name}.dll is nowhere below {folder}.");
        }

        var differences = standIns.Find(name)!.GetExportedTypes()
            .SelectMany(type => real.GetType(type.FullName!) is { IsVisible: true } counterpart
                ? SurfaceComparison.Differences(type, counterpart)
                : [$"{type.FullName}: not in {name}"])
            .ToList();
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [Theory]
    [MemberData(nameof(StandIns))]
    public void A_stand_in_exposes_vendor_namespaces_only(string name)
    {
        using var standIns = AssemblySet.StandIns();
        var types = standIns.Find(name)!.GetExportedTypes();

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Contains(VendorNamespaces, prefix => $"{type.Namespace}.".StartsWith(prefix + ".", StringComparison.Ordinal)));
    }
}
