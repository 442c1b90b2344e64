namespace RealtimeEvals.Tests.Sandbox.Clients;

/// <summary>
/// What the server's events and their objects hold, as the types of the official packages say it, in lines of
/// <c>name: field=type, ...</c>. A field with '?' may be missing. A type is one of text, number, flag, null and any, a word in
/// quotes, an object of the table, a list in brackets, or several of these. Where the service's own samples show null although
/// the types only let a field be missing (status_details, usage, transcription and others), null is in the table.
/// </summary>
internal static class ServerEventTable
{
    public const string Events = """
        error: error=Error
        session.created: session=Session|Transcribing
        session.updated: session=Session|Transcribing
        conversation.item.added: item=Item, previous_item_id=text|null
        conversation.item.done: item=Item, previous_item_id=text|null
        conversation.item.retrieved: item=Item
        conversation.item.deleted: item_id=text
        conversation.item.truncated: item_id=text, content_index=number, audio_end_ms=number
        conversation.item.input_audio_transcription.completed: item_id=text, content_index=number, transcript=text, usage=Seconds
        input_audio_buffer.cleared:
        input_audio_buffer.committed: item_id=text, previous_item_id=text|null
        input_audio_buffer.speech_started: item_id=text, audio_start_ms=number
        input_audio_buffer.speech_stopped: item_id=text, audio_end_ms=number
        response.created: response=Response
        response.done: response=Response
        response.output_item.added: response_id=text, output_index=number, item=Item
        response.output_item.done: response_id=text, output_index=number, item=Item
        response.content_part.added: response_id=text, item_id=text, output_index=number, content_index=number, part=Part
        response.content_part.done: response_id=text, item_id=text, output_index=number, content_index=number, part=Part
        response.output_text.delta: response_id=text, item_id=text, output_index=number, content_index=number, delta=text
        response.output_text.done: response_id=text, item_id=text, output_index=number, content_index=number, text=text
        response.output_audio.delta: response_id=text, item_id=text, output_index=number, content_index=number, delta=text
        response.output_audio.done: response_id=text, item_id=text, output_index=number, content_index=number
        response.output_audio_transcript.delta: response_id=text, item_id=text, output_index=number, content_index=number, delta=text
        response.output_audio_transcript.done: response_id=text, item_id=text, output_index=number, content_index=number, transcript=text
        response.function_call_arguments.delta: response_id=text, item_id=text, output_index=number, call_id=text, delta=text
        response.function_call_arguments.done: response_id=text, item_id=text, output_index=number, call_id=text, name=text, arguments=text
        """;

    public const string Objects = $"""
        Error: type=text, message=text, code=text|null, param=text|null, event_id=text|null
        Seconds: type='duration', seconds=number
        Session: {Session}
        Transcribing: {Transcribing}
        SessionAudio: input=Input, output=SessionOutput
        InputOnly: input=Input
        Input: {Input}
        SessionOutput: format=Linear|MuLaw|ALaw, voice=text|Own, speed=number
        Own: id=text
        Linear: type='audio/pcm', rate=number
        MuLaw: type='audio/pcmu'
        ALaw: type='audio/pcma'
        Transcription: model?=text, language?=text, prompt?=text
        Noise: type='near_field'|'far_field'
        ServerVad: {ServerVad}
        SemanticVad: type='semantic_vad', eagerness='low'|'medium'|'high'|'auto', create_response=flag, interrupt_response=flag
        Tool: type='function', name=text, description?=text, parameters?=any
        Named: type='function', name=text
        Item: Message|Call|Output
        Message: {Message}
        InputText: type='input_text', text=text
        InputAudio: type='input_audio', transcript=text|null, audio?=text
        OutputText: type='output_text', text=text
        OutputAudio: type='output_audio', transcript?=text, audio?=text
        Call: {Call}
        Output: type='function_call_output', object='realtime.item', id=text, status='completed', call_id=text, output=text
        Part: TextPart|AudioPart
        TextPart: type='text', text=text
        AudioPart: type='audio', transcript=text
        Response: {Response}
        Status: {Status}
        StatusError: type=text, code=text, message=text
        ResponseAudio: output=ResponseOutput
        ResponseOutput: format=Linear|MuLaw|ALaw, voice=text
        Usage: {Usage}
        InputTokens: text_tokens=number, audio_tokens=number, image_tokens=number, cached_tokens=number, cached_tokens_details=Cached
        Cached: text_tokens=number, audio_tokens=number, image_tokens=number
        OutputTokens: text_tokens=number, audio_tokens=number
        """;

    // What is too long for a line of the table.
    private const string Session =
        "type='realtime', object='realtime.session', id=text, model=text, expires_at=number, output_modalities=['audio'|'text'], "
        + "instructions=text, tools=[Tool], tool_choice='auto'|'none'|'required'|Named, max_output_tokens=number|'inf', "
        + "tracing=text|null, truncation=text, prompt=null, audio=SessionAudio, include=null, parallel_tool_calls?=flag, reasoning?=any";

    private const string Transcribing =
        "type='transcription', object='realtime.transcription_session', id=text, expires_at=number, audio=InputOnly, include=null";

    private const string Input =
        "format=Linear|MuLaw|ALaw, transcription=Transcription|null, "
        + "noise_reduction=Noise|null, turn_detection=ServerVad|SemanticVad|null";

    private const string ServerVad =
        "type='server_vad', threshold=number, prefix_padding_ms=number, silence_duration_ms=number, "
        + "idle_timeout_ms=number|null, create_response=flag, interrupt_response=flag";

    private const string Message =
        "type='message', object='realtime.item', id=text, status='completed'|'incomplete'|'in_progress', "
        + "role='user'|'assistant'|'system', content=[InputText|InputAudio|OutputText|OutputAudio]";

    private const string Call =
        "type='function_call', object='realtime.item', id=text, "
        + "status='completed'|'incomplete'|'in_progress', name=text, call_id=text, arguments=text";

    private const string Response =
        "object='realtime.response', id=text, status='completed'|'cancelled'|'failed'|'incomplete'|'in_progress', "
        + "status_details=Status|null, output=[Item], conversation_id=text|null, output_modalities=['audio'|'text'], "
        + "max_output_tokens=number|'inf', audio=ResponseAudio, usage=Usage|null, metadata=any|null";

    private const string Status =
        "type='cancelled'|'incomplete'|'failed', "
        + "reason?='turn_detected'|'client_cancelled'|'max_output_tokens'|'content_filter', error?=StatusError";

    private const string Usage =
        "total_tokens=number, input_tokens=number, output_tokens=number, "
        + "input_token_details=InputTokens, output_token_details=OutputTokens";
}
