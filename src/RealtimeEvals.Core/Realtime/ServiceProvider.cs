namespace RealtimeEvals.Realtime;

/// <summary>The provider of a service, for addresses that do not show it.</summary>
public enum ServiceProvider
{
    /// <summary>OpenAI or a compatible service, with OPENAI_API_KEY and OPENAI_BASE_URL.</summary>
    OpenAI = 0,

    /// <summary>Azure OpenAI, with AZURE_OPENAI_API_KEY and AZURE_OPENAI_ENDPOINT. The key is sent in the header api-key.</summary>
    Azure,
}
