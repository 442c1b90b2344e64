// The realtime socket under the `openai` package.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Session, model, speech } from './clients.mjs';

const limit = { timeout: 15_000 };
const tool = (name) => ({
  type: 'function',
  name,
  description: name,
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
});
const types = (events) => events.map((event) => event.type);
const calls = (done) => done.response.output.filter((item) => item.type === 'function_call').map((item) => item.name);

async function inSession(work, props, options) {
  const session = await Session.open(props, options);
  try {
    await work(session);
  } finally {
    session.close();
  }
}

test('text: an answer in pieces that are together the whole', limit, () => inSession(async (session) => {
  await session.update({ output_modalities: ['text'] });
  await session.say('What are your opening hours?');
  const events = await session.respond();
  const text = events.find((event) => event.type === 'response.output_text.done').text;
  assert.ok(text.length > 0);
  assert.equal(events.filter((event) => event.type === 'response.output_text.delta').map((event) => event.delta).join(''), text);
  assert.deepEqual(events.at(-1).response.output[0].content, [{ type: 'output_text', text }]);
  assert.deepEqual(events.at(-1).response.output_modalities, ['text']);
}));

test('audio: the response says how it sounds, and its audio can be retrieved as it was sent', limit, () => inSession(async (session) => {
  await session.say('What are your opening hours?');
  const events = await session.respond();
  for (const one of [events[0].response, events.at(-1).response]) {
    assert.deepEqual(one.audio, { output: { format: { type: 'audio/pcm', rate: 24000 }, voice: 'marin' } });
  }
  const deltas = events.filter((event) => event.type === 'response.output_audio.delta');
  const sent = Buffer.concat(deltas.map((event) => Buffer.from(event.delta, 'base64')));
  session.send('conversation.item.retrieve', { item_id: events.at(-1).response.output[0].id });
  const [retrieved] = await session.until('conversation.item.retrieved');
  assert.ok(sent.equals(Buffer.from(retrieved.item.content[0].audio, 'base64')));
}));

test('audio: a response may have a voice and a format of its own', limit, () => inSession(async (session) => {
  await session.say('Hello there.');
  const own = { audio: { output: { format: { type: 'audio/pcmu' }, voice: 'cedar' } }, max_output_tokens: 400 };
  const done = (await session.respond(own)).at(-1);
  assert.deepEqual(done.response.audio, { output: { format: { type: 'audio/pcmu' }, voice: 'cedar' } });
  assert.equal(done.response.max_output_tokens, 400);
}));

test('input audio is retrieved as it was appended, with its transcript', limit, () => inSession(async (session) => {
  const pcm = await speech('What are your opening hours?');
  await session.update({ audio: { input: { turn_detection: null, transcription: { model: 'gpt-transcribe' } } } });
  session.append(pcm);
  session.send('input_audio_buffer.commit');
  const { item_id, transcript } = (await session.until('conversation.item.input_audio_transcription.completed')).at(-1);
  session.send('conversation.item.retrieve', { item_id });
  const [{ item }] = await session.until('conversation.item.retrieved');
  assert.equal(transcript, 'What are your opening hours?');
  assert.equal(item.content[0].transcript, transcript);
  assert.ok(pcm.equals(Buffer.from(item.content[0].audio, 'base64')));
}));

for (const [name, choice, expected] of [
  ['required', 'required', ['get_weather']],
  ['a named function', { type: 'function', name: 'get_news' }, ['get_news']],
  ['none', 'none', []],
]) {
  test(`tool_choice: ${name}, of the session and of one response`, limit, () => inSession(async (session) => {
    const tools = [tool('get_weather'), tool('get_news')];
    await session.update({ tools, tool_choice: choice });
    await session.say('Good morning, please say something.');
    assert.deepEqual(calls((await session.respond()).at(-1)), expected);
    await session.update({ tools: [], tool_choice: 'auto' });
    const done = (await session.respond({ tools, tool_choice: choice })).at(-1);
    assert.deepEqual(calls(done), expected);
    for (const item of done.response.output.filter((one) => one.type === 'function_call')) {
      assert.equal(typeof JSON.parse(item.arguments).city, 'string');
    }
  }));
}

