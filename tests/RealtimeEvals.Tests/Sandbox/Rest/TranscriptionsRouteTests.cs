using System.Net;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Rest;

public sealed class TranscriptionsRouteTests
{
    private const string Path = "/v1/audio/transcriptions";
    private const string Words = "Hello, my number is BW-48213, 114 Beaupré Street.";
    private static readonly (string, string) Model = ("model", "gpt-transcribe");

    /// <summary>Fields beside the file; status, code and param of the answer.</summary>
    public static TheoryData<string, string, int, string, string> RefusedFields => new()
    {
        { "model", "gpt-none", 404, "model_not_found", "model" },
        { "model", "gpt-5.1", 404, "model_not_found", "model" },
        { "prompt", "no model", 400, "missing_required_parameter", "model" },
        { "response_format", "srt", 400, "invalid_value", "response_format" },
        { "temperature", "1.5", 400, "invalid_value", "temperature" },
        { "temperature", "warm", 400, "invalid_type", "temperature" },
        { "temperature", "NaN", 400, "invalid_type", "temperature" },
        { "stream", "true", 400, "unknown_parameter", "stream" },
    };

    [Theory(Timeout = 300_000)]
    [InlineData(AudioEncoding.Pcm16, 24_000)]
    [InlineData(AudioEncoding.Pcm16, 16_000)]
    [InlineData(AudioEncoding.MuLaw, 8_000)]
    [InlineData(AudioEncoding.ALaw, 8_000)]
    public async Task What_was_spoken_is_written_down_whatever_the_format(AudioEncoding encoding, int rate)
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await SendAsync(sandbox, RestCall.Form(Spoken.Wav(Words, encoding, rate), Model));
        JsonElement json = await RestCall.JsonOf(response);

