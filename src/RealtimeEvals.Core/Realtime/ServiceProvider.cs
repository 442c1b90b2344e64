namespace RealtimeEvals.Realtime;

/// <summary>Whose service is talked to, where the address does not say it.</summary>
public enum ServiceProvider
{
    /// <summary>OpenAI, or whatever speaks as it does: OPENAI_API_KEY and OPENAI_BASE_URL count.</summary>
    OpenAI = 0,

    /// <summary>Azure OpenAI: AZURE_OPENAI_API_KEY and AZURE_OPENAI_ENDPOINT count, and the key travels in the header api-key.</summary>
    Azure,
}