test('function call: its output is answered in words', limit, () => inSession(async (session) => {
  await session.update({ tools: [tool('get_weather')], tool_choice: 'required' });
  await session.say('What is the weather in Oslo?');
  const call = (await session.respond()).at(-1).response.output[0];
  session.send('conversation.item.create', { item: { type: 'function_call_output', call_id: call.call_id, output: '{"sky":"clear"}' } });
  await session.until('conversation.item.done');
  assert.deepEqual((await session.respond()).at(-1).response.output.map((item) => item.type), ['message']);
}));

test('cancel: what was said until then is an item, and can be truncated', limit, () => inSession(async (session) => {
  await session.say('What are your opening hours?');
  session.send('response.create');
  await session.until('response.output_audio.delta');
  session.send('response.cancel');
  const { response } = (await session.until('response.done')).at(-1);
  assert.deepEqual([response.status, response.status_details], ['cancelled', { type: 'cancelled', reason: 'client_cancelled' }]);
  assert.deepEqual(response.output.map((item) => [item.type, item.status]), [['message', 'incomplete']]);
  session.send('conversation.item.truncate', { item_id: response.output[0].id, content_index: 0, audio_end_ms: 50 });
  assert.equal((await session.until('conversation.item.truncated')).at(-1).audio_end_ms, 50);
  session.send('conversation.item.retrieve', { item_id: response.output[0].id });
  const [{ item }] = await session.until('conversation.item.retrieved');
  assert.equal(Buffer.from(item.content[0].audio, 'base64').length, 2400);
}, { model }, { headers: { 'X-Client-Request-Id': 'node/cancel' } }));

for (const turn_detection of [{ type: 'server_vad', silence_duration_ms: 300 }, { type: 'semantic_vad', eagerness: 'high' }]) {
  test(`turn detection: ${turn_detection.type} ends the turn and answers it`, limit, () => inSession(async (session) => {
    const [{ session: configured }] = await session.update({ audio: { input: { turn_detection } } });
    assert.equal(configured.audio.input.turn_detection.create_response, true);
    session.append(Buffer.concat([await speech('What are your opening hours?'), Buffer.alloc(48_000)]));
    const events = types(await session.until('response.done'));
    assert.deepEqual(
      [
        'input_audio_buffer.speech_started',
        'input_audio_buffer.speech_stopped',
        'input_audio_buffer.committed',
        'conversation.item.added',
        'response.created',
      ].map((type) => events.includes(type)),
      [true, true, true, true, true]);
  }));
}

test('out of band: two responses beside the conversation, told apart by their metadata', limit, () => inSession(async (session) => {
  await session.say('My name is Ada.');
  const input = [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'What are your opening hours?' }] }];
  for (const topic of ['a', 'b']) {
    session.send('response.create', {
      response: { conversation: 'none', output_modalities: ['text'], metadata: { topic }, input, instructions: 'Be brief.' },
    });
  }
  const events = [...await session.until('response.done'), ...await session.until('response.done')];
  const done = events.filter((event) => event.type === 'response.done').map((event) => event.response);
  assert.deepEqual(done.map((one) => one.metadata.topic).sort(), ['a', 'b']);
  assert.deepEqual(done.map((one) => one.conversation_id), [null, null]);
  assert.ok(!types(events).includes('conversation.item.added'));
}));

test('out of band: input may refer to an item of the conversation', limit, () => inSession(async (session) => {
  const id = (await session.say('What are your opening hours?')).at(-1).item.id;
  const aside = { conversation: 'none', output_modalities: ['text'], input: [{ type: 'item_reference', id }] };
  const told = (await session.respond(aside)).at(-1);
  assert.match(told.response.output[0].content[0].text, /weekdays/);
  session.send('response.create', { response: { conversation: 'none', input: [{ type: 'item_reference', id: 'nowhere' }] } });
  assert.deepEqual((await session.until('error')).at(-1).error.param, 'response.input[0].id');
}));

test('items: created in place, retrieved, deleted', limit, () => inSession(async (session) => {
  const first = (await session.say('one')).at(-1).item.id;
  session.send('conversation.item.create', {
    previous_item_id: 'root',
    item: { type: 'message', role: 'system', content: [{ type: 'input_text', text: 'zero' }] },
  });
  assert.equal((await session.until('conversation.item.done')).at(-1).previous_item_id, null);
  session.send('conversation.item.retrieve', { item_id: first });
  assert.equal((await session.until('conversation.item.retrieved')).at(-1).item.content[0].text, 'one');
  session.send('conversation.item.delete', { item_id: first });
  await session.until('conversation.item.deleted');
  session.send('conversation.item.retrieve', { item_id: first });
  assert.equal((await session.until('error')).at(-1).error.code, 'item_not_found');
}));

