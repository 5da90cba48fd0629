namespace ShadowFunctions.Core.Model;

/// <summary>Whether a statement reads or writes.</summary>
public enum QueryClass
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Changes data.</summary>
    Write,
}