        Assert.Equal((HttpStatusCode.OK, Words), (response.StatusCode, json.GetProperty("text").GetString()));
        Assert.True(json.GetProperty("usage").GetProperty("input_tokens").GetInt32() > 0);
    }

    [Fact(Timeout = 300_000)]
    public async Task Transcript_comes_as_plain_text_on_request_and_every_field_is_taken()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        MultipartFormDataContent form = RestCall.Form(
            Spoken.Wav(Words), Model, ("response_format", "text"), ("language", "en"), ("prompt", "Street names."), ("temperature", "0.2"));

        using HttpResponseMessage response = await SendAsync(sandbox, form);

        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"{Words}\n", await response.Content.ReadAsStringAsync());
    }

    [Fact(Timeout = 300_000)]
    public async Task Silence_is_nothing_that_was_said()
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await SendAsync(
            sandbox, RestCall.Form(WavWriter.ToBytes(AudioFormat.Pcm24K, new byte[48_000]), Model));

        Assert.Equal("", (await RestCall.JsonOf(response)).GetProperty("text").GetString());
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(RefusedFields))]
    public async Task Field_that_is_wrong_is_refused_in_the_service_s_words(
        string name, string value, int status, string code, string param)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        (string, string)[] fields = name is "model" or "prompt" ? [(name, value)] : [Model, (name, value)];

        using HttpResponseMessage response = await SendAsync(sandbox, RestCall.Form(Spoken.Wav(Words), fields));

        Assert.Equal((status, code, param), await RestCall.ErrorOf(response));
    }

    [Fact(Timeout = 300_000)]
    public async Task File_that_is_no_recording_is_refused()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        byte[] wav = Spoken.Wav(Words);

        foreach (byte[] file in new[] { [], Encoding.UTF8.GetBytes("ID3 an MP3, say"), wav[..(wav.Length / 2)] })
        {
            using HttpResponseMessage response = await SendAsync(sandbox, RestCall.Form(file, Model));
            Assert.Equal((400, "invalid_value", "file"), await RestCall.ErrorOf(response));
        }

        using HttpResponseMessage tooShort = await SendAsync(
            sandbox, RestCall.Form(WavWriter.ToBytes(AudioFormat.Pcm24K, new byte[4_798]), Model));
        Assert.Equal((400, "audio_too_short", "file"), await RestCall.ErrorOf(tooShort));
    }

    [Fact(Timeout = 300_000)]
    public async Task File_is_needed_once_and_as_a_file()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        MultipartFormDataContent twice = RestCall.Form(Spoken.Wav(Words), Model);
        twice.Add(new ByteArrayContent(Spoken.Wav(Words)), "file", "second.wav");
        var text = new MultipartFormDataContent { { new StringContent("RIFF"), "file" }, { new StringContent("gpt-transcribe"), "model" } };
        var none = new MultipartFormDataContent { { new StringContent("gpt-transcribe"), "model" } };
        var modelAsFile = new MultipartFormDataContent
        {
            { new ByteArrayContent(Spoken.Wav(Words)), "file", "a.wav" },
            { new StringContent("gpt-transcribe"), "model", "model.txt" },
        };

        using HttpResponseMessage first = await SendAsync(sandbox, twice);
        using HttpResponseMessage second = await SendAsync(sandbox, text);
        using HttpResponseMessage third = await SendAsync(sandbox, none);
        using HttpResponseMessage fourth = await SendAsync(sandbox, modelAsFile);

        Assert.Equal((400, "invalid_request", "file"), await RestCall.ErrorOf(first));
        Assert.Equal((400, "invalid_type", "file"), await RestCall.ErrorOf(second));
        Assert.Equal((400, "missing_required_parameter", "file"), await RestCall.ErrorOf(third));
        Assert.Equal((400, "invalid_type", "model"), await RestCall.ErrorOf(fourth));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(null, "--b--\r\n")]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data", "--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ngpt")]
    public async Task Form_that_cannot_be_read_is_refused(string? contentType, string body)
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await RestCall.PostFormAsync(sandbox, Path, Encoding.UTF8.GetBytes(body), contentType);

        Assert.Equal((400, "invalid_request", null), await RestCall.ErrorOf(response));
    }

    [Fact(Timeout = 300_000)]
    public async Task Form_that_is_too_large_is_refused_after_it_was_taken()
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await SendAsync(sandbox, RestCall.Form(new byte[25 * 1024 * 1024], Model));

        Assert.Equal((400, "invalid_request", null), await RestCall.ErrorOf(response));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("transcribe", 500, "server_error")]
    [InlineData("transcribe:429", 429, "rate_limit_exceeded")]
    public async Task Fault_with_a_status_is_an_error_of_the_service(string fault, int status, string code)
    {
        await using SandboxServer sandbox = TestSandbox.Start(fault);

        using HttpResponseMessage response = await SendAsync(sandbox, RestCall.Form(Spoken.Wav(Words), Model));

        Assert.Equal((status, code, null), await RestCall.ErrorOf(response));
    }

    /// <summary>A client that is still sending when it is answered sees a broken connection.</summary>
    [Fact(Timeout = 300_000)]
    public async Task Fault_is_answered_when_the_whole_request_has_come()
    {
        await using SandboxServer sandbox = TestSandbox.Start("transcribe");

        using HttpResponseMessage response = await SendAsync(sandbox, RestCall.Form(new byte[24 * 1024 * 1024], Model));

        Assert.Equal((500, "server_error", null), await RestCall.ErrorOf(response));
    }

    [Fact(Timeout = 300_000)]
    public async Task Fault_hears_nothing_where_it_is_meant_to()
    {
        await using SandboxServer sandbox = TestSandbox.Start("transcribe:nothing@one");

        using HttpResponseMessage hit = await SendAsync(sandbox, RestCall.Form(Spoken.Wav(Words), Model), "run/one");
        using HttpResponseMessage other = await SendAsync(sandbox, RestCall.Form(Spoken.Wav(Words), Model), "run/two");

        Assert.Equal("", (await RestCall.JsonOf(hit)).GetProperty("text").GetString());
        Assert.Equal(Words, (await RestCall.JsonOf(other)).GetProperty("text").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Fault_that_hangs_ends_with_the_sandbox()
    {
        SandboxServer sandbox = TestSandbox.Start("transcribe:hangx1@one");
        Task<HttpResponseMessage> hanging = SendAsync(sandbox, RestCall.Form(Spoken.Wav(Words), Model), "run/one");

        using HttpResponseMessage other = await SendAsync(sandbox, RestCall.Form(Spoken.Wav(Words), Model), "run/two");
        Assert.False(hanging.IsCompleted);
        await sandbox.DisposeAsync();

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.False(await IsAnsweredAsync(hanging));
    }

    /// <summary>Whether a request was answered well; one that the sandbox gave up is refused or breaks, as far as it had come.</summary>
    private static async Task<bool> IsAnsweredAsync(Task<HttpResponseMessage> request)
    {
        try
        {
            using HttpResponseMessage response = await request;
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Task<HttpResponseMessage> SendAsync(SandboxServer sandbox, HttpContent form, string clientRequestId = "") =>
        RestCall.PostAsync(sandbox, Path, form, clientRequestId, TestContext.Current.CancellationToken);
}