test('items: audio that a client writes is heard, and retrieved as it was', limit, () => inSession(async (session) => {
  const audio = (await speech('What are your opening hours?')).toString('base64');
  session.send('conversation.item.create', { item: { type: 'message', role: 'user', content: [{ type: 'input_audio', audio }] } });
  const { item } = (await session.until('conversation.item.done')).at(-1);
  assert.match((await session.respond({ output_modalities: ['text'] })).at(-1).response.output[0].content[0].text, /weekdays/);
  session.send('conversation.item.retrieve', { item_id: item.id });
  assert.equal((await session.until('conversation.item.retrieved'))[0].item.content[0].audio, audio);
}));

test('session.update: a part changes and the rest stays', limit, () => inSession(async (session) => {
  await session.update({ instructions: 'Be kind.', audio: { output: { speed: 1.25 } } });
  const [{ session: now }] = await session.update({ audio: { input: { noise_reduction: { type: 'near_field' } } } });
  assert.deepEqual(
    [now.instructions, now.audio.output.speed, now.audio.output.voice, now.audio.input.noise_reduction.type],
    ['Be kind.', 1.25, 'marin', 'near_field']);
}));

test('session.update: the voice stays once it was heard', limit, () => inSession(async (session) => {
  await session.say('Hello there.');
  await session.respond();
  session.send('session.update', { session: { type: 'realtime', audio: { output: { voice: 'cedar' } } } });
  assert.equal((await session.until('error')).at(-1).error.code, 'cannot_update_voice');
  await session.update({ audio: { output: { voice: 'marin' } } });
}));

for (const [name, tools, code, param] of [
  ['a name with a dot', [tool('get.weather')], 'invalid_value', 'tools[0].name'],
  ['a name with a space', [tool('get weather')], 'invalid_value', 'tools[0].name'],
  ['a name of 65 letters', [tool('n'.repeat(65))], 'string_above_max_length', 'tools[0].name'],
  ['an empty name', [tool('')], 'empty_string', 'tools[0].name'],
  ['no name', [{ type: 'function' }], 'missing_required_parameter', 'tools[0].name'],
  ['a name twice', [tool('a'), tool('a')], 'invalid_value', 'tools[1].name'],
  ['parameters that are a text', [{ type: 'function', name: 'a', parameters: 'x' }], 'invalid_type', 'tools[0].parameters'],
  [
    'parameters of another type',
    [{ type: 'function', name: 'a', parameters: { type: 'array' } }],
    'invalid_function_parameters',
    'tools[0].parameters',
  ],
  ['another type', [{ type: 'web_search' }], 'invalid_value', 'tools[0].type'],
]) {
  test(`tools: ${name} is refused`, limit, () => inSession(async (session) => {
    session.send('session.update', { session: { type: 'realtime', tools } });
    const { error } = (await session.until('error')).at(-1);
    assert.deepEqual([error.type, error.code, error.param], ['invalid_request_error', code, `session.${param}`]);
    session.send('response.create', { response: { tools } });
    assert.equal((await session.until('error')).at(-1).error.param, `response.${param}`);
  }));
}

test('transcription: a session that only writes down', limit, () => inSession(async (session) => {
  assert.deepEqual([session.created.session.type, session.created.session.object], ['transcription', 'realtime.transcription_session']);
  session.send('session.update', {
    session: { type: 'transcription', audio: { input: { transcription: { model: 'gpt-transcribe' }, turn_detection: null } } },
  });
  await session.until('session.updated');
  session.append(await speech('What are your opening hours?'));
  session.send('input_audio_buffer.commit');
  const heard = (await session.until('conversation.item.input_audio_transcription.completed')).at(-1);
  assert.equal(heard.transcript, 'What are your opening hours?');
  session.send('response.create');
  assert.equal((await session.until('error')).at(-1).error.param, 'type');
}, { intent: 'transcription' }));
