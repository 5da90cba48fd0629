using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>One table's part in the sample.</summary>
/// <param name="Table">The table.</param>
/// <param name="Role">How it is sampled.</param>
/// <param name="SampledParents">References to tables that are sampled: a row is in when every reference that is set leads to a row that is in.</param>
/// <param name="WholeParents">References to tables that are copied whole.</param>
/// <param name="SampledChildren">References by which rows follow this table's rows into the sample.</param>
/// <param name="Referrers">All references to this table: rows that go when a row of this table goes.</param>
internal sealed record TablePlan(
    TableSchema Table,
    TableRole Role,
    IReadOnlyList<ForeignKey> SampledParents,
    IReadOnlyList<ForeignKey> WholeParents,
    IReadOnlyList<ForeignKey> SampledChildren,
    IReadOnlyList<ForeignKey> Referrers);
