namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>One limit that nobody may cross. Checked last, after all planning.</summary>
public interface IGuardrail
{
    /// <summary>Judges a change; null lets it pass. Must not throw.</summary>
    Ruling? Check(GuardrailContext context);
}
